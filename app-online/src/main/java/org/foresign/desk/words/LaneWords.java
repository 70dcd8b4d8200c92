package org.foresign.desk.words;

import org.foresign.desk.release.LaneEvent;
import org.foresign.desk.release.RecoveryNote;
import org.foresign.desk.release.WaitReason;
import org.foresign.model.work.Counted;

/** What happens to lanes, a line each. */
public final class LaneWords {
  private LaneWords() {}

  public static String of(LaneEvent event) {
    return switch (event) {
      case LaneEvent.Included it ->
          "leaf "
              + it.leaf()
              + " is in block "
              + it.block()
              + (it.succeeded() ? "" : ", and failed there");
      case LaneEvent.Reorganised it ->
          "the block of leaf " + it.leaf() + " is gone; it is exposed as before";
      case LaneEvent.Final it ->
          "leaf "
              + it.leaf()
              + " is final in block "
              + it.block()
              + (it.succeeded() ? "" : ", and failed there: nonce and fee are gone");
      case LaneEvent.Voided it ->
          Counted.of(it.leaves(), "other leaf of its nonce is", "other leaves of its nonce are")
              + " void";
      case LaneEvent.Raised it -> "leaf " + it.leaf() + " takes the place of leaf " + it.before();
      case LaneEvent.TakenBack it ->
          "nonce "
              + it.nonce()
              + " was called final and is not even used: "
              + leaves(it.leaves())
              + " can land after all; find out which endpoint said otherwise";
      case LaneEvent.SentAgain it -> "no endpoint had leaf " + it.leaf() + "; sent again";
      case LaneEvent.Burned it ->
          "cancel leaf "
              + it.leaf()
              + ", tier "
              + (it.tier() + 1)
              + ", sent for nonce "
              + it.nonce()
              + (it.broadcast().isOut() ? "" : "; nobody took it: " + it.broadcast().reasons());
      case LaneEvent.EffectNews it -> "leaf " + it.leaf() + ": " + FateWords.of(it.reason());
      case LaneEvent.UsedElsewhere it ->
          "nonce "
              + it.nonce()
              + " was used elsewhere, by a transaction that this desk did not send; awaiting"
              + " finality, no leaf is sent for it";
      case LaneEvent.SettledElsewhere it ->
          "nonce "
              + it.nonce()
              + " was used by a transaction that is not of this desk; void with it: "
              + leaves(it.leaves());
      case LaneEvent.Stolen it ->
          "leaf "
              + it.leaf()
              + " is final although this desk never sent it: somebody else holds the leaves";
      case LaneEvent.Waiting it -> of(it.reason());
    };
  }

  private static String of(WaitReason reason) {
    return switch (reason) {
      case WaitReason.FactMissing it -> FindingWords.waited(it.what(), it.fact());
      case WaitReason.LeafBlockMissing it ->
          "waited for the block of leaf " + it.leaf() + ": " + it.fact().words();
      case WaitReason.BlockTimeMissing it ->
          "waited for the time of block " + it.block() + ": " + it.fact().words();
      case WaitReason.EndpointsBehind it ->
          "waited for the endpoints to reach the block of leaf " + it.leaf();
      case WaitReason.UsedByNoneSent _ ->
          "the nonce is used, by none of the leaves that were sent as far as is known; waits for"
              + " finality";
      case WaitReason.UsedByUnknown it ->
          "nonce " + it.nonce() + " is used, by what is not known: " + it.fact().words();
      case WaitReason.UsedByLeaf it ->
          "nonce " + it.nonce() + " is used by leaf " + it.leaf() + ", not yet final";
      case WaitReason.ReceiptLost it -> lost(it.leaf()) + it.fact().words();
      case WaitReason.ReceiptTooOld it ->
          lost(it.leaf()) + "it was sent too long ago; ask an endpoint that keeps all of them";
      case WaitReason.NobodyTook it ->
          "leaf " + it.leaf() + " was sent again and nobody took it: " + it.broadcast().reasons();
      case WaitReason.NotSentAgain it ->
          "not sent again: " + FindingWords.problem(it.stopped()).happened();
      case WaitReason.UnderPriced it ->
          "leaf "
              + it.leaf()
              + " is under-priced: the next base fee is "
              + FindingWords.gwei(it.baseFee())
              + " gwei"
              + (it.lastTier() ? " and no higher tier is left" : "");
      case WaitReason.NotRaised it ->
          "not raised: " + FindingWords.problem(it.stopped()).happened();
      case WaitReason.NotBurned it ->
          "nonce "
              + it.nonce()
              + " is not burned: "
              + FindingWords.problem(it.stopped()).happened();
      case WaitReason.NoCancelLeft it ->
          "nonce "
              + it.nonce()
              + " has no further cancel leaf above the base fee of "
              + FindingWords.gwei(it.baseFee())
              + " gwei and above what was sent";
      case WaitReason.EffectsUnknown it ->
          "the consensus effect of " + leaves(it.leaves()) + " is not known: " + it.fact().words();
    };
  }

  /** What the last process left open, and what that means. */
  public static String of(RecoveryNote note) {
    return note.exposed()
        ? "leaf "
            + note.leaf()
            + " was recorded as exposed before the stop and may be anywhere; follow asks the chain"
        : "leaf "
            + note.leaf()
            + " was to be released when the desk stopped; nothing of it was sent, decide again";
  }

  private static String lost(long leaf) {
    return "leaf " + leaf + " may be final, but the endpoints have no receipt of it any more: ";
  }

  private static String leaves(long count) {
    return Counted.of(count, "leaf", "leaves");
  }
}
