package org.foresign.desk.release;

import org.foresign.desk.chain.BlockRef;
import org.foresign.desk.chain.Broadcast;
import org.foresign.desk.hold.FateReason;

/** Something that happened to a lane, or that it waits for. */
public sealed interface LaneEvent {
  /** What kind of thing. */
  enum Kind {
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

  /** The leaf's number, 0 when it is about the nonce or lane as a whole. */
  default long leaf() {
    return 0;
  }

  long nonce();

  default Kind kind() {
    return switch (this) {
      case Included in -> in.succeeded() ? Kind.INCLUDED : Kind.FAILED;
      case Reorganised _ -> Kind.REORGANISED;
      case Final fin -> fin.succeeded() ? Kind.FINAL : Kind.FAILED;
      case Voided _ -> Kind.VOIDED;
      case Raised _ -> Kind.RAISED;
      case TakenBack _ -> Kind.TAKEN_BACK;
      case SentAgain _ -> Kind.SENT_AGAIN;
      case Burned _ -> Kind.BURNED;
      case EffectNews _ -> Kind.EFFECT;
      case UsedElsewhere _, SettledElsewhere _, Stolen _ -> Kind.ALARM;
      case Waiting _ -> Kind.WAITING;
    };
  }

  record Included(long leaf, long nonce, BlockRef block, boolean succeeded) implements LaneEvent {}

  record Reorganised(long leaf, long nonce) implements LaneEvent {}

  record Final(long leaf, long nonce, BlockRef block, boolean succeeded) implements LaneEvent {}

  /** So many other leaves of a nonce that is final are void. */
  record Voided(long nonce, long leaves) implements LaneEvent {}

  /** The leaf takes the place of one that was sent before. */
  record Raised(long leaf, long nonce, long before) implements LaneEvent {}

  /** The nonce was called final and is not even used: so many leaves can land after all. */
  record TakenBack(long nonce, long leaves) implements LaneEvent {}

  /** No endpoint had the leaf, and it was sent again. */
  record SentAgain(long leaf, long nonce) implements LaneEvent {}

  /**
   * A cancel leaf was sent.
   *
   * @param tier from 0
   */
  record Burned(long leaf, long nonce, long tier, Broadcast broadcast) implements LaneEvent {}

  /** How far the leaf's effect on the consensus layer is. */
  record EffectNews(long leaf, long nonce, FateReason reason) implements LaneEvent {}

  /** The nonce is used in a block by something that this desk did not send. */
  record UsedElsewhere(long nonce) implements LaneEvent {}

  /** The same, and that is final: so many leaves are void. */
  record SettledElsewhere(long nonce, long leaves) implements LaneEvent {}

  /** The leaf is final although this desk never sent it. */
  record Stolen(long leaf, long nonce) implements LaneEvent {}

  record Waiting(long nonce, WaitReason reason) implements LaneEvent {}
}
