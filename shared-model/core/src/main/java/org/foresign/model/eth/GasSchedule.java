package org.foresign.model.eth;

import org.foresign.codec.Bytes;

/**
 * The gas prices of one upgrade, as far as our transactions meet them. A stored transaction names
 * the schedule it was planned for by {@link #id()}.
 */
public enum GasSchedule {
  /** In force since Fusaka: EIP-2028, EIP-2929, EIP-3529, EIP-7623 (floor 10 a token). */
  OSAKA(1),
  /**
   * Glamsterdam as scheduled: EIP-2780 (base 12,000, recipient 3,000, value 6,000), EIP-7976 (floor
   * 64 a byte), EIP-8037 (64 and 120 bytes of state at 1,530 gas) and EIP-8038 (write 10,000).
   * These EIPs are in review; the numbers may still move.
   */
  AMSTERDAM(2);

  /** Most gas a single transaction may ask for (EIP-7825). */
  public static final long MAX_TRANSACTION_GAS = 16_777_216;

  /** Gas of a storage slot or account touched again in a transaction (EIP-2929). */
  public static final long WARM_ACCESS = 100;

  /** Gas of the first read of a storage slot in a transaction (EIP-2929). */
  public static final long COLD_SLOT = 2_100;

  private static final long ZERO_BYTE = 4;
  private static final long NONZERO_BYTE = 16;
  private static final long FLOOR_BASE = 21_000;

  private final int id;

  private record Prices(
      long base,
      long recipient,
      long value,
      long floorPerNonzeroByte,
      long newSlot,
      long changedSlot,
      long newAccount) {
    static final Prices OSAKA = new Prices(21_000, 0, 0, 40, 20_000, 2_900, 0);
    static final Prices AMSTERDAM = new Prices(12_000, 3_000, 6_000, 64, 107_920, 10_000, 183_600);
  }

  GasSchedule(int id) {
    this.id = id;
  }

  private Prices prices() {
    return switch (this) {
      case OSAKA -> Prices.OSAKA;
      case AMSTERDAM -> Prices.AMSTERDAM;
    };
  }

  /** The number in our formats: 1 is osaka, 2 is amsterdam. */
  public int id() {
    return id;
  }

  /**
   * @throws IllegalArgumentException for a schedule this version does not know
   */
  public static GasSchedule ofId(long id) {
    for (GasSchedule schedule : values()) {
      if (schedule.id == id) {
        return schedule;
      }
    }
    throw new IllegalArgumentException("unknown gas schedule " + id);
  }

  /**
   * Gas taken before the first instruction runs, without the calldata floor.
   *
   * @param data the calldata
   * @param toSelf whether sender and recipient are the same account
   * @param carriesValue whether the transaction moves native coin
   */
  public long intrinsicGas(Bytes data, boolean toSelf, boolean carriesValue) {
    long gas = prices().base();
    if (!toSelf) {
      gas += prices().recipient() + (carriesValue ? prices().value() : 0);
    }
    long zeros = zeroBytes(data);
    return gas + zeros * ZERO_BYTE + (data.size() - zeros) * NONZERO_BYTE;
  }

  /** The least that a transaction with this calldata pays, whatever it runs (EIP-7623, 7976). */
  public long floorGas(Bytes data) {
    if (this == AMSTERDAM) {
      return (data.isEmpty() ? prices().base() : FLOOR_BASE)
          + data.size() * prices().floorPerNonzeroByte();
    }
    long zeros = zeroBytes(data);
    long floorPerNonzeroByte = prices().floorPerNonzeroByte();
    long floorPerZeroByte = floorPerNonzeroByte / 4;
    return FLOOR_BASE + zeros * floorPerZeroByte + (data.size() - zeros) * floorPerNonzeroByte;
  }

  /** The smallest gas limit that a node accepts: the larger of intrinsic gas and floor. */
  public long minimumGasLimit(Bytes data, boolean toSelf, boolean carriesValue) {
    return Math.max(intrinsicGas(data, toSelf, carriesValue), floorGas(data));
  }

  /** Gas of writing a slot that was zero, its first access apart. */
  public long newSlot() {
    return prices().newSlot();
  }

  /** Gas of the first change of a slot that held something, its first access apart. */
  public long changedSlot() {
    return prices().changedSlot();
  }

  /** Gas charged during execution when value creates the recipient; 0 where that is free. */
  public long newAccount() {
    return prices().newAccount();
  }

  private static long zeroBytes(Bytes data) {
    long zeros = 0;
    for (int i = 0; i < data.size(); i++) {
      if (data.at(i) == 0) {
        zeros++;
      }
    }
    return zeros;
  }
}
