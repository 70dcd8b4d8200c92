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
      "Bring both machines to the same release and export again."),
  CBOR_TRUNCATED(
      "These bytes end in the middle of a message.",
      "Nothing was taken over; no key was used.",
      "Carry the file again and let the carrier finish before you take it out."),
  CBOR_NOT_CANONICAL(
      "The same content has a shorter or an ordered form, and only that one is accepted.",
      "Nothing was taken over; no key was used.",
      "Export again with Foresign; treat another sender as suspect."),
  CBOR_FORBIDDEN_TYPE(
      "This message holds a kind of value that our formats do not have.",
      "Nothing was taken over; no key was used.",
      "Export again with Foresign; treat another sender as suspect."),
  CBOR_TOO_DEEP(
      "This message is nested deeper than our formats are.",
      "Nothing was taken over; no key was used.",
      "Export again with Foresign; treat another sender as suspect."),
  CBOR_TRAILING_BYTES(
      "More bytes follow after the end of the message.",
      "Nothing was taken over; no key was used.",
      "Carry the file again; if it happens twice, treat the sender as suspect."),
  CBOR_UNEXPECTED_TYPE(
      "A field of this message has another type or length than its format says.",
      "Nothing was taken over; no key was used.",
      "Bring both machines to the same release and export again."),
  CBOR_OUT_OF_RANGE(
      "A number in this message lies outside the range of its field.",
      "Nothing was taken over; no key was used.",
      "Bring both machines to the same release and export again."),
  CBOR_UNKNOWN_KEY(
      "This message has a field that this program does not know.",
      "Nothing was taken over; no key was used.",
      "Bring both machines to the same release and export again."),
  CBOR_MISSING_KEY(
      "This message lacks a field that its format requires.",
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
