package org.foresign.desk.hold;

import org.foresign.model.text.Spelling;

/**
 * Every transaction by which importing and releasing write to the desk's database. There are no
 * others: an ArchUnit rule lets only {@link CheckedWrites} open one, and the crash test kills a
 * desk on both sides of each commit.
 */
public enum HoldingWrite {
  /** A result's signatures, its batch's state and the exchange with its vault. */
  IMPORT,
  /** A leaf is to leave. */
  DECIDE,
  /** It stays after all; nothing was sent. */
  STOP,
  /** It counts as exposed; its bytes follow. */
  EXPOSE,
  /** The bytes of an exposed leaf follow once more. */
  SEND_AGAIN,
  /** What the endpoints said, or that nobody heard it. */
  ANSWER,
  /** It is in a block. */
  INCLUDE,
  /** Its block is gone. */
  REORGANISE,
  /** A nonce is final: by one of its leaves or by something else, and the others are void. */
  SETTLE,
  /** News of the consensus effect. */
  EFFECT,
  /** What has been released here is at its end: other processes may decide on its lanes. */
  GIVE_BACK;

  /** Reached inside the transaction, when all its rows are written and none is kept yet. */
  public String open() {
    return word() + "-open";
  }

  /** Reached when the transaction is on the disk. */
  public String kept() {
    return word() + "-kept";
  }

  private String word() {
    return Spelling.of(this);
  }
}
