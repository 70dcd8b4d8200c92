package org.foresign.model.eth;

import java.math.BigInteger;
import java.util.Arrays;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * The two contract calls that Foresign makes, in the one form of the Solidity contract ABI that a
 * compiler writes: arguments in order, no gaps, padding of zeros. Reading accepts nothing else.
 */
public final class Abi {
  /** {@code transfer(address,uint256)}, EIP-20. */
  public static final Bytes TRANSFER = Bytes.parseHex("a9059cbb");

  /** {@code deposit(bytes,bytes,bytes,bytes32)} of the deposit contract. */
  public static final Bytes DEPOSIT = Bytes.parseHex("22895118");

  private static final int TRANSFER_SIZE = 4 + 2 * 32;
  private static final int DEPOSIT_SIZE = 4 + 13 * 32;
  private static final int HEAD = 4;
  private static final int PUBLIC_KEY_AT = 0x80;
  private static final int CREDENTIALS_AT = 0xe0;
  private static final int SIGNATURE_AT = 0x120;

  private Abi() {}

  /**
   * @param amount in the token's smallest unit
   */
  public record TransferCall(Address to, Wei amount) {
    public Bytes encode() {
      byte[] out = new byte[TRANSFER_SIZE];
      TRANSFER.copyTo(out, 0);
      to.bytes().copyTo(out, HEAD + 12);
      word(out, HEAD + 32, amount.value());
      return Bytes.of(out);
    }
  }

  /**
   * @param publicKey 48 bytes
   * @param credentials 32 bytes
   * @param signature 96 bytes
   * @param root hash tree root of the deposit data
   */
  public record DepositCall(Bytes publicKey, Bytes credentials, Bytes signature, Digest32 root) {
    public DepositCall {
      if (publicKey.size() != 48 || credentials.size() != 32 || signature.size() != 96) {
        throw new IllegalArgumentException("a deposit has 48, 32 and 96 bytes");
      }
    }

    public Bytes encode() {
      byte[] out = new byte[DEPOSIT_SIZE];
      DEPOSIT.copyTo(out, 0);
      word(out, HEAD, BigInteger.valueOf(PUBLIC_KEY_AT));
      word(out, HEAD + 32, BigInteger.valueOf(CREDENTIALS_AT));
      word(out, HEAD + 64, BigInteger.valueOf(SIGNATURE_AT));
      root.bytes().copyTo(out, HEAD + 96);
      tail(out, PUBLIC_KEY_AT, publicKey);
      tail(out, CREDENTIALS_AT, credentials);
      tail(out, SIGNATURE_AT, signature);
      return Bytes.of(out);
    }
  }

  /** Whether {@code data} begins with {@code selector}. */
  public static boolean hasSelector(Bytes data, Bytes selector) {
    return data.size() >= 4 && data.slice(0, 4).equals(selector);
  }

  /**
   * Reads the data of a token transfer.
   *
   * @throws ProblemException if it is not exactly what {@link TransferCall#encode} writes
   */
  public static TransferCall decodeTransfer(Bytes data) throws ProblemException {
    requireSize(data, TRANSFER_SIZE);
    TransferCall call =
        new TransferCall(
            new Address(data.slice(HEAD + 12, 20)),
            new Wei(new BigInteger(1, data.slice(HEAD + 32, 32).toArray())));
    requireSame(call.encode(), data);
    return call;
  }

  /**
   * Reads the data of a deposit.
   *
   * @throws ProblemException if it is not exactly what {@link DepositCall#encode} writes
   */
  public static DepositCall decodeDeposit(Bytes data) throws ProblemException {
    requireSize(data, DEPOSIT_SIZE);
    DepositCall call =
        new DepositCall(
            data.slice(HEAD + PUBLIC_KEY_AT + 32, 48),
            data.slice(HEAD + CREDENTIALS_AT + 32, 32),
            data.slice(HEAD + SIGNATURE_AT + 32, 96),
            new Digest32(data.slice(HEAD + 96, 32)));
    requireSame(call.encode(), data);
    return call;
  }

  private static void requireSize(Bytes data, int size) throws ProblemException {
    if (data.size() != size) {
      throw Problem.of(
              EthProblem.CALL_NOT_CANONICAL, data.size() + " bytes of call data, not " + size)
          .asException();
    }
  }

  /**
   * Writing again what was read leaves no byte unlooked at: selector, offsets, lengths, padding.
   */
  private static void requireSame(Bytes again, Bytes data) throws ProblemException {
    int different = Arrays.mismatch(again.toArray(), data.toArray());
    if (different >= 0) {
      throw Problem.of(EthProblem.CALL_NOT_CANONICAL, "at byte " + different).asException();
    }
  }

  private static void word(byte[] out, int offset, BigInteger value) {
    byte[] magnitude = value.toByteArray();
    int sign = magnitude.length > 32 ? 1 : 0;
    int length = magnitude.length - sign;
    System.arraycopy(magnitude, sign, out, offset + 32 - length, length);
  }

  private static void tail(byte[] out, int at, Bytes value) {
    word(out, HEAD + at, BigInteger.valueOf(value.size()));
    value.copyTo(out, HEAD + at + 32);
  }
}
