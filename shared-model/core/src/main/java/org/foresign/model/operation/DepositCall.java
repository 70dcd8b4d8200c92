package org.foresign.model.operation;

import java.util.Arrays;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Gwei;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.BlsSignature;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.DepositRoots;
import org.foresign.model.staking.WithdrawalCredentials;

/**
 * Call data of {@code deposit(bytes,bytes,bytes,bytes32)} in its one canonical layout
 * (deposit_contract.sol; Solidity ABI, "Use of Dynamic Types"): 420 bytes whose dynamic arguments
 * follow in order without a gap.
 */
final class DepositCall {
  static final int SIZE = 420;

  /** First four bytes of Keccak-256 over {@code deposit(bytes,bytes,bytes,bytes32)}. */
  private static final byte[] SELECTOR = {0x22, (byte) 0x89, 0x51, 0x18};

  private static final int HEAD = 4;
  private static final int KEY_TAIL = 0x80;
  private static final int CREDENTIALS_TAIL = 0xe0;
  private static final int SIGNATURE_TAIL = 0x120;
  private static final int ROOT = HEAD + 3 * 32;

  private DepositCall() {}

  static Bytes encode(DepositData deposit) {
    byte[] data = new byte[SIZE];
    System.arraycopy(SELECTOR, 0, data, 0, HEAD);
    dynamic(data, 0, KEY_TAIL, deposit.publicKey().toArray());
    dynamic(data, 1, CREDENTIALS_TAIL, deposit.credentials().toArray());
    dynamic(data, 2, SIGNATURE_TAIL, deposit.signature().toArray());
    System.arraycopy(DepositRoots.data(deposit).toArray(), 0, data, ROOT, 32);
    return Bytes.of(data);
  }

  /** The deposit that encodes to exactly {@code data} with this amount; its root included. */
  static Optional<DepositData> decode(Bytes data, Gwei amount) {
    if (data.size() != SIZE) {
      return Optional.empty();
    }
    byte[] bytes = data.toArray();
    DepositData deposit =
        new DepositData(
            BlsPublicKey.of(tail(bytes, KEY_TAIL, BlsPublicKey.SIZE)),
            WithdrawalCredentials.of(tail(bytes, CREDENTIALS_TAIL, 32)),
            amount,
            BlsSignature.of(tail(bytes, SIGNATURE_TAIL, BlsSignature.SIZE)));
    return encode(deposit).equals(data) ? Optional.of(deposit) : Optional.empty();
  }

  private static void dynamic(byte[] data, int argument, int offset, byte[] value) {
    number(data, HEAD + argument * 32, offset);
    number(data, HEAD + offset, value.length);
    System.arraycopy(value, 0, data, HEAD + offset + 32, value.length);
  }

  /** A number below 2^16 in a word of 32 bytes. */
  private static void number(byte[] data, int at, int value) {
    data[at + 30] = (byte) (value >>> 8);
    data[at + 31] = (byte) value;
  }

  private static byte[] tail(byte[] data, int offset, int length) {
    int start = HEAD + offset + 32;
    return Arrays.copyOfRange(data, start, start + length);
  }
}
