package org.foresign.model.operation;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.util.BigIntegers;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Wei;

/** Call data of ERC-20 {@code transfer(address,uint256)}: 68 bytes. */
final class TransferCall {
  static final int SIZE = 68;

  /** First four bytes of Keccak-256 over {@code transfer(address,uint256)} (ERC-20). */
  private static final byte[] SELECTOR = {(byte) 0xa9, 0x05, (byte) 0x9c, (byte) 0xbb};

  private static final int ADDRESS = 4 + 12;
  private static final int AMOUNT = 4 + 32;

  private TransferCall() {}

  static Bytes encode(Address recipient, Wei amount) {
    byte[] data = new byte[SIZE];
    System.arraycopy(SELECTOR, 0, data, 0, SELECTOR.length);
    System.arraycopy(recipient.toArray(), 0, data, ADDRESS, 20);
    BigIntegers.asUnsignedByteArray(amount.value(), data, AMOUNT, 32);
    return Bytes.of(data);
  }

  /** The transfer of {@code token} that encodes to exactly {@code data}. */
  static Optional<Operation> decode(Address token, Bytes data) {
    if (data.size() != SIZE) {
      return Optional.empty();
    }
    Address recipient = new Address(data.slice(ADDRESS, 20));
    Wei amount = new Wei(new BigInteger(1, data.slice(AMOUNT, 32).toArray()));
    if (amount.isZero() || !encode(recipient, amount).equals(data)) {
      return Optional.empty();
    }
    return Optional.of(new Operation.TokenTransfer(token, recipient, amount));
  }
}
