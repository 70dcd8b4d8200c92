package org.foresign.signer;

import org.foresign.model.problem.ProblemCode;

/** What can go wrong between a batch and its signatures. */
public enum SignerProblem implements ProblemCode {
  SIGNER_KIND_MISSING(
      "This program has no signer of the kind that an account needs.",
      "Nothing was signed.",
      "Use a release that has this kind of signer, or take the account out of the batch."),
  SIGNER_NO_KEY(
      "This signer has no key for an account of the batch.",
      "Nothing was signed.",
      "Open the signer that holds the account, or take the account out of the batch."),
  SIGNER_WRONG_SIGNATURE(
      "The signer answered with a signature that is not the one asked for.",
      "It was thrown away. A valid signature for something else may have been made: treat the"
          + " signer as suspect.",
      "Do not use this signer again before it was examined."),
  SIGNER_UNEXPECTED_LEAF(
      "The signer answered for a leaf that was not asked for or was signed already.",
      "The answer was thrown away.",
      "Do not use this signer again before it was examined."),
  SIGNER_INCOMPLETE(
      "The signer says it has finished, but signatures are missing.",
      "The nonces of the batch count as used; what was signed stays valid.",
      "Go on with the same batch, or write the missing leaves off."),
  SIGNER_CLOSED(
      "The signer was closed before the batch was finished.",
      "The nonces of the batch count as used; what was signed stays valid.",
      "Open the signer again and go on with the same batch."),
  SIGNER_REFUSED(
      "The signer, or the person at it, refused a leaf.",
      "That leaf was not signed; what was signed before stays valid.",
      "Find out why before you go on."),
  SIGNER_UNREACHABLE(
      "The signer does not answer.",
      "What was signed before stays valid.",
      "Check its connection, then go on with the same batch.");

  private final String happened;
  private final String safe;
  private final String next;

  SignerProblem(String happened, String safe, String next) {
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
