package org.foresign.desk.release;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.foresign.desk.chain.Answers;
import org.foresign.desk.chain.BlockHeader;
import org.foresign.desk.chain.BlockRef;
import org.foresign.desk.chain.ChainPoll;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.Question;
import org.foresign.desk.chain.TxPresence;
import org.foresign.desk.chain.TxReceipt;
import org.foresign.desk.hold.Effect;
import org.foresign.desk.hold.Fate;
import org.foresign.desk.hold.FateReason;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.release.DecisionBook.Settled;
import org.foresign.desk.release.LaneEvent.Kind;
import org.foresign.desk.release.ReleaseCandidate.Held;
import org.foresign.model.batch.LaneId;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.CancelToken;

/**
 * Settles the nonces that a finalized block has used: they are decided for ever, by one of our
 * leaves or by something else. Asks only when that block is another one, or a fact was missing.
 */
final class Settler {
  /** Half of what geth keeps by default (history.transactions, 2,350,000 blocks of 12 s). */
  private static final Duration RECEIPTS_KEPT = Duration.ofDays(160);

  private final LaneId lane;
  private final LaneParts parts;
  private final Releaser releaser;
  private final ChainPoll poll;
  private final CancelToken cancel;
  private final List<LaneEvent> events;
  private final Set<Long> left = new TreeSet<>();
  private boolean factMissing;

  Settler(
      LaneId lane,
      LaneParts parts,
      Releaser releaser,
      ChainPoll poll,
      CancelToken cancel,
      List<LaneEvent> events) {
    this.lane = lane;
    this.parts = parts;
    this.releaser = releaser;
    this.poll = poll;
    this.cancel = cancel;
    this.events = events;
  }

  /**
   * What a finalized block could not settle although everything that was asked is known.
   *
   * @param waiting what is said of it as long as that block is the finalized one
   */
  record Left(BlockRef block, Set<Long> nonces, List<LaneEvent> waiting) {
    Left {
      nonces = Set.copyOf(nonces);
      waiting = List.copyOf(waiting);
    }
  }

  /** Returns what is left until finality moves; empty where the next look has to ask again. */
  Optional<Left> settle(Fact<Long> finalNonce, Optional<Left> before) throws ProblemException {
    if (!(finalNonce instanceof Fact.Known<Long>(Long end, BlockRef block))) {
      waiting(0, new WaitReason.FactMissing(Wanted.FINALIZED_NONCE, finalNonce));
      return Optional.empty();
    }
    Set<Long> nonces = openBelow(end);
    if (before.filter(l -> l.block().equals(block) && l.nonces().equals(nonces)).isPresent()) {
      events.addAll(before.get().waiting());
      return before;
    }
    int first = events.size();
    List<List<Held>> slots = new ArrayList<>();
    for (long nonce : nonces) {
      slots.add(ReleaseCandidate.all(parts.leaves(), parts.leaves().ofNonce(lane, nonce)));
    }
    // Those that were sent first; a leaf that this desk never sent lands only if it was stolen.
    slots = withoutReceipt(slots, state -> state != LeafState.HELD && state != LeafState.VOID);
    slots = withoutReceipt(slots, state -> state == LeafState.HELD);
    settleOthers(slots, block);
    List<LaneEvent> waiting =
        events.subList(first, events.size()).stream()
            .filter(event -> event.kind() == Kind.WAITING)
            .toList();
    return factMissing || cancel.isCancelled()
        ? Optional.empty()
        : Optional.of(new Left(block, left, waiting));
  }

  private Set<Long> openBelow(long end) throws ProblemException {
    Set<Long> nonces = new TreeSet<>();
    parts.leaves().heldBelow(lane, end).forEach(leaf -> nonces.add(leaf.nonce()));
    for (HeldLeaf leaf : parts.leaves().underway(lane)) {
      if (leaf.nonce() < end) {
        nonces.add(leaf.nonce());
      }
    }
    return nonces;
  }

  /** Settles by the receipts of these leaves and returns the slots of which none has one. */
  private List<List<Held>> withoutReceipt(List<List<Held>> slots, Predicate<LeafState> which)
      throws ProblemException {
    Map<Long, Question<Optional<TxReceipt>>> asked = new HashMap<>();
    for (List<Held> slot : slots) {
      for (Held held : slot) {
        if (which.test(held.leaf().state())) {
          asked.put(held.leaf().id(), Question.receipt(releaser.transaction(held)));
        }
      }
    }
    Answers answers = poll.ask(Moment.FINALIZED, questions(asked.values()));
    List<List<Held>> without = new ArrayList<>();
    for (List<Held> slot : slots) {
      if (!cancel.isCancelled() && !settleByReceipt(slot, asked, answers)) {
        without.add(slot);
      }
    }
    return without;
  }

  private static List<Question<?>> questions(Collection<? extends Question<?>> asked) {
    return List.copyOf(asked);
  }

  /** Returns false if none of the slot's leaves that were asked about has a receipt. */
  private boolean settleByReceipt(
      List<Held> slot, Map<Long, Question<Optional<TxReceipt>>> asked, Answers answers)
      throws ProblemException {
    for (Held candidate : slot) {
      Question<Optional<TxReceipt>> question = asked.get(candidate.leaf().id());
      if (question != null) {
        Fact<Optional<TxReceipt>> fact = answers.to(question);
        if (!fact.isKnown()) {
          missing(
              candidate.leaf().nonce(), new WaitReason.FactMissing(Wanted.FINALIZED_RECEIPT, fact));
          return true;
        }
        Optional<TxReceipt> receipt = fact.toOptional().flatMap(found -> found);
        if (receipt.isPresent()) {
          settleBy(candidate, receipt.get(), slot);
          return true;
        }
      }
    }
    return false;
  }

  /** Nonces of which no leaf has a receipt: another's, unless a sent leaf may have landed. */
  private void settleOthers(List<List<Held>> slots, BlockRef finalized) throws ProblemException {
    List<Question<?>> blocks = new ArrayList<>();
    List<Question<?>> presences = new ArrayList<>();
    for (List<Held> slot : slots) {
      for (Held sent : sent(slot)) {
        recorded(sent, finalized).ifPresent(b -> blocks.add(Question.blockAt(b.number())));
        presences.add(Question.transaction(releaser.transaction(sent)));
      }
    }
    Answers answers = poll.ask(Moment.FINALIZED, blocks).and(poll.ask(Moment.LATEST, presences));
    for (List<Held> slot : slots) {
      if (cancel.isCancelled()) {
        return;
      }
      boolean open = false;
      for (Held sent : sent(slot)) {
        open = open || mayHaveLanded(sent, slot, answers, finalized);
      }
      if (!open) {
        settleElsewhere(slot, finalized);
      }
    }
  }

  private List<Held> sent(List<Held> slot) throws ProblemException {
    List<Held> sent = new ArrayList<>();
    for (Held held : slot) {
      if (parts.book().fate(held.leaf()).flatMap(Fate::transactionHash).isPresent()) {
        sent.add(held);
      }
    }
    return sent;
  }

  /** The block in which the leaf was seen, if the finalized chain can have it. */
  private Optional<BlockRef> recorded(Held held, BlockRef finalized) throws ProblemException {
    return parts
        .book()
        .fate(held.leaf())
        .flatMap(Fate::includedAt)
        .filter(block -> block.number() <= finalized.number());
  }

  /**
   * Endpoints drop old receipts, so that there is none does not prove that a sent leaf never
   * landed. Its recorded block does, while that is on the chain; else it has to be young enough.
   *
   * @return whether it landed, or nobody can say; only after a no is the nonce another's
   */
  private boolean mayHaveLanded(Held held, List<Held> slot, Answers answers, BlockRef finalized)
      throws ProblemException {
    HeldLeaf leaf = held.leaf();
    Optional<BlockRef> recorded = recorded(held, finalized);
    if (recorded.isPresent()) {
      Fact<BlockHeader> now = answers.to(Question.blockAt(recorded.get().number()));
      if (!now.isKnown()) {
        missing(leaf.nonce(), new WaitReason.LeafBlockMissing(leaf.id(), now));
        return true;
      }
      if (now.holds(header -> header.ref().equals(recorded.get()))) {
        boolean succeeded = !parts.book().fate(leaf).orElseThrow().reverted();
        TxReceipt known =
            new TxReceipt(releaser.transaction(held), recorded.get(), succeeded, 0, null);
        settleBy(held, known, slot);
        return true;
      }
    }
    Fact<TxPresence> presence = answers.to(Question.transaction(releaser.transaction(held)));
    if (!presence.isKnown()) {
      missing(leaf.nonce(), new WaitReason.ReceiptLost(leaf.id(), presence));
      return true;
    }
    if (presence.holds(p -> p instanceof TxPresence.Mined)) {
      open(leaf.nonce(), new WaitReason.ReceiptLost(leaf.id(), presence));
      return true;
    }
    if (parts.book().sentBefore(leaf, RECEIPTS_KEPT)) {
      open(leaf.nonce(), new WaitReason.ReceiptTooOld(leaf.id()));
      return true;
    }
    return false;
  }

  private void settleElsewhere(List<Held> slot, BlockRef finalized) throws ProblemException {
    long nonce = slot.getFirst().leaf().nonce();
    List<HeldLeaf> all = unsettled(slot);
    parts.book().settle(null, all, new FateReason.NonceUsedElsewhere(nonce), finalized);
    events.add(new LaneEvent.SettledElsewhere(nonce, all.size()));
  }

  private void settleBy(Held winner, TxReceipt receipt, List<Held> slot) throws ProblemException {
    HeldLeaf leaf = winner.leaf();
    boolean awaited = receipt.succeeded() && EffectWatch.hasEffect(winner.tx().operation());
    Effect effect = awaited ? Effect.AWAITED : receipt.succeeded() ? Effect.NONE : Effect.LOST;
    FateReason reason =
        awaited
            ? new FateReason.ConsensusAwaited()
            : receipt.succeeded() ? FateReason.NONE : new FateReason.Failed();
    List<HeldLeaf> others =
        unsettled(slot).stream().filter(other -> other.id() != leaf.id()).toList();
    Settled settled = new Settled(leaf, winner.tx().signingDigest(), receipt, effect, reason);
    FateReason lost = new FateReason.NonceFinal(leaf.nonce(), leaf.id());
    parts.book().settle(settled, others, lost, receipt.block());
    if (leaf.state() == LeafState.HELD) {
      events.add(new LaneEvent.Stolen(leaf.id(), leaf.nonce()));
    }
    events.add(new LaneEvent.Final(leaf.id(), leaf.nonce(), receipt.block(), receipt.succeeded()));
    if (!others.isEmpty()) {
      events.add(new LaneEvent.Voided(leaf.nonce(), others.size()));
    }
  }

  private static List<HeldLeaf> unsettled(List<Held> slot) {
    return slot.stream()
        .map(Held::leaf)
        .filter(leaf -> leaf.state() != LeafState.VOID && leaf.state() != LeafState.FINAL)
        .toList();
  }

  /** A fact may be known at the next look, finality or not. */
  private void missing(long nonce, WaitReason reason) {
    factMissing = true;
    waiting(nonce, reason);
  }

  /** What is known settles nothing; that can change when finality moves. */
  private void open(long nonce, WaitReason reason) {
    left.add(nonce);
    waiting(nonce, reason);
  }

  private void waiting(long nonce, WaitReason reason) {
    events.add(new LaneEvent.Waiting(nonce, reason));
  }
}
