package org.foresign.desk.hold;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with held leaves. */
public enum HoldProblem implements ProblemCode {
  LANE_TAKEN(
      "Another process of this desk decides on this lane.",
      "Nothing was sent by this command; the leaf is held as before.",
      "Let that process end, or end it, and try again. Never remove a home's lock file."),
  LEAF_UNKNOWN(
      "This desk holds no such leaf.", "Nothing was sent.", "List the leaves with `desk leaves`."),
  LEAF_KEY_MISSING(
      "The key that opens this leaf's class is not at this desk.",
      "Nothing was sent; the leaf is safe where it is.",
      "Release it where the key is held."),
  LEAF_DAMAGED(
      "A held leaf can't be opened: its stored bytes were changed.",
      "Nothing was sent. The signed copy at the vault is not affected.",
      "Restore the desk's folder from a backup, or re-export the result at the vault."),
  LEAF_NOT_AS_SIGNED(
      "A held leaf does not fit its batch: rows of the desk's store were changed or moved.",
      "Nothing was sent.",
      "Treat this disk as tampered with, and restore the desk's folder from a backup.");

  private final String happened;
  private final String safe;
  private final String next;

  HoldProblem(String happened, String safe, String next) {
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
