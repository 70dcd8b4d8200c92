package org.foresign.signer;

/** The steps of signing one batch. */
public enum SigningStep {
  /** Every nonce stands as signed, before the first signature. */
  CLAIMED,
  /** Leaves with their checked signature. */
  SIGNED,
  /** The result is sealed for its desk and kept. */
  SEALED
}
