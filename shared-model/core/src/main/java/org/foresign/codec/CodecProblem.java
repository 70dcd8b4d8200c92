package org.foresign.codec;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with bytes before their meaning is looked at. */
public enum CodecProblem implements ProblemCode {
  CBOR_MALFORMED(
      "These bytes are not in the strict form that Foresign writes.",
      "Nothing was taken over; no key was used.",
      "Carry the file again; if it happens twice, treat the sender as suspect."),
  CBOR_TOO_LARGE(
      "This message is larger than its format allows.",
      "Nothing was taken over; no key was used.",
      "Make a smaller batch, or treat the sender as suspect."),
  FORMAT_UNKNOWN_VERSION(
      "This message has a version that this program does not read.",
      "Nothing was taken over; no key was used.",
      "Bring both machines to the same release and export again.");

  private final String happened;
  private final String safe;
  private final String next;

  CodecProblem(String happened, String safe, String next) {
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
