package org.foresign.desk.release;

/** Why a leaf is to leave this desk. */
enum ReleaseCause {
  /** Somebody chose it. */
  RELEASE,
  /** A lower tier of the same alternative waits under the base fee. */
  RAISE,
  /** Its nonce is being burned. */
  BURN
}
