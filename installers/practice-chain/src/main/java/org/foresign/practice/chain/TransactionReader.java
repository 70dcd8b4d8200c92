package org.foresign.practice.chain;

import java.math.BigInteger;
import java.util.Arrays;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Keccak;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Wei;

/** Reads a raw transaction and finds its sender; refuses what a node refuses, in geth's words. */
record TransactionReader(Secp256k1 curve, long chainId) {
  /** geth's txMaxSize: larger ones are not kept in the pool. */
  static final int MAX_SIZE = 128 * 1024;

  private static final int TYPE = 2;

  PoolTransaction read(Bytes raw) throws RpcFault {
    if (raw.isEmpty()) {
      throw RpcFault.rejected("typed transaction too short");
    }
    if (raw.size() > MAX_SIZE) {
      throw RpcFault.rejected(
          "oversized data: transaction size " + raw.size() + ", limit " + MAX_SIZE);
    }
    if ((raw.at(0) & 0xff) >= 0xc0) {
      throw RpcFault.rejected("transaction type not supported: legacy");
    }
    if (raw.at(0) != TYPE) {
      throw RpcFault.rejected("transaction type not supported");
    }
    try {
      return parse(raw);
    } catch (RlpCursor.Malformed e) {
      throw RpcFault.rejected(String.valueOf(e.getMessage()));
    }
  }

  private PoolTransaction parse(Bytes raw) throws RlpCursor.Malformed, RpcFault {
    byte[] bytes = raw.toArray();
    RlpCursor fields = RlpCursor.list(bytes, 1);
    BigInteger chain = fields.number(32);
    long nonce = fields.number();
    Wei tip = new Wei(fields.number(32));
    Wei cap = new Wei(fields.number(32));
    long gasLimit = fields.number();
    byte[] to = fields.bytes();
    Wei value = new Wei(fields.number(32));
    Bytes data = Bytes.of(fields.bytes());
    if (!fields.list().atEnd()) {
      throw RpcFault.rejected("access lists are not supported by the practice chain");
    }
    BigInteger parity = fields.number(32);
    BigInteger r = fields.number(32);
    BigInteger s = fields.number(32);
    fields.finish();
    if (to.length == 0) {
      throw RpcFault.rejected("contract creation is not supported by the practice chain");
    }
    if (to.length != 20) {
      throw new RlpCursor.Malformed("rlp: input string too short for common.Address");
    }
    if (!chain.equals(BigInteger.valueOf(chainId))) {
      throw RpcFault.rejected(
          "invalid sender: invalid chain id for signer: have " + chain + " want " + chainId);
    }
    Address sender = sender(bytes, parity, r, s);
    return new PoolTransaction(
        Digest32.of(Keccak.hash(bytes)),
        sender,
        chainId,
        nonce,
        tip,
        cap,
        gasLimit,
        Address.of(to),
        value,
        data,
        parity.intValue(),
        r,
        s,
        raw);
  }

  private Address sender(byte[] raw, BigInteger parity, BigInteger r, BigInteger s)
      throws RlpCursor.Malformed, RpcFault {
    try {
      if (parity.bitLength() > 1) {
        throw new IllegalArgumentException("parity");
      }
      Bytes compact = ContractAbi.word(r).concat(ContractAbi.word(s));
      EcdsaSignature signature = new EcdsaSignature(compact, parity.intValue());
      return Address.recovered(curve, signingHash(raw), signature);
    } catch (IllegalArgumentException e) {
      throw RpcFault.rejected("invalid sender: invalid transaction v, r, s values");
    }
  }

  /** Keccak-256 of 0x02 and the list without its last three fields (EIP-1559). */
  private static byte[] signingHash(byte[] raw) throws RlpCursor.Malformed {
    RlpCursor fields = RlpCursor.list(raw, 1);
    int from = fields.position();
    for (int i = 0; i < 8; i++) {
      fields.bytes();
    }
    fields.list();
    byte[] body = Arrays.copyOfRange(raw, from, fields.position());
    return Keccak.hash(new byte[] {TYPE}, listPrefix(body.length), body);
  }

  private static byte[] listPrefix(int length) {
    if (length <= 55) {
      return new byte[] {(byte) (0xc0 + length)};
    }
    byte[] size = BigInteger.valueOf(length).toByteArray();
    int skip = size[0] == 0 ? 1 : 0;
    byte[] prefix = new byte[1 + size.length - skip];
    prefix[0] = (byte) (0xf7 + size.length - skip);
    System.arraycopy(size, skip, prefix, 1, size.length - skip);
    return prefix;
  }
}
