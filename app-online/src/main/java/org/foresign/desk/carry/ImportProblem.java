package org.foresign.desk.carry;

import org.foresign.model.problem.ProblemCode;

/** Why a result from the vault is not taken. Each leaves everything as it was. */
public enum ImportProblem implements ProblemCode {
  RESULT_BATCH_UNKNOWN(
      "This result answers a batch that this desk did not export.",
      "No signature was stored. Nothing was sent to the chain.",
      "Import it at the desk that made the batch; if that is this desk, treat the file as suspect."),
  RESULT_OTHER_HELD(
      "This desk already holds another result of that batch.",
      "What is held stays as it is; no signature of this file was stored.",
      "Take the file off the stick. The vault exports one batch always as the same bytes: if nobody knows where this one is from, look at the vault's journal."),
  RESULT_HEADER_DIFFERS(
      "This result does not fit the request it names.",
      "No signature was stored. Nothing was sent to the chain.",
      "Export again at the vault; if it happens twice, look at the vault's journal."),
  RESULT_OUT_OF_SEQUENCE(
      "The vault has signed more or less than this desk knows of.",
      "No signature was stored. The vault may have been restored, or a result was never brought.",
      "Bring the missing results first; if none is missing, compare ceremony numbers with the paper sheet."),
  RESULT_SIGNATURE_WRONG(
      "A signature in this result is not the account's over the transaction we asked for.",
      "Not one signature of this result was stored.",
      "Export again at the vault. If it repeats, stop using that signer."),
  RESULT_INCOMPLETE(
      "This result leaves out leaves without saying so.",
      "No signature was stored.",
      "Export again at the vault."),
  RESULT_NONE_TAKEN(
      "This desk has taken no result from this vault yet.",
      "Nothing was written.",
      "Import a result first: 'desk batch import'."),
  RESULT_CANCELLED(
      "Stopped before this result was stored, as asked.",
      "No signature of it was stored; results that were stored before stay.",
      "Run the import again.");

  private final String happened;
  private final String safe;
  private final String next;

  ImportProblem(String happened, String safe, String next) {
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
