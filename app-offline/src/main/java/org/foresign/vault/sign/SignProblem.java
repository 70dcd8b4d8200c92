package org.foresign.vault.sign;

import org.foresign.model.problem.ProblemCode;

/** Why a judged batch is not signed, or not completely. */
public enum SignProblem implements ProblemCode {
  SIGN_REFUSED_BY_POLICY(
      "The policy refuses this batch.",
      "Nothing was signed.",
      "Look at the findings; plan the batch again, or change the policy in a ceremony."),
  SIGN_JUDGED_BEFORE(
      "Since this batch was judged, the vault claimed another one or its policy changed.",
      "Nothing was signed.",
      "Judge the batch again."),
  SIGN_REVIEW_DATE_PASSED(
      "The review date of this request passed while it was looked at.",
      "Nothing was claimed or signed.",
      "Plan the batch again with a later review date."),
  SIGN_NO_RESULT(
      "There is no kept result of this batch, or of any batch without a receipt.",
      "Nothing was exported.",
      "Look at 'vault journal show'."),
  SIGN_INTERRUPTED(
      "The batch was claimed, and signing it did not come to its end.",
      "Its nonces count as signed for ever; no signature left the vault.",
      "Mend what is named here and sign the same request again: it goes on where it stopped."),
  SIGN_PROGRESS_BROKEN(
      "What is stored of the interrupted signing does not fit the batch.",
      "Nothing was signed now; the nonces of the batch count as signed, as before.",
      "Close the batch with 'vault batch close', and plan it again for other nonces. Find out who could"
          + " write the vault's files."),
  SIGN_NOT_WRITTEN(
      "The result is kept in the vault, but it could not be written to the folder.",
      "What was signed stands and counts; nothing of it is lost.",
      "Take another stick or make room, then 'vault reexport --out DIR': it writes the kept result."),
  SIGN_NOT_NOTED(
      "The result is kept and lies in the folder, but the journal could not note that.",
      "What was signed stands and counts; nothing of it is lost.",
      "Mend what is named here, then 'vault reexport --out DIR' writes it again and notes it."),
  SIGN_NOT_OPEN(
      "No interrupted batch has a digest that begins so.",
      "Nothing changed.",
      "'vault status' names the batches that were interrupted after their claim; only those can be closed."),
  SIGN_REASON_UNFIT(
      "The reason is empty, too long, or has signs that the journal does not take.",
      "Nothing changed.",
      "Give it in plain text of at most 512 bytes.");

  private final String happened;
  private final String safe;
  private final String next;

  SignProblem(String happened, String safe, String next) {
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
