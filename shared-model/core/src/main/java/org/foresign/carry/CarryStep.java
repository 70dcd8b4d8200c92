package org.foresign.carry;

/** How far a parcel is on its way between two machines. */
public enum CarryStep {
  /** So much of it was written, or shown. */
  OFFERED,
  /** The other side has it: it was read back, or somebody said so. */
  CONFIRMED,
  /** So much of it was read here. */
  RECEIVED
}
