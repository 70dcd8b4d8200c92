package org.foresign.model.eth;

/** A staking amount in gwei, a consensus uint64 held in the positive half of a long. */
public record Gwei(long value) implements Comparable<Gwei> {
  public static final Gwei ZERO = new Gwei(0);

  public Gwei {
    if (value < 0) {
      throw new IllegalArgumentException("a gwei amount is not negative");
    }
  }

  public static Gwei ofEther(long ether) {
    return new Gwei(Math.multiplyExact(ether, 1_000_000_000L));
  }

  public Wei toWei() {
    return Wei.ofGwei(value);
  }

  @Override
  public int compareTo(Gwei other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
