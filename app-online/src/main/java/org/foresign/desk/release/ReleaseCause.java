package org.foresign.desk.release;

import org.foresign.model.text.Spelling;

/** Why a leaf is to leave this desk. */
enum ReleaseCause {
  /** Somebody chose it. */
  RELEASE,
  /** A lower tier of the same alternative waits under the base fee. */
  RAISE,
  /** Its nonce is being burned. */
  BURN;

  String word() {
    return Spelling.of(this);
  }
}
