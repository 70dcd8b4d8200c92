package org.foresign.desk.release;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.foresign.desk.chain.Answers;
import org.foresign.desk.chain.BlockHeader;
import org.foresign.desk.chain.BlockRef;
import org.foresign.desk.chain.ChainPoll;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.Question;
import org.foresign.model.batch.LaneId;
import org.jspecify.annotations.Nullable;

/**
 * One look at a chain for several of its lanes. The chain is asked where it is once for all of
 * them, their accounts are asked together, and what an earlier look knows of the same block is not
 * asked again.
 */
public final class ChainLook {
  private final ChainPoll poll;
  private final Answers newest;
  private final Answers finalized;

  /** The newest block that an earlier look knew. */
  private final Optional<BlockRef> before;

  private ChainLook(ChainPoll poll, Answers newest, Answers finalized, Optional<BlockRef> before) {
    this.poll = poll;
    this.newest = newest;
    this.finalized = finalized;
    this.before = before;
  }

  static ChainLook of(ChainPoll poll, Collection<LaneId> lanes, @Nullable ChainLook earlier) {
    Optional<BlockRef> before =
        Optional.ofNullable(earlier).flatMap(look -> ref(look.poll.head()).or(() -> look.before));
    boolean sameHead = isSame(poll.head(), before);
    boolean sameFinal = earlier != null && isSame(poll.finalized(), ref(earlier.poll.finalized()));
    Set<Question<?>> newest = new LinkedHashSet<>();
    Set<Question<?>> finalized = new LinkedHashSet<>();
    for (LaneId lane : lanes) {
      newest.addAll(LaneFacts.questions(lane));
      finalized.add(Question.nonce(lane.account()));
    }
    if (before.isPresent() && !sameHead) {
      newest.add(Question.blockAt(before.get().number()));
    }
    return new ChainLook(
        poll,
        ask(
            poll,
            Moment.LATEST,
            newest,
            sameHead && earlier != null ? earlier.newest : Answers.NONE),
        ask(
            poll,
            Moment.FINALIZED,
            finalized,
            sameFinal && earlier != null ? earlier.finalized : Answers.NONE),
        before);
  }

  private static Optional<BlockRef> ref(Fact<BlockHeader> header) {
    return header.map(BlockHeader::ref).toOptional();
  }

  private static boolean isSame(Fact<BlockHeader> now, Optional<BlockRef> before) {
    return now.holds(header -> before.equals(Optional.of(header.ref())));
  }

  private static Answers ask(
      ChainPoll poll, Moment moment, Set<Question<?>> wanted, Answers before) {
    Answers known = before.known(wanted);
    List<Question<?>> open = wanted.stream().filter(question -> !known.knows(question)).toList();
    return open.isEmpty() ? known : known.and(poll.ask(moment, open));
  }

  ChainPoll poll() {
    return poll;
  }

  Optional<BlockRef> head() {
    return ref(poll.head());
  }

  Optional<BlockRef> finalizedBlock() {
    return ref(poll.finalized());
  }

  LaneFacts chainFacts(LaneId lane) {
    return LaneFacts.of(lane, poll, newest);
  }

  /** Next nonce as of the finalized block. */
  Fact<Long> finalNonce(LaneId lane) {
    return finalized.to(Question.nonce(lane.account()));
  }

  /**
   * Whether the chain still has the block, which was the newest one at the last look: then nothing
   * below it is gone, and what a nonce below it was used by has not changed.
   */
  boolean isOn(BlockRef block) {
    if (head().equals(Optional.of(block))) {
      return true;
    }
    Question<BlockHeader> there = Question.blockAt(block.number());
    return before.equals(Optional.of(block))
        && newest.knows(there)
        && newest.to(there).holds(header -> header.ref().equals(block));
  }
}
