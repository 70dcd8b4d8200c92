package org.foresign.desk.release;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.hold.LeafStore;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;
import org.foresign.model.tx.UnsignedTx;

/**
 * A leaf that is to leave, with the other leaves of its nonce and with what is on its way in the
 * same lane.
 */
record ReleaseCandidate(Held leaf, List<Held> slot, List<Held> underway) {

  /** A held leaf and what it does. */
  record Held(HeldLeaf leaf, UnsignedTx tx) {
    static Held of(LeafStore leaves, HeldLeaf leaf) throws ProblemException {
      return new Held(leaf, leaves.transaction(leaf));
    }

    boolean isCancel() {
      return leaf.releaseClass() == ReleaseClass.CANCEL;
    }

    boolean sameAlternative(Held other) {
      return leaf.batch() == other.leaf.batch()
          && leaf.nonce() == other.leaf.nonce()
          && tx.alternative() == other.tx.alternative();
    }
  }

  /** By what a pool compares them. */
  static final Comparator<Held> BY_CAP =
      Comparator.comparing(h -> h.tx().tx().fees().maxFeePerGas());

  static ReleaseCandidate of(LeafStore leaves, HeldLeaf leaf) throws ProblemException {
    Held held = Held.of(leaves, leaf);
    LaneId lane = held.tx().slot().lane();
    return new ReleaseCandidate(
        held, all(leaves, leaves.ofNonce(lane, leaf.nonce())), all(leaves, leaves.underway(lane)));
  }

  static List<Held> all(LeafStore leaves, List<HeldLeaf> some) throws ProblemException {
    List<Held> held = new ArrayList<>(some.size());
    for (HeldLeaf leaf : some) {
      held.add(Held.of(leaves, leaf));
    }
    return List.copyOf(held);
  }

  LaneId lane() {
    return leaf.tx().slot().lane();
  }

  long nonce() {
    return leaf.leaf().nonce();
  }

  /** The leaf of this nonce that was sent last, the one with the highest cap. */
  Optional<Held> sentBefore() {
    return slot.stream().filter(h -> h.leaf().state() == LeafState.EXPOSED).max(BY_CAP);
  }

  /** Whether it only burns the nonce, or speeds up what left before: no new spending. */
  boolean isDecided() {
    return leaf.isCancel() || sentBefore().isPresent();
  }

  /** Why the rules of one decision a nonce forbid this leaf, whatever the chain says. */
  Optional<Problem> objection() {
    LeafState state = leaf.leaf().state();
    if (state != LeafState.HELD) {
      return Optional.of(Problem.of(ReleaseProblem.RELEASE_LEAF_SETTLED, words(leaf)));
    }
    for (Held other : slot) {
      boolean against =
          switch (other.leaf().state()) {
            case HELD -> false;
            case EXPOSED -> !mayFollow(other);
            case INCLUDED, FINAL, VOID -> true;
          };
      if (against) {
        return Optional.of(Problem.of(ReleaseProblem.RELEASE_NONCE_DECIDED, words(other)));
      }
    }
    return Optional.empty();
  }

  /** Only a higher tier of the same alternative or a cancel takes the place of what was sent. */
  private boolean mayFollow(Held sent) {
    return (leaf.isCancel() || leaf.sameAlternative(sent))
        && leaf.tx().tx().fees().replaces(sent.tx().tx().fees());
  }

  static String words(Held held) {
    return "leaf "
        + held.leaf().id()
        + ", nonce "
        + held.leaf().nonce()
        + ", "
        + Spelling.of(held.leaf().state());
  }
}
