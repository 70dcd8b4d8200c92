package org.foresign.desk.release;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Keccak;
import org.foresign.desk.chain.AccountState;
import org.foresign.desk.chain.BlockHeader;
import org.foresign.desk.chain.BlockRef;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.Receipt;
import org.foresign.desk.chain.TxPresence;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.release.DecisionBook.Settled;
import org.foresign.desk.release.Departure.Held;
import org.foresign.desk.release.LaneEvent.Kind;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.CancelToken;
import org.foresign.model.work.Counted;

/**
 * One look at a lane: what was included, undone, made final or voided since the last one, and what
 * has to be raised or sent again. A fact that is not known changes nothing. Runs on its lane's
 * thread only.
 */
final class Follower {
  /** Half of what geth keeps by default (history.transactions, 2,350,000 blocks of 12 s). */
  private static final Duration RECEIPTS_KEPT = Duration.ofDays(160);

  private final LaneId lane;
  private final LaneParts parts;
  private final Releaser releaser;
  private final boolean mayRaise;
  private final List<LaneEvent> events = new ArrayList<>();

  Follower(LaneId lane, LaneParts parts, Releaser releaser, boolean mayRaise) {
    this.lane = lane;
    this.parts = parts;
    this.releaser = releaser;
    this.mayRaise = mayRaise;
  }

  FollowReport follow(CancelToken cancel) throws ProblemException {
    LaneSight sight = LaneSight.read(parts.chain(), lane);
    Optional<AccountState> account = sight.account().toOptional();
    if (account.isPresent()) {
      events.addAll(TakeBack.run(lane, parts, account.get().nonce()));
    }
    NavigableMap<Long, List<HeldLeaf>> sent = byNonce(parts.leaves().underway(lane));
    settleFinal(sight, sent, cancel);
    int elsewhere = 0;
    if (account.isEmpty()) {
      waiting(0, "waited for the account's state: " + sight.account().words());
    } else {
      NavigableMap<Long, List<HeldLeaf>> underway = byNonce(parts.leaves().underway(lane));
      for (List<HeldLeaf> leaves : underway.values()) {
        if (!cancel.isCancelled()) {
          followNonce(Departure.all(parts.leaves(), leaves), account.get().nonce(), sight);
        }
      }
      elsewhere = alarmUnsent(account.get().nonce(), underway.keySet());
    }
    boolean unknown = events.stream().anyMatch(event -> event.kind() == Kind.WAITING);
    int effects =
        cancel.isCancelled()
            ? parts.book().openEffects(lane).size()
            : new EffectWatch(lane, parts).follow(events);
    int sending = parts.leaves().underway(lane).size();
    return new FollowReport(lane, events, sending, elsewhere, effects, unknown);
  }

  /** Nonces that were used although no leaf of theirs was sent; finality settles them later. */
  private int alarmUnsent(long accountNonce, Set<Long> sent) throws ProblemException {
    Set<Long> unsent = byNonce(parts.leaves().heldBelow(lane, accountNonce)).keySet();
    int count = 0;
    for (long nonce : unsent) {
      if (!sent.contains(nonce)) {
        events.add(LaneEvent.usedElsewhere(nonce));
        count++;
      }
    }
    return count;
  }

  /** Nonces below the finalized one are decided for ever, by one of ours or by something else. */
  private void settleFinal(
      LaneSight sight, NavigableMap<Long, List<HeldLeaf>> sent, CancelToken cancel)
      throws ProblemException {
    if (!(sight.finalNonce() instanceof Fact.Known<Long>(Long end, var block))) {
      waiting(0, "waited for the finalized nonce: " + sight.finalNonce().words());
      return;
    }
    NavigableMap<Long, List<HeldLeaf>> open = byNonce(parts.leaves().heldBelow(lane, end));
    sent.headMap(end, false).forEach(open::putIfAbsent);
    for (long nonce : open.keySet()) {
      if (!cancel.isCancelled()) {
        settle(nonce, block);
      }
    }
  }

  /**
   * @param finalized the block by which the nonce is used
   */
  private void settle(long nonce, BlockRef finalized) throws ProblemException {
    List<Held> slot = Departure.all(parts.leaves(), parts.leaves().ofNonce(lane, nonce));
    List<Held> candidates = new ArrayList<>(slot);
    // Those that were sent first; a leaf that this desk never sent lands only if it was stolen.
    candidates.sort(Comparator.comparing(h -> h.leaf().state() == LeafState.HELD));
    for (Held candidate : candidates) {
      if (candidate.leaf().state() == LeafState.VOID) {
        continue;
      }
      Fact<Optional<Receipt>> fact =
          parts.chain().receipt(transaction(candidate), Moment.FINALIZED);
      if (!fact.isKnown()) {
        waiting(nonce, "waited for a finalized receipt: " + fact.words());
        return;
      }
      Optional<Receipt> receipt = fact.toOptional().flatMap(found -> found);
      if (receipt.isPresent()) {
        settleBy(candidate, receipt.get(), slot);
        return;
      }
    }
    for (Held candidate : candidates) {
      boolean sent = parts.book().fate(candidate.leaf()).flatMap(Fate::transactionHash).isPresent();
      if (sent && mayHaveLanded(candidate, slot)) {
        return;
      }
    }
    List<HeldLeaf> all = open(slot);
    String reason = "nonce " + nonce + " was used by a transaction that is not of this desk";
    parts.book().settle(null, all, reason, finalized);
    event(
        Kind.ALARM,
        0,
        nonce,
        reason + "; void with it: " + Counted.of(all.size(), "leaf", "leaves"));
  }

  /**
   * Endpoints drop old receipts, so that there is none does not prove that a sent leaf never
   * landed. Its recorded block does, while that is on the chain; else it has to be young enough.
   *
   * @return whether it landed, or nobody can say; only after a no is the nonce another's
   */
  private boolean mayHaveLanded(Held held, List<Held> slot) throws ProblemException {
    HeldLeaf leaf = held.leaf();
    Optional<BlockRef> recorded = parts.book().fate(leaf).flatMap(Fate::includedAt);
    if (recorded.isPresent()) {
      Fact<BlockHeader> now = parts.chain().blockAt(recorded.get().number());
      if (!now.isKnown()) {
        waiting(leaf.nonce(), "waited for the block of leaf " + leaf.id() + ": " + now.words());
        return true;
      }
      if (now.holds(header -> header.ref().equals(recorded.get()))) {
        boolean succeeded = !parts.book().fate(leaf).orElseThrow().reverted();
        Receipt known = new Receipt(transaction(held), recorded.get(), succeeded, 0, null);
        settleBy(held, known, slot);
        return true;
      }
    }
    Fact<TxPresence> presence = parts.chain().transaction(transaction(held));
    String lost =
        "leaf " + leaf.id() + " may be final, but the endpoints have no receipt of it any more: ";
    if (!presence.isKnown() || presence.holds(p -> p instanceof TxPresence.Mined)) {
      waiting(leaf.nonce(), lost + presence.words());
      return true;
    }
    if (parts.book().sentBefore(leaf, RECEIPTS_KEPT)) {
      waiting(
          leaf.nonce(), lost + "it was sent too long ago; ask an endpoint that keeps all of them");
      return true;
    }
    return false;
  }

  private void settleBy(Held winner, Receipt receipt, List<Held> slot) throws ProblemException {
    HeldLeaf leaf = winner.leaf();
    boolean awaited = receipt.succeeded() && EffectWatch.hasEffect(winner.tx().operation());
    Effect effect = awaited ? Effect.AWAITED : receipt.succeeded() ? Effect.NONE : Effect.LOST;
    String words =
        awaited
            ? "waits for the consensus layer"
            : receipt.succeeded() ? "" : "it failed: its nonce and its fee are gone";
    List<HeldLeaf> others = open(slot).stream().filter(other -> other.id() != leaf.id()).toList();
    String reason = "nonce " + leaf.nonce() + " is final with leaf " + leaf.id();
    parts.book().settle(new Settled(leaf, receipt, effect, words), others, reason, receipt.block());
    if (leaf.state() == LeafState.HELD) {
      event(
          Kind.ALARM,
          leaf.id(),
          leaf.nonce(),
          "leaf "
              + leaf.id()
              + " is final although this desk never sent it: somebody else holds the leaves");
    }
    event(
        receipt.succeeded() ? Kind.FINAL : Kind.FAILED,
        leaf.id(),
        leaf.nonce(),
        "leaf "
            + leaf.id()
            + " is final in block "
            + receipt.block()
            + (receipt.succeeded() ? "" : ", and failed there: nonce and fee are gone"));
    if (!others.isEmpty()) {
      event(
          Kind.VOIDED,
          0,
          leaf.nonce(),
          Counted.of(others.size(), "other leaf of its nonce is", "other leaves of its nonce are")
              + " void");
    }
  }

  private static List<HeldLeaf> open(List<Held> slot) {
    return slot.stream()
        .map(Held::leaf)
        .filter(leaf -> leaf.state() != LeafState.VOID && leaf.state() != LeafState.FINAL)
        .toList();
  }

  private Digest32 transaction(Held held) throws ProblemException {
    Optional<Digest32> known = parts.book().fate(held.leaf()).flatMap(Fate::transactionHash);
    return known.isPresent()
        ? known.get()
        : Digest32.of(Keccak.hash(releaser.signed(held).toArray()));
  }

  /** A nonce with at least one leaf on its way. */
  private void followNonce(List<Held> sent, long accountNonce, LaneSight sight)
      throws ProblemException {
    boolean used = sent.getFirst().leaf().nonce() < accountNonce;
    boolean anyIncluded = false;
    for (Held held : sent) {
      if (used || held.leaf().state() == LeafState.INCLUDED) {
        anyIncluded |= followIncluded(held);
      }
    }
    if (used && !anyIncluded) {
      waiting(
          sent.getFirst().leaf().nonce(),
          "the nonce is used, by none of the leaves that were sent as far as is known; waits for"
              + " finality");
    }
    if (!used && !anyIncluded) {
      push(sent.stream().max(Departure.BY_CAP).orElseThrow(), sight);
    }
  }

  /** Returns whether the leaf is in a block, or may be. */
  private boolean followIncluded(Held held) throws ProblemException {
    HeldLeaf leaf = held.leaf();
    Fact<Optional<Receipt>> fact = parts.chain().receipt(transaction(held), Moment.LATEST);
    if (!fact.isKnown()) {
      waiting(leaf.nonce(), "waited for a receipt: " + fact.words());
      return true;
    }
    Optional<Receipt> receipt = fact.toOptional().flatMap(found -> found);
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
        event(
            receipt.get().succeeded() ? Kind.INCLUDED : Kind.FAILED,
            leaf.id(),
            leaf.nonce(),
            "leaf "
                + leaf.id()
                + " is in block "
                + receipt.get().block()
                + (receipt.get().succeeded() ? "" : ", and failed there"));
      }
    } else if (was) {
      parts.book().reorganised(leaf);
      event(
          Kind.REORGANISED,
          leaf.id(),
          leaf.nonce(),
          "the block of leaf " + leaf.id() + " is gone; it is exposed as before");
    }
    return receipt.isPresent();
  }

  /** Raises what waits under the base fee, sends again what no endpoint has. */
  private void push(Held held, LaneSight sight) throws ProblemException {
    HeldLeaf leaf = parts.leaves().leaf(held.leaf().id());
    Optional<Wei> baseFee = sight.baseFee().toOptional();
    if (baseFee.isEmpty()) {
      waiting(leaf.nonce(), "waited for the next base fee: " + sight.baseFee().words());
      return;
    }
    if (held.tx().tx().fees().maxFeePerGas().compareTo(baseFee.get()) < 0) {
      raise(held, baseFee.get());
      return;
    }
    Fact<TxPresence> presence = parts.chain().transaction(transaction(held));
    if (!presence.isKnown()) {
      waiting(leaf.nonce(), "waited for the pools: " + presence.words());
    } else if (presence.holds(p -> p instanceof TxPresence.Unseen)) {
      ReleaseAnswer answer = releaser.sendAgain(leaf, sight);
      switch (answer) {
        case ReleaseAnswer.Sent sent -> {
          if (sent.broadcast().isOut()) {
            event(
                Kind.SENT_AGAIN,
                leaf.id(),
                leaf.nonce(),
                "no endpoint had leaf " + leaf.id() + "; sent again");
          } else {
            waiting(
                leaf.nonce(),
                "leaf "
                    + leaf.id()
                    + " was sent again and nobody took it: "
                    + sent.broadcast().reasons());
          }
        }
        case ReleaseAnswer.Stopped stopped ->
            waiting(leaf.nonce(), "not sent again: " + stopped.problem().happened());
      }
    }
  }

  private void raise(Held stuck, Wei baseFee) throws ProblemException {
    long nonce = stuck.leaf().nonce();
    Optional<Held> next =
        Departure.all(parts.leaves(), parts.leaves().ofNonce(lane, nonce)).stream()
            .filter(h -> h.leaf().state() == LeafState.HELD && h.sameAlternative(stuck))
            .filter(h -> h.tx().tx().fees().replaces(stuck.tx().tx().fees()))
            .filter(h -> h.tx().tx().fees().maxFeePerGas().compareTo(baseFee) >= 0)
            .min(Departure.BY_CAP);
    if (!mayRaise || next.isEmpty()) {
      waiting(
          nonce,
          "leaf "
              + stuck.leaf().id()
              + " is under-priced: the next base fee is "
              + baseFee.toUnits(9)
              + " gwei"
              + (next.isEmpty() ? " and no higher tier is left" : ""));
      return;
    }
    switch (releaser.release(next.get().leaf(), Cause.RAISE)) {
      case ReleaseAnswer.Sent sent ->
          event(
              Kind.RAISED,
              sent.leaf(),
              nonce,
              "leaf " + sent.leaf() + " takes the place of leaf " + stuck.leaf().id());
      case ReleaseAnswer.Stopped stopped ->
          waiting(nonce, "not raised: " + stopped.problem().happened());
    }
  }

  private static NavigableMap<Long, List<HeldLeaf>> byNonce(List<HeldLeaf> leaves) {
    NavigableMap<Long, List<HeldLeaf>> nonces = new TreeMap<>();
    leaves.forEach(leaf -> nonces.computeIfAbsent(leaf.nonce(), n -> new ArrayList<>()).add(leaf));
    return nonces;
  }

  private void event(Kind kind, long leaf, long nonce, String words) {
    events.add(new LaneEvent(kind, leaf, nonce, words));
  }

  private void waiting(long nonce, String words) {
    event(Kind.WAITING, 0, nonce, words);
  }
}
