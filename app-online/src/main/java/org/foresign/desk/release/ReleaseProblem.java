package org.foresign.desk.release;

import org.foresign.model.problem.ProblemCode;

/** Why a leaf does not leave this desk. */
public enum ReleaseProblem implements ProblemCode {
  RELEASE_LEAF_SETTLED(
      "This leaf was decided on before; a leaf leaves this desk by one decision at most.",
      "Nothing was sent by this command.",
      "See where it stands with `desk leaves`; `desk follow` goes on with it."),
  RELEASE_NONCE_DECIDED(
      "Another leaf of this nonce was decided on.",
      "Nothing was sent; only one leaf of a nonce can ever land.",
      "Follow that one, raise it by a higher tier of the same alternative, or burn the nonce."),
  RELEASE_NONCE_USED(
      "This nonce is used already.",
      "Nothing was sent. This leaf can no longer land.",
      "Run `desk follow`: it says by which leaf, if by one of ours, and voids the others when that is final."),
  RELEASE_REPEATS(
      "The same was sent from this desk before, at another nonce, and both can happen.",
      "Nothing was sent by this; the leaf is held as before.",
      "If it is meant, release it with --consent purpose-signed-before; otherwise burn its nonce."),
  RELEASE_NOT_CLEAR(
      "The chain's facts speak against this leaf now.",
      "Nothing was sent; the leaf is held as before.",
      "Read the reasons; release it when they are gone, or burn the nonce."),
  RELEASE_FACT_UNKNOWN(
      "Something that decides is unknown or disputed.",
      "Nothing was sent; the leaf is held as before.",
      "Wait for the endpoints named here, then try again."),
  RELEASE_REVIEW_PASSED(
      "The review date of this leaf's batch has passed.",
      "Nothing was sent. The leaf stays valid on the chain until its nonce is used.",
      "Burn the nonce, or plan and sign a new batch for it."),
  RELEASE_NO_LEAF(
      "No held leaf of this nonce will do now.",
      "Nothing was sent.",
      "Look at the lane with `desk leaves`: a base fee above all caps has to fall first, and a cancel leaf is sent by `desk burn`."),
  RELEASE_NO_TIER_LEFT(
      "Every tier of this alternative was sent; no tier is left.",
      "Nothing was sent by this command. One of them may still land.",
      "Run `desk follow`; if none of them can land, burn the nonce or plan it again."),
  RELEASE_TIER_BEFORE_OPEN(
      "Nobody has taken the tier of this nonce that was sent before, and its cap is not too low.",
      "Nothing was sent; this leaf is held as before.",
      "Release that leaf again by its number; a higher tier helps only where the fee is the reason."),
  RELEASE_TWO_BATCHES(
      "More than one batch has leaves for this nonce, so an alternative does not name one of them.",
      "Nothing was sent.",
      "Look at the nonce with `desk leaves` and release the leaf that is meant by its number."),
  RELEASE_WRONG_CHAIN(
      "This leaf belongs to another chain than the one that was opened.",
      "Nothing was sent.",
      "Name leaves of one chain at a time.");

  private final String happened;
  private final String safe;
  private final String next;

  ReleaseProblem(String happened, String safe, String next) {
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
