package org.foresign.practice.chain;

import java.math.BigInteger;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Wei;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;

/** An account whose transactions web3j encodes and signs, so that the chain reads foreign bytes. */
final class Payer {
  private static final BigInteger N =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

  private final Credentials credentials;
  private final long chainId;

  Payer(String privateKey, long chainId) {
    this.credentials = Credentials.create(privateKey);
    this.chainId = chainId;
  }

  /** First account of the public development mnemonic. */
  static Payer developer(long chainId) {
    return new Payer("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80", chainId);
  }

  Address address() {
    return Address.parse(credentials.getAddress());
  }

  Draft draft(long nonce) {
    return new Draft(
        nonce, 21_000, Address.ZERO, Wei.of(1), Bytes.EMPTY, Wei.ofGwei(2), Wei.ofGwei(1), chainId);
  }

  /** A transaction before signing; each method gives a changed copy. */
  record Draft(
      long nonce, long gas, Address to, Wei value, Bytes data, Wei cap, Wei tip, long chainId) {
    Draft gas(long next) {
      return new Draft(nonce, next, to, value, data, cap, tip, chainId);
    }

    Draft to(Address next) {
      return new Draft(nonce, gas, next, value, data, cap, tip, chainId);
    }

    Draft value(Wei next) {
      return new Draft(nonce, gas, to, next, data, cap, tip, chainId);
    }

    Draft data(Bytes next) {
      return new Draft(nonce, gas, to, value, next, cap, tip, chainId);
    }

    Draft caps(Wei nextCap, Wei nextTip) {
      return new Draft(nonce, gas, to, value, data, nextCap, nextTip, chainId);
    }

    Draft chain(long next) {
      return new Draft(nonce, gas, to, value, data, cap, tip, next);
    }
  }

  Bytes sign(Draft draft) {
    return Bytes.of(TransactionEncoder.signMessage(raw(draft), credentials));
  }

  /** The same signature with s above half the order, which EIP-2 forbids. */
  Bytes signHigh(Draft draft) {
    byte[] unsigned = TransactionEncoder.encode(raw(draft));
    Sign.SignatureData low = Sign.signMessage(unsigned, credentials.getEcKeyPair());
    BigInteger high = N.subtract(new BigInteger(1, low.getS()));
    byte flipped = (byte) (low.getV()[0] == 27 ? 28 : 27);
    return Bytes.of(
        TransactionEncoder.encode(
            raw(draft),
            new Sign.SignatureData(flipped, low.getR(), ContractAbi.word(high).toArray())));
  }

  Digest32 send(PracticeChain chain, Draft draft) throws RpcFault {
    return chain.ledger().submit(sign(draft));
  }

  private static RawTransaction raw(Draft draft) {
    return RawTransaction.createTransaction(
        draft.chainId(),
        BigInteger.valueOf(draft.nonce()),
        BigInteger.valueOf(draft.gas()),
        draft.to().toString(),
        draft.value().value(),
        draft.data().prefixedHex(),
        draft.tip().value(),
        draft.cap().value());
  }
}
