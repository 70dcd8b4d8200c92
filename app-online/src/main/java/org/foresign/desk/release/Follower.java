package org.foresign.desk.release;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.foresign.desk.chain.AccountState;
import org.foresign.desk.chain.Answers;
import org.foresign.desk.chain.BlockRef;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.Question;
import org.foresign.desk.chain.TxPresence;
import org.foresign.desk.chain.TxReceipt;
import org.foresign.desk.hold.Fate;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.release.LaneEvent.Kind;
import org.foresign.desk.release.ReleaseCandidate.Held;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.CancelToken;

/**
 * One look at a lane: what was included, undone, made final or voided since the last one, and what
 * has to be raised or sent again. A fact that is not known changes nothing. A nonce that the chain
 * of the last look had used is asked about again only when that chain was reorganised. Runs on its
 * lane's thread only.
 */
final class Follower {
  private final LaneId lane;
  private final LaneParts parts;
  private final Releaser releaser;
  private final LaneCache memory;
  private final Turn turn;
  private final List<LaneEvent> events = new ArrayList<>();

  /**
   * What one look at a lane is given.
   *
   * @param mayRaise whether a higher tier may be sent by itself
   */
  record Turn(ChainLook look, boolean mayRaise, CancelToken cancel) {}

  Follower(LaneId lane, LaneParts parts, Releaser releaser, LaneCache memory, Turn turn) {
    this.lane = lane;
    this.parts = parts;
    this.releaser = releaser;
    this.memory = memory;
    this.turn = turn;
  }

  FollowReport follow() throws ProblemException {
    LaneFacts chainFacts = turn.look().chainFacts(lane);
    Optional<AccountState> account = chainFacts.account().toOptional();
    if (account.isPresent()) {
      events.addAll(TakeBack.run(lane, parts, account.get().nonce()));
    }
    memory.left(
        new Settler(lane, parts, releaser, turn.look().poll(), turn.cancel(), events)
            .settle(turn.look().finalNonce(lane), memory.left()));
    int elsewhere = 0;
    if (account.isEmpty()) {
      waiting(0, new WaitReason.FactMissing(Wanted.ACCOUNT_STATE, chainFacts.account()));
    } else {
      NavigableMap<Long, List<HeldLeaf>> underway = byNonce(parts.leaves().underway(lane));
      followUnderway(underway, account.get().nonce(), chainFacts);
      elsewhere = alarmUnsent(account.get().nonce(), underway.keySet());
    }
    boolean unknown = events.stream().anyMatch(event -> event.kind() == Kind.WAITING);
    int effects =
        turn.cancel().isCancelled()
            ? parts.book().openEffects(lane).size()
            : new EffectWatch(lane, parts).follow(turn.look(), memory, events);
    int sending = parts.leaves().underway(lane).size();
    return new FollowReport(lane, events, sending, elsewhere, effects, unknown);
  }

  /** Nonces that were used although no leaf of theirs was sent; finality settles them later. */
  private int alarmUnsent(long accountNonce, Set<Long> sent) throws ProblemException {
    Set<Long> unsent = byNonce(parts.leaves().heldBelow(lane, accountNonce)).keySet();
    int count = 0;
    for (long nonce : unsent) {
      if (!sent.contains(nonce)) {
        events.add(new LaneEvent.UsedElsewhere(nonce));
        count++;
      }
    }
    return count;
  }

  /** Follows the nonces with a leaf on its way, except for those of which nothing new can be. */
  private void followUnderway(
      NavigableMap<Long, List<HeldLeaf>> underway, long accountNonce, LaneFacts chainFacts)
      throws ProblemException {
    Map<Long, LaneCache.Used> used = new HashMap<>();
    NavigableMap<Long, List<Held>> open = new TreeMap<>();
    Set<Question<?>> questions = new LinkedHashSet<>();
    for (Map.Entry<Long, List<HeldLeaf>> slot : underway.entrySet()) {
      long nonce = slot.getKey();
      Optional<LaneCache.Used> standing = memory.used(nonce, turn.look());
      if (nonce < accountNonce && standing.isPresent()) {
        events.addAll(standing.get().waiting());
        used.put(nonce, standing.get());
      } else {
        List<Held> sent = ReleaseCandidate.all(parts.leaves(), slot.getValue());
        open.put(nonce, sent);
        questions.addAll(questions(sent, nonce < accountNonce, chainFacts));
      }
    }
    Answers answers =
        questions.isEmpty() ? Answers.NONE : turn.look().poll().ask(Moment.LATEST, questions);
    for (Map.Entry<Long, List<Held>> slot : open.entrySet()) {
      if (!turn.cancel().isCancelled()) {
        followNonce(slot.getValue(), slot.getKey() < accountNonce, chainFacts, answers)
            .ifPresent(found -> used.put(slot.getKey(), found));
      }
    }
    turn.look().head().ifPresent(head -> memory.used(head, used));
  }

  /** What {@link #followNonce} will want to know. */
  private List<Question<?>> questions(List<Held> sent, boolean used, LaneFacts chainFacts)
      throws ProblemException {
    List<Question<?>> questions = new ArrayList<>();
    for (Held held : sent) {
      if ((used || held.leaf().state() == LeafState.INCLUDED) && !isAhead(held)) {
        questions.add(Question.receipt(releaser.transaction(held)));
      }
    }
    Held highest = sent.stream().max(ReleaseCandidate.BY_CAP).orElseThrow();
    if (!used && chainFacts.baseFee().holds(fee -> !isUnder(highest, fee))) {
      questions.add(Question.transaction(releaser.transaction(highest)));
    }
    return questions;
  }

  /**
   * A nonce with at least one leaf on its way.
   *
   * @return by what the chain has used it, where that is known
   */
  private Optional<LaneCache.Used> followNonce(
      List<Held> sent, boolean used, LaneFacts chainFacts, Answers answers)
      throws ProblemException {
    int first = events.size();
    Set<Inclusion> found = EnumSet.noneOf(Inclusion.class);
    for (Held held : sent) {
      if (used || held.leaf().state() == LeafState.INCLUDED) {
        found.add(followIncluded(held, answers));
      }
    }
    boolean maybe = found.contains(Inclusion.THERE) || found.contains(Inclusion.UNKNOWN);
    if (used && !maybe) {
      waiting(sent.getFirst().leaf().nonce(), new WaitReason.UsedByNoneSent());
    }
    if (!used && !maybe) {
      push(sent.stream().max(ReleaseCandidate.BY_CAP).orElseThrow(), chainFacts, answers);
    }
    boolean ours = found.contains(Inclusion.THERE);
    if (!used || (!ours && found.contains(Inclusion.UNKNOWN))) {
      return Optional.empty();
    }
    List<LaneEvent> waiting =
        events.subList(first, events.size()).stream()
            .filter(event -> event.kind() == Kind.WAITING)
            .toList();
    return Optional.of(new LaneCache.Used(ours, waiting));
  }

  /** Whether a leaf is in a block. */
  private enum Inclusion {
    THERE,
    NOT_THERE,
    UNKNOWN
  }

  /** Seen in a block that the endpoints which answer now have not reached: no word against it. */
  private boolean isAhead(Held held) throws ProblemException {
    Optional<BlockRef> recorded = parts.book().fate(held.leaf()).flatMap(Fate::includedAt);
    return recorded.isPresent()
        && turn.look().head().filter(head -> head.number() < recorded.get().number()).isPresent();
  }

  private Inclusion followIncluded(Held held, Answers answers) throws ProblemException {
    HeldLeaf leaf = held.leaf();
    if (isAhead(held)) {
      waiting(leaf.nonce(), new WaitReason.EndpointsBehind(leaf.id()));
      return Inclusion.UNKNOWN;
    }
    Fact<Optional<TxReceipt>> fact = answers.to(Question.receipt(releaser.transaction(held)));
    if (!fact.isKnown()) {
      waiting(leaf.nonce(), new WaitReason.FactMissing(Wanted.RECEIPT, fact));
      return Inclusion.UNKNOWN;
    }
    Optional<TxReceipt> receipt = fact.toOptional().flatMap(found -> found);
    boolean was = leaf.state() == LeafState.INCLUDED;
    if (receipt.isPresent()) {
      boolean moved =
          !parts
              .book()
              .fate(leaf)
              .flatMap(Fate::includedAt)
              .equals(Optional.of(receipt.get().block()));
      if (!was || moved) {
        parts.book().included(leaf, receipt.get());
        events.add(
            new LaneEvent.Included(
                leaf.id(), leaf.nonce(), receipt.get().block(), receipt.get().succeeded()));
      }
      return Inclusion.THERE;
    }
    if (was) {
      parts.book().reorganised(leaf);
      events.add(new LaneEvent.Reorganised(leaf.id(), leaf.nonce()));
    }
    return Inclusion.NOT_THERE;
  }

  private static boolean isUnder(Held held, Wei baseFee) {
    return held.tx().tx().fees().maxFeePerGas().compareTo(baseFee) < 0;
  }

  /** Raises what waits under the base fee, sends again what no endpoint has. */
  private void push(Held held, LaneFacts chainFacts, Answers answers) throws ProblemException {
    HeldLeaf leaf = parts.leaves().leaf(held.leaf().id());
    Optional<Wei> baseFee = chainFacts.baseFee().toOptional();
    if (baseFee.isEmpty()) {
      waiting(leaf.nonce(), new WaitReason.FactMissing(Wanted.BASE_FEE, chainFacts.baseFee()));
      return;
    }
    if (isUnder(held, baseFee.get())) {
      raise(held, baseFee.get());
      return;
    }
    Fact<TxPresence> presence = answers.to(Question.transaction(releaser.transaction(held)));
    if (!presence.isKnown()) {
      waiting(leaf.nonce(), new WaitReason.FactMissing(Wanted.POOLS, presence));
    } else if (presence.holds(p -> p instanceof TxPresence.Unseen)) {
      ReleaseAnswer answer = releaser.sendAgain(leaf, chainFacts);
      switch (answer) {
        case ReleaseAnswer.Sent sent -> {
          if (sent.broadcast().isOut()) {
            events.add(new LaneEvent.SentAgain(leaf.id(), leaf.nonce()));
          } else {
            waiting(leaf.nonce(), new WaitReason.NobodyTook(leaf.id(), sent.broadcast()));
          }
        }
        case ReleaseAnswer.Stopped stopped ->
            waiting(leaf.nonce(), new WaitReason.NotSentAgain(stopped));
      }
    }
  }

  private void raise(Held stuck, Wei baseFee) throws ProblemException {
    long nonce = stuck.leaf().nonce();
    Optional<Held> next =
        ReleaseCandidate.all(parts.leaves(), parts.leaves().ofNonce(lane, nonce)).stream()
            .filter(h -> h.leaf().state() == LeafState.HELD && h.sameAlternative(stuck))
            .filter(h -> h.tx().tx().fees().replaces(stuck.tx().tx().fees()))
            .filter(h -> !isUnder(h, baseFee))
            .min(ReleaseCandidate.BY_CAP);
    if (!turn.mayRaise() || next.isEmpty()) {
      waiting(nonce, new WaitReason.UnderPriced(stuck.leaf().id(), baseFee, next.isEmpty()));
      return;
    }
    switch (releaser.release(next.get().leaf(), ReleaseCause.RAISE)) {
      case ReleaseAnswer.Sent sent ->
          events.add(new LaneEvent.Raised(sent.leaf(), nonce, stuck.leaf().id()));
      case ReleaseAnswer.Stopped stopped -> waiting(nonce, new WaitReason.NotRaised(stopped));
    }
  }

  private static NavigableMap<Long, List<HeldLeaf>> byNonce(List<HeldLeaf> leaves) {
    NavigableMap<Long, List<HeldLeaf>> nonces = new TreeMap<>();
    leaves.forEach(leaf -> nonces.computeIfAbsent(leaf.nonce(), n -> new ArrayList<>()).add(leaf));
    return nonces;
  }

  private void waiting(long nonce, WaitReason reason) {
    events.add(new LaneEvent.Waiting(nonce, reason));
  }
}
