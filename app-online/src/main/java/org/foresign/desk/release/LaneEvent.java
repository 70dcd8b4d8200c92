package org.foresign.desk.release;

/**
 * Something that happened to a lane, or that it waits for.
 *
 * @param leaf the leaf's number, 0 when it is about the nonce or lane as a whole
 * @param words one line for a person
 */
public record LaneEvent(Kind kind, long leaf, long nonce, String words) {
  /** A nonce is used in a block by something that this desk did not send. */
  static LaneEvent usedElsewhere(long nonce) {
    return new LaneEvent(
        Kind.ALARM,
        0,
        nonce,
        "nonce "
            + nonce
            + " was used elsewhere, by a transaction that this desk did not send; awaiting"
            + " finality, no leaf is sent for it");
  }

  /** What kind of thing. */
  public enum Kind {
    /** It is in a block. */
    INCLUDED,
    /** Its block is gone, it is as exposed as before. */
    REORGANISED,
    /** Its block is final. */
    FINAL,
    /** It can never land. */
    VOIDED,
    /** It is in a block and failed there. */
    FAILED,
    /** A higher tier took its place. */
    RAISED,
    /** What was called final is not: its leaves could land after all. */
    TAKEN_BACK,
    /** Sent again. */
    SENT_AGAIN,
    /** A cancel leaf was sent. */
    BURNED,
    /** News from the consensus layer. */
    EFFECT,
    /** The nonce was used by something this desk did not send. */
    ALARM,
    /** Waits for a fact, a fee or a predecessor. */
    WAITING
  }
}
