package org.foresign.vault.lock;

import org.foresign.model.text.Spelling;

/** How well one lock holds. */
public enum LockState {
  /** The system holds it. */
  ENFORCED,
  /** This system cannot hold it; the vault says so and goes on. */
  NOT_ENFORCED_BY_SYSTEM,
  /** It should hold and does not: no signing. */
  RED,
  /** A test in one JVM runs without it; no program of the product makes this state. */
  OFF_FOR_TEST;

  /** The name in JSON, such as {@code not-enforced-by-system}. */
  public String id() {
    return Spelling.of(this);
  }
}
