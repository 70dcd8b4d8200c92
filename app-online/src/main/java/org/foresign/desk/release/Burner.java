package org.foresign.desk.release;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.foresign.desk.chain.AccountState;
import org.foresign.desk.chain.Answers;
import org.foresign.desk.chain.Broadcast;
import org.foresign.desk.chain.ChainPoll;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.Question;
import org.foresign.desk.chain.SendRejection;
import org.foresign.desk.chain.TxReceipt;
import org.foresign.desk.hold.Fate;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.release.ReleaseCandidate.Held;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.CancelToken;
import org.foresign.model.work.Job;

/**
 * Uses up nonces by their cancel leaves, in nonce order, with the lowest tier that will do. Runs on
 * its lane's thread only.
 */
final class Burner {
  private final LaneId lane;
  private final LaneParts parts;
  private final Releaser releaser;
  private final List<LaneEvent> events = new ArrayList<>();
  private final Set<Long> elsewhere = new TreeSet<>();
  private int sent;
  private boolean factMissing;
  private boolean refused;

  Burner(LaneId lane, LaneParts parts, Releaser releaser) {
    this.lane = lane;
    this.parts = parts;
    this.releaser = releaser;
  }

  /**
   * One pass over the nonces from {@code first} to {@code last}. It goes past those that are used
   * already, and ends early where a nonce can't be burned now, for those above it could not land
   * either.
   */
  BurnReport burn(long first, long last, Job<ReleaseStep> job) throws ProblemException {
    LaneFacts chainFacts = LaneFacts.read(parts.chain(), lane);
    Optional<Wei> baseFee = chainFacts.baseFee().toOptional();
    Optional<AccountState> account = chainFacts.account().toOptional();
    if (baseFee.isEmpty()) {
      missing(first, new WaitReason.FactMissing(Wanted.BASE_FEE, chainFacts.baseFee()));
    } else if (account.isEmpty()) {
      missing(first, new WaitReason.FactMissing(Wanted.ACCOUNT_STATE, chainFacts.account()));
    } else {
      long next = account.get().nonce();
      events.addAll(TakeBack.run(lane, parts, next));
      sayWhoUsed(openNonces(first, Math.min(last, next - 1)), chainFacts.poll(), job.cancel());
      List<Long> nonces = openNonces(Math.max(first, next), last);
      int done = 0;
      for (long nonce : nonces) {
        if (job.cancelled() || !burn(nonce, baseFee.get())) {
          break; // what was done until now is reported
        }
        done++;
        job.at(ReleaseStep.BURNED, done, nonces.size());
      }
    }
    int left = landable(parts.leaves(), lane, first, last, chainFacts.finalNonce());
    return new BurnReport(lane, events, sent, left, elsewhere, factMissing, refused);
  }

  /** A used nonce needs no cancel: following settles it once that is final. */
  private void sayWhoUsed(List<Long> nonces, ChainPoll poll, CancelToken cancel)
      throws ProblemException {
    Map<Long, Map<HeldLeaf, Question<Optional<TxReceipt>>>> sent = new TreeMap<>();
    Set<Question<?>> questions = new LinkedHashSet<>();
    for (long nonce : nonces) {
      List<HeldLeaf> slot = parts.leaves().ofNonce(lane, nonce);
      if (slot.stream().anyMatch(leaf -> leaf.state() == LeafState.INCLUDED)) {
        continue; // by one of ours, as was said when it was seen
      }
      Map<HeldLeaf, Question<Optional<TxReceipt>>> exposed = sentOf(slot);
      sent.put(nonce, exposed);
      questions.addAll(exposed.values());
    }
    Answers answers = questions.isEmpty() ? Answers.NONE : poll.ask(Moment.LATEST, questions);
    for (Map.Entry<Long, Map<HeldLeaf, Question<Optional<TxReceipt>>>> slot : sent.entrySet()) {
      if (!cancel.isCancelled()) {
        sayWhoUsed(slot.getKey(), slot.getValue(), answers);
      }
    }
  }

  private Map<HeldLeaf, Question<Optional<TxReceipt>>> sentOf(List<HeldLeaf> slot)
      throws ProblemException {
    Map<HeldLeaf, Question<Optional<TxReceipt>>> sent = new LinkedHashMap<>();
    for (HeldLeaf leaf : slot) {
      if (leaf.state() == LeafState.EXPOSED) {
        parts
            .book()
            .fate(leaf)
            .flatMap(Fate::transactionHash)
            .ifPresent(hash -> sent.put(leaf, Question.receipt(hash)));
      }
    }
    return sent;
  }

  private void sayWhoUsed(
      long nonce, Map<HeldLeaf, Question<Optional<TxReceipt>>> sent, Answers answers) {
    for (Map.Entry<HeldLeaf, Question<Optional<TxReceipt>>> one : sent.entrySet()) {
      Fact<Optional<TxReceipt>> receipt = answers.to(one.getValue());
      if (!receipt.isKnown()) {
        missing(nonce, new WaitReason.UsedByUnknown(nonce, receipt));
        return;
      }
      if (receipt.holds(Optional::isPresent)) {
        waiting(nonce, new WaitReason.UsedByLeaf(nonce, one.getKey().id()));
        return;
      }
    }
    elsewhere.add(nonce);
    events.add(new LaneEvent.UsedElsewhere(nonce));
  }

  private List<Long> openNonces(long first, long last) throws ProblemException {
    return openNonces(parts.leaves(), lane, first, last);
  }

  /**
   * How many nonces of the range hold a leaf whose signature is still good for something: those
   * that no finalized block has used. This desk's own records say so only where the chain can't be
   * asked.
   */
  static int landable(LeafStore leaves, LaneId lane, long first, long last, Fact<Long> finalNonce)
      throws ProblemException {
    TreeSet<Long> nonces = new TreeSet<>();
    List<HeldLeaf> counting =
        finalNonce instanceof Fact.Known<Long>(Long end, var block)
            ? leaves.between(lane, Math.max(first, end), last, EnumSet.allOf(LeafState.class))
            : leaves.between(
                lane,
                first,
                last,
                EnumSet.of(LeafState.HELD, LeafState.EXPOSED, LeafState.INCLUDED));
    counting.forEach(leaf -> nonces.add(leaf.nonce()));
    return nonces.size();
  }

  /** Nonces of the range with a leaf that may be sent or was, rising. */
  static List<Long> openNonces(LeafStore leaves, LaneId lane, long first, long last)
      throws ProblemException {
    TreeSet<Long> nonces = new TreeSet<>();
    leaves
        .between(lane, first, last, EnumSet.of(LeafState.HELD, LeafState.EXPOSED))
        .forEach(leaf -> nonces.add(leaf.nonce()));
    return List.copyOf(nonces);
  }

  /** Returns whether the next nonce may be tried. */
  private boolean burn(long nonce, Wei baseFee) throws ProblemException {
    List<Held> slot = ReleaseCandidate.all(parts.leaves(), parts.leaves().ofNonce(lane, nonce));
    if (slot.stream().anyMatch(h -> h.leaf().state() == LeafState.INCLUDED)) {
      return true; // in a block already: nothing to win
    }
    Optional<Held> standing =
        slot.stream()
            .filter(h -> h.leaf().state() == LeafState.EXPOSED && h.isCancel())
            .max(ReleaseCandidate.BY_CAP);
    if (standing.isPresent() && cap(standing.get()).compareTo(baseFee) >= 0) {
      return true; // on its way; following sends it again where needed
    }
    for (Held cancel : candidates(slot, baseFee)) {
      ReleaseAnswer answer = releaser.release(cancel.leaf(), ReleaseCause.BURN);
      switch (answer) {
        case ReleaseAnswer.Stopped stopped
            when stopped.problem().code() == ReleaseProblem.RELEASE_NONCE_USED -> {
          // since this pass began
          sayWhoUsed(List.of(nonce), parts.chain().poll(), new CancelToken());
          return true;
        }
        case ReleaseAnswer.Stopped stopped -> {
          factMissing |= stopped.unknown();
          refused |= !stopped.unknown();
          waiting(nonce, new WaitReason.NotBurned(nonce, stopped));
          return false;
        }
        case ReleaseAnswer.Sent out -> {
          sent++;
          events.add(
              new LaneEvent.Burned(cancel.leaf().id(), nonce, cancel.tx().tier(), out.broadcast()));
          if (!outbid(out.broadcast())) {
            return true;
          }
        }
      }
    }
    waiting(nonce, new WaitReason.NoCancelLeft(nonce, baseFee));
    return false;
  }

  /** Cancel leaves that may still be sent and would be taken, cheapest first. */
  private static List<Held> candidates(List<Held> slot, Wei baseFee) {
    Optional<Held> highest =
        slot.stream()
            .filter(h -> h.leaf().state() == LeafState.EXPOSED)
            .max(ReleaseCandidate.BY_CAP);
    return slot.stream()
        .filter(h -> h.isCancel() && h.leaf().state() == LeafState.HELD)
        .filter(h -> cap(h).compareTo(baseFee) >= 0)
        .filter(
            h -> highest.isEmpty() || h.tx().tx().fees().replaces(highest.get().tx().tx().fees()))
        .sorted(ReleaseCandidate.BY_CAP)
        .toList();
  }

  private static Wei cap(Held held) {
    return held.tx().tx().fees().maxFeePerGas();
  }

  /** A pool holds something of this nonce that this tier does not replace: the next one may. */
  private static boolean outbid(Broadcast broadcast) {
    return broadcast.outcomes().stream()
        .anyMatch(o ->
            o instanceof Broadcast.Rejected rejected
                && rejected.kind() == SendRejection.REPLACEMENT_UNDERPRICED);
  }

  private void missing(long nonce, WaitReason reason) {
    factMissing = true;
    waiting(nonce, reason);
  }

  private void waiting(long nonce, WaitReason reason) {
    events.add(new LaneEvent.Waiting(nonce, reason));
  }
}
