package org.foresign.desk.release;

import org.foresign.model.text.Spelling;

/** How a leaf looks to the person who might release it. */
public enum LeafStanding {
  /** Could go out now, as far as is known without simulating it. */
  READY,
  /** Waits for the nonces before it. */
  LATER,
  /** Its cap is under the next base fee. */
  UNDER_PRICED,
  /** Ready, but its gas limit may not survive the next upgrade. */
  AT_RISK,
  /** Its gas limit is not enough under any schedule. */
  DEAD,
  /** Its nonce is used in a block that is not final yet. */
  NONCE_USED,
  /** Another leaf of its nonce was sent; this one may raise or cancel it, or nothing. */
  BESIDE,
  /** Held; what the chain says is not known. */
  HELD,
  EXPOSED,
  INCLUDED,
  FINAL,
  VOID;

  /** As it is printed: lower case with hyphens. */
  public String word() {
    return Spelling.of(this);
  }
}
