package org.foresign.model.batch;

import java.util.Comparator;

/** One nonce of a lane. */
public record SlotId(LaneId lane, long nonce) implements Comparable<SlotId> {
  private static final Comparator<SlotId> ORDER =
      Comparator.comparing(SlotId::lane).thenComparingLong(SlotId::nonce);

  public SlotId {
    if (nonce < 0) {
      throw new IllegalArgumentException("a nonce is not negative");
    }
  }

  @Override
  public int compareTo(SlotId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return lane + "#" + nonce;
  }
}
