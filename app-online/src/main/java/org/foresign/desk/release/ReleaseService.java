package org.foresign.desk.release;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.foresign.codec.Digest32;
import org.foresign.desk.chain.BeaconView;
import org.foresign.desk.chain.ChainView;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.FeeHistory;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.Question;
import org.foresign.desk.hold.Checkpoint;
import org.foresign.desk.hold.Fate;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.release.ReleaseCandidate.Held;
import org.foresign.desk.settings.DeskHome;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Wei;
import org.foresign.model.policy.Purpose;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.model.work.CancelToken;
import org.foresign.model.work.Job;
import org.jspecify.annotations.Nullable;

/**
 * Releases, follows and burns the held leaves of one chain. Thread-safe; each lane has one thread
 * that writes about it, so open one service a chain and home. Close it before the home.
 */
public final class ReleaseService implements AutoCloseable {
  private final LaneParts parts;
  private final List<RecoveryNote> recovered;
  private final Map<LaneId, LaneMachine> machines = new ConcurrentHashMap<>();

  /** For the next one, which asks only what this one doesn't know. */
  private volatile @Nullable ChainLook last;

  private ReleaseService(LaneParts parts, List<RecoveryNote> recovered) {
    this.parts = parts;
    this.recovered = List.copyOf(recovered);
  }

  /**
   * The chain as this service asks it.
   *
   * @param own accounts of the paired vaults
   */
  public record Sources(ChainView chain, BeaconView beacon, Set<Address> own) {}

  /** Opens the service and first tidies up what an earlier process left open. */
  public static ReleaseService open(DeskHome home, LeafStore leaves, Sources sources, Clock clock)
      throws ProblemException {
    return open(home, leaves, sources, clock, Checkpoint.NONE);
  }

  /** The same, with somebody who hears of each point around a write. */
  public static ReleaseService open(
      DeskHome home, LeafStore leaves, Sources sources, Clock clock, Checkpoint checkpoint)
      throws ProblemException {
    DecisionBook book = new DecisionBook(home, clock, checkpoint);
    LaneParts parts =
        new LaneParts(leaves, book, sources.chain(), sources.beacon(), sources.own(), checkpoint);
    return new ReleaseService(parts, new Recovery(book, sources.chain().chain()).recover());
  }

  /** What an earlier process left open, with what that means; empty after an orderly end. */
  public List<RecoveryNote> recovered() {
    return recovered;
  }

  /**
   * Releases one leaf, or says why not.
   *
   * @throws ProblemException if the leaf is not known, belongs to another chain or can't be opened
   */
  public ReleaseAnswer release(long leaf) throws ProblemException {
    HeldLeaf held = parts.leaves().leaf(leaf);
    LaneId lane = parts.leaves().transaction(held).slot().lane();
    return machine(lane).release(held);
  }

  /**
   * Stops a leaf that does what was sent at another nonce already (docs/spec/policy.md,
   * "Purposes"). Which of several equal leaves were meant was said for the batch; that this one
   * comes on top is said here.
   *
   * @throws ProblemException with {@link ReleaseProblem#RELEASE_REPEATS}
   */
  public void requireNotRepeated(long leaf) throws ProblemException {
    UnsignedTx wanted = parts.leaves().transaction(parts.leaves().leaf(leaf));
    Optional<Digest32> purpose = Purpose.of(wanted);
    if (purpose.isEmpty()) {
      return;
    }
    for (HeldLeaf other : parts.leaves().everSent()) {
      UnsignedTx before = parts.leaves().transaction(other);
      if (!before.slot().equals(wanted.slot()) && Purpose.of(before).equals(purpose)) {
        throw Problem.of(
                ReleaseProblem.RELEASE_REPEATS,
                "leaf " + other.id(),
                "nonce " + before.slot().nonce() + " of " + before.slot().lane().account())
            .asException();
      }
    }
  }

  /**
   * The leaf of a spending alternative that should go now: the one that was sent and that nobody
   * took, else the cheapest held one whose cap is not under the next base fee. Cancel leaves are
   * for {@link #burn} and by their numbers only.
   *
   * @param alternative index within the slot, from 0
   * @throws ProblemException if there is none, if two batches hold the nonce, or if the base fee is
   *     not known
   */
  public HeldLeaf choose(LaneId lane, long nonce, int alternative) throws ProblemException {
    List<Held> spending =
        ReleaseCandidate.all(parts.leaves(), parts.leaves().ofNonce(lane, nonce)).stream()
            .filter(h -> !h.isCancel() && h.leaf().state() != LeafState.VOID)
            .toList();
    long batches = spending.stream().mapToLong(h -> h.leaf().batch()).distinct().count();
    if (batches > 1) {
      throw Problem.of(
              ReleaseProblem.RELEASE_TWO_BATCHES, "nonce " + nonce, batches + " batches hold it")
          .asException();
    }
    Wei baseFee =
        parts
            .chain()
            .ask(Moment.LATEST, Question.feeHistory(1, List.of()))
            .map(FeeHistory::nextBaseFee)
            .orThrow();
    List<Held> tiers = spending.stream().filter(h -> h.tx().alternative() == alternative).toList();
    Optional<Held> sent =
        tiers.stream()
            .filter(h -> h.leaf().state() == LeafState.EXPOSED)
            .max(ReleaseCandidate.BY_CAP);
    if (sent.isPresent() && sent.get().tx().tx().fees().maxFeePerGas().compareTo(baseFee) >= 0) {
      switch (LeafAcceptance.of(parts, sent.get().leaf())) {
        case LeafAcceptance.Yes yes -> {}
        case LeafAcceptance.No no -> {
          return sent.get().leaf();
        }
        case LeafAcceptance.Unknown(Finding.LeafPoolsMissing missing) ->
            throw Problem.of(
                    ReleaseProblem.RELEASE_FACT_UNKNOWN,
                    "leaf " + missing.leaf() + " in the pools",
                    missing.fact().words())
                .asException();
      }
    }
    if (!tiers.isEmpty() && tiers.stream().noneMatch(h -> h.leaf().state() == LeafState.HELD)) {
      throw Problem.of(
              ReleaseProblem.RELEASE_NO_TIER_LEFT,
              "nonce " + nonce,
              "spending alternative " + (alternative + 1))
          .asException();
    }
    return tiers.stream()
        .filter(h -> h.leaf().state() == LeafState.HELD)
        .filter(h -> h.tx().tx().fees().maxFeePerGas().compareTo(baseFee) >= 0)
        .min(ReleaseCandidate.BY_CAP)
        .map(Held::leaf)
        .orElseThrow(() ->
            Problem.of(
                    ReleaseProblem.RELEASE_NO_LEAF,
                    "nonce " + nonce,
                    "spending alternative " + (alternative + 1),
                    "next base fee " + baseFee.toUnits(9) + " gwei")
                .asException());
  }

  /** Looks at one lane once; a higher tier is sent by itself where one waits under the base fee. */
  public FollowReport follow(LaneId lane) throws ProblemException {
    return follow(lane, true, new CancelToken());
  }

  /**
   * Looks at one lane once.
   *
   * @param mayRaise whether a higher tier of the same alternative may be sent by itself
   */
  public FollowReport follow(LaneId lane, boolean mayRaise, CancelToken cancel)
      throws ProblemException {
    LaneMachine machine = machine(lane);
    return machine.follow(look(List.of(lane)), mayRaise, cancel);
  }

  /** The same with what one look at the chain has brought for several lanes. */
  public FollowReport follow(LaneId lane, ChainLook look, boolean mayRaise, CancelToken cancel)
      throws ProblemException {
    return machine(lane).follow(look, mayRaise, cancel);
  }

  /** Asks where the chain is and how these lanes' accounts stand, for {@link #follow} each. */
  public ChainLook look(Collection<LaneId> lanes) {
    ChainLook look = ChainLook.of(parts.chain().poll(), lanes, last);
    last = look;
    return look;
  }

  /**
   * One pass of burning the nonces {@code first} to {@code last}; see {@link BurnReport#RACE}. At
   * most sixteen are on their way at once, so a long range takes several passes with blocks and
   * {@link #follow} between them.
   */
  public BurnReport burn(LaneId lane, long first, long last, Job<ReleaseStep> job)
      throws ProblemException {
    return machine(lane).burn(first, last, job);
  }

  /** Nonces of the range that still hold a leaf which could land, by the chain's own nonce. */
  public int unburned(LaneId lane, long first, long last) throws ProblemException {
    Fact<Long> finalNonce = parts.chain().ask(Moment.FINALIZED, Question.nonce(lane.account()));
    return Burner.landable(parts.leaves(), lane, first, last, finalNonce);
  }

  /** Lanes of this chain with held leaves, in order. */
  public List<LaneId> lanes() throws ProblemException {
    return parts.leaves().lanes().values().stream()
        .filter(lane -> lane.chain().equals(parts.chain().chain()))
        .sorted()
        .toList();
  }

  /** What became of a leaf, if anything did. */
  public Optional<Fate> fate(HeldLeaf leaf) throws ProblemException {
    return parts.book().fate(leaf);
  }

  private LaneMachine machine(LaneId lane) throws ProblemException {
    if (!lane.chain().equals(parts.chain().chain())) {
      throw Problem.of(
              ReleaseProblem.RELEASE_WRONG_CHAIN,
              "leaf of " + lane.chain(),
              "opened " + parts.chain().chain())
          .asException();
    }
    return machines.computeIfAbsent(lane, key -> new LaneMachine(key, parts));
  }

  @Override
  public void close() {
    machines.values().forEach(LaneMachine::close);
    try {
      parts.book().giveBack();
    } catch (ProblemException e) {
      // As on a full disk: the locks end with this process all the same.
      assert !e.problem().code().id().isEmpty();
    }
  }
}
