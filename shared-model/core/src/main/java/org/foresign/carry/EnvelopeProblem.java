package org.foresign.carry;

import org.foresign.model.problem.ProblemCode;

/** Each way in which a well-formed envelope can be wrong (docs/spec/envelope.md). */
public enum EnvelopeProblem implements ProblemCode {
  ENVELOPE_NOT_OURS(
      "This is not a message of Foresign.",
      "It was not opened; nothing changed.",
      "Check that the right file was carried."),
  ENVELOPE_OTHER_VERSION(
      "This message's envelope has a version that this program does not read.",
      "It was not opened; nothing changed.",
      "Bring both machines to the same release and export again."),
  ENVELOPE_OTHER_ALGORITHM(
      "This message names an algorithm that this version does not use.",
      "It was not opened; nothing changed.",
      "Export again with Foresign; treat another sender as suspect."),
  ENVELOPE_OTHER_TYPE(
      "This message is of another kind than the one expected here.",
      "It was not opened; nothing changed.",
      "Carry the right message, or use the command for this kind."),
  ENVELOPE_WRONG_DIRECTION(
      "This message goes the other way: it was made to be read by the other machine.",
      "It was not opened; nothing changed.",
      "Check that you did not bring back the parcel that you took along."),
  ENVELOPE_PRACTICE_DIFFERS(
      "This message mixes practice and real machines: its mark is not that of both cards.",
      "It was not opened; nothing changed.",
      "Keep practice and real machines apart, and carry the message to where it belongs."),
  ENVELOPE_UNKNOWN_SENDER(
      "This message names a sender that this machine is not paired with.",
      "It was not opened; nothing changed.",
      "Pair the two machines first; if they are paired, their cards may have been replaced."),
  ENVELOPE_OTHER_RECEIVER(
      "This message is for another machine, or for a card of this one that was replaced.",
      "It was not opened; nothing changed.",
      "Export it again for this machine's present card."),
  ENVELOPE_OTHER_INSTANCE(
      "This message is for another vault.",
      "It was not opened; nothing changed.",
      "Carry it to the vault it names, or export it again for this one."),
  ENVELOPE_WEAK_KEY(
      "This message's key agreement uses a public key that no honest machine makes.",
      "It was not opened; nothing changed.",
      "Treat the sender as suspect."),
  ENVELOPE_NOT_OPENED(
      "This message was changed on the way, or was made for other keys.",
      "It was not opened; nothing changed.",
      "Carry it again; if it happens twice, treat the carrier as hostile."),
  ENVELOPE_SIGNATURE_WRONG(
      "This message does not carry the signature of the machine that it names as its sender.",
      "Its content was not looked at; nothing changed.",
      "Treat the carrier as hostile: somebody who knows this machine's card made this message."),
  ENVELOPE_SIGNER_DIFFERS(
      "This message's signature names another card than its envelope does.",
      "Its content was not looked at; nothing changed.",
      "Treat the carrier as hostile."),
  ENVELOPE_REPLAYED(
      "This message was taken before.",
      "It was not taken again; nothing changed.",
      "If you meant another message, export that one.");

  private final String happened;
  private final String safe;
  private final String next;

  EnvelopeProblem(String happened, String safe, String next) {
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
