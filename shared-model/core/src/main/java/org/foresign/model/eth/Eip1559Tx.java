package org.foresign.model.eth;

import java.math.BigInteger;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Keccak;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * An EIP-1559 transaction with an empty access list and a recipient: the only kind that Foresign
 * makes.
 *
 * @param nonce 0 to 2^63 - 1 (EIP-2681 allows 2^64 - 2)
 * @param gasLimit 1 to 2^63 - 1
 */
public record Eip1559Tx(
    Chain chain, long nonce, FeeCaps fees, long gasLimit, Address to, Wei value, Bytes data) {
  /** Longest accepted encoding; nodes refuse larger ones in their pools. */
  public static final int MAX_SIZE = 128 * 1024;

  /** Transaction type byte, EIP-1559. */
  public static final byte TYPE = 0x02;

  public Eip1559Tx {
    if (chain.family() != ChainFamily.EVM) {
      throw new IllegalArgumentException("not an EVM chain: " + chain);
    }
    if (nonce < 0 || gasLimit <= 0) {
      throw new IllegalArgumentException("nonce or gas limit is out of range");
    }
  }

  /** Type byte and RLP of the nine fields: what is hashed and signed. */
  public Bytes unsignedBytes() {
    return fields().endList().toBytes();
  }

  /** Keccak-256 of {@link #unsignedBytes}. */
  public Digest32 signingDigest() {
    return Digest32.of(Keccak.hash(fields().endList().toByteArray()));
  }

  /** Type byte and RLP of the nine fields and the signature: what is sent. */
  public Bytes signedBytes(EcdsaSignature signature) {
    return signed(signature).toBytes();
  }

  /** Keccak-256 of {@link #signedBytes}. */
  public Digest32 transactionHash(EcdsaSignature signature) {
    return Digest32.of(Keccak.hash(signed(signature).toByteArray()));
  }

  /**
   * Reads back {@link #unsignedBytes}.
   *
   * @throws ProblemException for every other form, and for anything a record of this type cannot
   *     hold
   */
  public static Eip1559Tx decodeUnsigned(Bytes encoded) throws ProblemException {
    RlpReader reader = open(encoded);
    Eip1559Tx tx = readFields(reader);
    close(reader);
    return tx;
  }

  /**
   * Reads back {@link #signedBytes}; the signature is in range and low, but not checked against a
   * sender.
   *
   * @throws ProblemException as {@link #decodeUnsigned}
   */
  public static SignedEip1559Tx decodeSigned(Bytes encoded) throws ProblemException {
    RlpReader reader = open(encoded);
    Eip1559Tx tx = readFields(reader);
    long yParity = reader.uint();
    byte[] compact = new byte[64];
    Bytes r = reader.unsigned(32);
    r.copyTo(compact, 32 - r.size());
    Bytes s = reader.unsigned(32);
    s.copyTo(compact, 64 - s.size());
    close(reader);
    if (yParity > 1) {
      throw refused("signature parity " + yParity);
    }
    try {
      return new SignedEip1559Tx(tx, new EcdsaSignature(Bytes.of(compact), (int) yParity));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.of(EthProblem.TX_FIELD_REFUSED, "signature"), e);
    }
  }

  private static RlpReader open(Bytes encoded) throws ProblemException {
    if (encoded.isEmpty() || encoded.at(0) != TYPE) {
      throw Problem.of(
              EthProblem.TX_TYPE_UNSUPPORTED,
              encoded.isEmpty() ? "no bytes" : "first byte " + encoded.slice(0, 1))
          .asException();
    }
    RlpReader reader = new RlpReader(encoded.toArray(), 1, MAX_SIZE);
    reader.beginList();
    return reader;
  }

  private static void close(RlpReader reader) throws ProblemException {
    reader.endList();
    reader.end();
  }

  private static Eip1559Tx readFields(RlpReader reader) throws ProblemException {
    long chainId = reader.uint();
    long nonce = reader.uint();
    BigInteger tip = reader.quantity();
    BigInteger cap = reader.quantity();
    long gasLimit = reader.uint();
    Bytes to = reader.bytes(20);
    BigInteger value = reader.quantity();
    Bytes data = reader.bytes(MAX_SIZE);
    reader.beginList();
    if (reader.hasMore()) {
      throw refused("an access list");
    }
    reader.endList();
    if (to.isEmpty()) {
      throw refused("no recipient: a contract creation");
    }
    try {
      return new Eip1559Tx(
          Chain.evm(chainId),
          nonce,
          new FeeCaps(new Wei(cap), new Wei(tip)),
          gasLimit,
          new Address(to),
          new Wei(value),
          data);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Problem.of(EthProblem.TX_FIELD_REFUSED, String.valueOf(e.getMessage())), e);
    }
  }

  private static ProblemException refused(String found) {
    return Problem.of(EthProblem.TX_FIELD_REFUSED, found).asException();
  }

  /** The open list with the nine fields in the order of EIP-1559. */
  private RlpWriter fields() {
    return new RlpWriter(data.size() + 200)
        .raw(TYPE)
        .beginList()
        .uint(chain.reference())
        .uint(nonce)
        .quantity(fees.maxPriorityFeePerGas().value())
        .quantity(fees.maxFeePerGas().value())
        .uint(gasLimit)
        .bytes(to.bytes())
        .quantity(value.value())
        .bytes(data)
        .beginList()
        .endList();
  }

  private RlpWriter signed(EcdsaSignature signature) {
    return fields()
        .uint(signature.yParity())
        .unsigned(signature.compact().slice(0, 32))
        .unsigned(signature.compact().slice(32, 32))
        .endList();
  }
}
