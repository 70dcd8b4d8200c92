package org.foresign.desk.release;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.foresign.desk.chain.AccountState;
import org.foresign.desk.chain.ChainView;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.settings.DeskHome;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.NativeCoins;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.model.work.ProgressSink;
import org.jspecify.annotations.Nullable;

/** Reads where leaves stand; changes nothing and opens no signature. */
public final class StatusReader {
  private final LeafStore leaves;
  private final DecisionBook book;

  public StatusReader(DeskHome home, LeafStore leaves, Clock clock) {
    this.leaves = leaves;
    this.book = new DecisionBook(home.database(), clock);
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
    return lane(lane, chain, ProgressSink.NONE);
  }

  /** The same, telling how far it is. */
  public LaneStatus lane(LaneId lane, @Nullable ChainView chain, ProgressSink progress)
      throws ProblemException {
    List<HeldLeaf> held = leaves.ofLane(lane);
    Map<Long, Fate> fates = book.fates();
    List<String> words = new ArrayList<>();
    Optional<AccountState> account = Optional.empty();
    Optional<Wei> baseFee = Optional.empty();
    if (chain != null) {
      LaneSight sight = LaneSight.read(chain, lane);
      account = sight.account().toOptional();
      baseFee = sight.baseFee().toOptional();
      words.add(
          "account: "
              + account.map(known -> words(lane.chain(), known)).orElse(sight.account().words()));
      words.add("next base fee: " + sight.baseFee().map(fee -> fee.toUnits(9) + " gwei").words());
    }
    Set<Long> sent = new HashSet<>();
    for (HeldLeaf leaf : held) {
      if (leaf.state() == LeafState.EXPOSED || leaf.state() == LeafState.INCLUDED) {
        sent.add(leaf.nonce());
      }
    }
    List<LeafStatus> all = new ArrayList<>(held.size());
    for (HeldLeaf leaf : held) {
      UnsignedTx tx = leaves.transaction(leaf);
      Standing standing = standing(leaf, tx, account, baseFee, sent);
      all.add(
          new LeafStatus(leaf, tx, standing, fates.getOrDefault(leaf.id(), Fate.none(leaf.id()))));
      progress.report("leaves", all.size(), held.size());
    }
    return new LaneStatus(lane, all, words);
  }

  /** How many leaves of each lane stand in each state, without computing a transaction. */
  public Map<LaneId, Map<LeafState, Integer>> summary() throws ProblemException {
    Map<LaneId, Map<LeafState, Integer>> summary = new TreeMap<>();
    Map<Long, LaneId> lanes = leaves.lanes();
    for (HeldLeaf leaf : leaves.all()) {
      LaneId lane = lanes.get(leaf.lane());
      if (lane != null) {
        summary
            .computeIfAbsent(lane, key -> new EnumMap<>(LeafState.class))
            .merge(leaf.state(), 1, Integer::sum);
      }
    }
    return summary;
  }

  private static String words(Chain chain, AccountState account) {
    return "next nonce "
        + account.nonce()
        + ", balance "
        + NativeCoins.amount(chain, account.balance());
  }

  private static Standing standing(
      HeldLeaf leaf,
      UnsignedTx tx,
      Optional<AccountState> account,
      Optional<Wei> baseFee,
      Set<Long> sent) {
    return switch (leaf.state()) {
      case EXPOSED -> Standing.EXPOSED;
      case INCLUDED -> Standing.INCLUDED;
      case FINAL -> Standing.FINAL;
      case VOID -> Standing.VOID;
      case HELD -> {
        GasOutlook outlook = GasOutlook.of(tx);
        if (outlook == GasOutlook.DEAD) {
          yield Standing.DEAD;
        }
        if (sent.contains(leaf.nonce())) {
          yield Standing.BESIDE;
        }
        if (account.isEmpty() || baseFee.isEmpty()) {
          yield Standing.HELD;
        }
        if (account.get().nonce() > leaf.nonce()) {
          yield Standing.NONCE_USED;
        }
        if (tx.tx().fees().maxFeePerGas().compareTo(baseFee.get()) < 0) {
          yield Standing.UNDER_PRICED;
        }
        if (outlook == GasOutlook.AT_RISK) {
          yield Standing.AT_RISK;
        }
        yield account.get().nonce() == leaf.nonce() ? Standing.READY : Standing.LATER;
      }
    };
  }
}
