package org.foresign.desk.release;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.foresign.desk.chain.AccountState;
import org.foresign.desk.chain.ChainView;
import org.foresign.desk.hold.Fate;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.settings.DeskHome;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.model.work.Job;
import org.foresign.store.Pages;
import org.jspecify.annotations.Nullable;

/** Reads where leaves stand; changes nothing and opens no signature. */
public final class StatusReader {
  private static final int PAGE = 1_000;

  private final LeafStore leaves;
  private final DecisionBook book;

  public StatusReader(DeskHome home, LeafStore leaves, Clock clock) {
    this.leaves = leaves;
    this.book = new DecisionBook(home, clock);
  }

  /** Lanes with held leaves, in order. */
  public List<LaneId> lanes() throws ProblemException {
    return leaves.lanes().values().stream().sorted().toList();
  }

  /**
   * One lane.
   *
   * @param chain to ask, or null to say only what this desk knows by itself
   */
  public LaneStatus lane(LaneId lane, @Nullable ChainView chain) throws ProblemException {
    return lane(lane, chain, Job.quiet());
  }

  /** The same, telling how far it is. */
  public LaneStatus lane(LaneId lane, @Nullable ChainView chain, Job<ReleaseStep> job)
      throws ProblemException {
    @Nullable LaneFacts chainFacts = chain == null ? null : LaneFacts.read(chain, lane);
    Optional<AccountState> account =
        Optional.ofNullable(chainFacts).flatMap(known -> known.account().toOptional());
    Optional<Wei> baseFee =
        Optional.ofNullable(chainFacts).flatMap(known -> known.baseFee().toOptional());
    Set<Long> sent = new HashSet<>();
    leaves.underway(lane).forEach(leaf -> sent.add(leaf.nonce()));
    Look look = new Look(account, baseFee, sent);
    Pages<LeafStatus> all =
        new Pages<>(last -> page(lane, last == null ? null : last.leaf(), look));
    return new LaneStatus(lane, counts(lane, look, job), all, chainFacts);
  }

  /**
   * Counts the standings by a walk over all leaves. It comes before the first one is handed out, so
   * that what does not fit its batch is found before anything is printed.
   */
  private Map<LeafStanding, Integer> counts(LaneId lane, Look look, Job<ReleaseStep> job)
      throws ProblemException {
    Map<LeafStanding, Integer> counts = new EnumMap<>(LeafStanding.class);
    int total = leaves.count(lane);
    int done = 0;
    @Nullable HeldLeaf last = null;
    while (done < total) {
      List<LeafStatus> page = page(lane, last, look);
      page.forEach(leaf -> counts.merge(leaf.standing(), 1, Integer::sum));
      last = page.getLast().leaf();
      done += page.size();
      job.at(ReleaseStep.LEAVES_READ, done, total);
    }
    return counts;
  }

  /** What every standing of a lane is judged by. */
  private record Look(Optional<AccountState> account, Optional<Wei> baseFee, Set<Long> sent) {}

  private List<LeafStatus> page(LaneId lane, @Nullable HeldLeaf last, Look look)
      throws ProblemException {
    List<HeldLeaf> held = leaves.page(lane, last, PAGE);
    if (held.isEmpty()) {
      return List.of();
    }
    Map<Long, Fate> fates = book.fates(held);
    Map<Long, UnsignedTx> transactions = leaves.transactions(held);
    List<LeafStatus> page = new ArrayList<>(held.size());
    for (HeldLeaf leaf : held) {
      UnsignedTx tx = Objects.requireNonNull(transactions.get(leaf.id()));
      Fate fate = fates.getOrDefault(leaf.id(), Fate.none(leaf.id()));
      page.add(
          new LeafStatus(
              leaf, tx, standing(leaf, tx, look.account(), look.baseFee(), look.sent()), fate));
    }
    return page;
  }

  /** How many leaves of each lane stand in each state, without computing a transaction. */
  public Map<LaneId, Map<LeafState, Integer>> summary() throws ProblemException {
    return leaves.counts();
  }

  private static LeafStanding standing(
      HeldLeaf leaf,
      UnsignedTx tx,
      Optional<AccountState> account,
      Optional<Wei> baseFee,
      Set<Long> sent) {
    return switch (leaf.state()) {
      case EXPOSED -> LeafStanding.EXPOSED;
      case INCLUDED -> LeafStanding.INCLUDED;
      case FINAL -> LeafStanding.FINAL;
      case VOID -> LeafStanding.VOID;
      case HELD -> {
        GasOutlook outlook = GasOutlook.of(tx);
        if (outlook == GasOutlook.DEAD) {
          yield LeafStanding.DEAD;
        }
        if (sent.contains(leaf.nonce())) {
          yield LeafStanding.BESIDE;
        }
        if (account.isEmpty() || baseFee.isEmpty()) {
          yield LeafStanding.HELD;
        }
        if (account.get().nonce() > leaf.nonce()) {
          yield LeafStanding.NONCE_USED;
        }
        if (tx.tx().fees().maxFeePerGas().compareTo(baseFee.get()) < 0) {
          yield LeafStanding.UNDER_PRICED;
        }
        if (outlook == GasOutlook.AT_RISK) {
          yield LeafStanding.AT_RISK;
        }
        yield account.get().nonce() == leaf.nonce() ? LeafStanding.READY : LeafStanding.LATER;
      }
    };
  }
}
