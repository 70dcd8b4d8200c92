package org.foresign.crypto;

import org.foresign.model.problem.ProblemCode;

/** What keys and sealed bytes from outside can do wrong. */
public enum CryptoProblem implements ProblemCode {
  PUBLIC_KEY_REFUSED(
      "This public key is not one that an honest program makes.",
      "Nothing was taken over; no secret was used with it.",
      "Ask for the identity card again and compare its words; treat the sender as suspect."),
  SEAL_BROKEN(
      "These sealed bytes were changed, or they belong to another key.",
      "Nothing was opened.",
      "Use the copy that was made first; if that fails too, treat the carrier as suspect."),
  KDF_PARAMETERS_REFUSED(
      "The cost of this passphrase derivation is below the minimum or above the limit.",
      "No passphrase was used.",
      "Restore this file from a backup; somebody may have changed it to weaken or stall it.");

  private final String happened;
  private final String safe;
  private final String next;

  CryptoProblem(String happened, String safe, String next) {
    this.happened = happened;
    this.safe = safe;
    this.next = next;
  }

  @Override
  public String happened() {
    return happened;
  }

  @Override
  public String safe() {
    return safe;
  }

  @Override
  public String next() {
    return next;
  }
}
