package org.foresign.carry;

/** How the offer of a parcel ended. */
public enum Delivery {
  /** The other side has it, or finds it where it was put. */
  DELIVERED,
  /** It was shown, and nobody said that the other side has it. */
  SHOWN,
  /** It was stopped before it was whole on the other side. */
  CANCELLED;

  /** Whether the other side may have it. */
  public boolean wasOffered() {
    return this != CANCELLED;
  }
}
