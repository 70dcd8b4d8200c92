package org.foresign.desk.release;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.foresign.desk.chain.BeaconStatus;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.KeyStanding;
import org.foresign.desk.chain.PendingPartialWithdrawal;
import org.foresign.desk.chain.Registration;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.release.LaneEvent.Kind;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.ValidatorStatus;
import org.foresign.model.operation.Operation;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.WithdrawalCredentials;

/**
 * Follows final staking leaves into the consensus layer, in finalized states. A request that is not
 * there is called dropped only when a later checkpoint than the first one asked has no trace of it.
 */
final class EffectWatch {
  private final LaneId lane;
  private final LaneParts parts;
  private final StakingPreflight ownership;

  EffectWatch(LaneId lane, LaneParts parts) {
    this.lane = lane;
    this.parts = parts;
    this.ownership = new StakingPreflight(parts.beacon(), parts.own());
  }

  static boolean hasEffect(Operation operation) {
    return switch (operation) {
      case Operation.Stake stake -> true;
      case Operation.TopUp topUp -> true;
      case Operation.Unstake unstake -> true;
      case Operation.Consolidate consolidate -> true;
      case Operation.NativeTransfer transfer -> false;
      case Operation.TokenTransfer transfer -> false;
      case Operation.Cancel cancel -> false;
    };
  }

  private record Open(HeldLeaf leaf, Operation operation, Fate fate) {}

  /** How far an effect is. */
  private record Stage(Effect effect, String words) {}

  /** Everything that was asked of the consensus layer, at a checkpoint not older than epoch. */
  private record Seen(
      long epoch, Map<BlsPublicKey, KeyStanding> keys, List<PendingPartialWithdrawal> partials) {
    Optional<Registration.Validator> validator(BlsPublicKey key) {
      KeyStanding standing = keys.get(key);
      return standing != null && standing.registration() instanceof Registration.Validator v
          ? Optional.of(v)
          : Optional.empty();
    }
  }

  /** Looks at every open effect of the lane and returns how many are still open. */
  int follow(List<LaneEvent> events) throws ProblemException {
    List<Open> open = open();
    if (open.isEmpty()) {
      return 0;
    }
    Fact<Seen> fact = look(open);
    if (!(fact instanceof Fact.Known<Seen>(Seen seen, var block))) {
      events.add(
          new LaneEvent(
              Kind.WAITING,
              0,
              open.getFirst().leaf().nonce(),
              "the consensus effect of " + open.size() + " leaves is not known: " + fact.words()));
      return open.size();
    }
    int still = 0;
    for (Open one : open) {
      Stage stage = stage(one, seen);
      boolean news =
          stage.effect() != one.fate().effect() || !stage.words().equals(one.fate().words());
      if (news) {
        events.add(
            new LaneEvent(
                Kind.EFFECT,
                one.leaf().id(),
                one.leaf().nonce(),
                "leaf " + one.leaf().id() + ": " + stage.words()));
      }
      if (news || one.fate().askedEpoch().isEmpty()) {
        parts.book().effect(one.leaf().id(), stage.effect(), stage.words(), seen.epoch());
      }
      still += stage.effect().open() ? 1 : 0;
    }
    return still;
  }

  private List<Open> open() throws ProblemException {
    Map<Long, Open> open = new LinkedHashMap<>();
    for (Fate fate : parts.book().openEffects(lane)) {
      HeldLeaf leaf = parts.leaves().leaf(fate.leaf());
      open.put(leaf.id(), new Open(leaf, parts.leaves().transaction(leaf).operation(), fate));
    }
    return List.copyOf(open.values());
  }

  private Fact<Seen> look(List<Open> open) {
    Set<BlsPublicKey> keys = new HashSet<>();
    for (Open one : open) {
      switch (one.operation()) {
        case Operation.Stake stake -> keys.add(stake.validator());
        case Operation.TopUp topUp -> keys.add(topUp.validator());
        case Operation.Unstake unstake -> keys.add(unstake.validator());
        case Operation.Consolidate consolidate -> keys.add(consolidate.source());
        case Operation.NativeTransfer transfer -> {}
        case Operation.TokenTransfer transfer -> {}
        case Operation.Cancel cancel -> {}
      }
    }
    // Finality first: what is read after it can't be older.
    return parts
        .beacon()
        .finality()
        .then((finality, block) ->
            parts
                .beacon()
                .standings(keys)
                .then((standings, at) ->
                    partials(standings)
                        .map(waiting ->
                            new Seen(finality.finalized().epoch(), standings, waiting))));
  }

  private Fact<List<PendingPartialWithdrawal>> partials(Map<BlsPublicKey, KeyStanding> standings) {
    Set<Long> indices = new HashSet<>();
    for (KeyStanding standing : standings.values()) {
      if (standing.registration() instanceof Registration.Validator validator) {
        indices.add(validator.index());
      }
    }
    return parts.beacon().pendingPartialWithdrawals(indices);
  }

  private Stage stage(Open one, Seen seen) {
    boolean late =
        one.fate().askedEpoch().isPresent() && seen.epoch() > one.fate().askedEpoch().getAsLong();
    return switch (one.operation()) {
      case Operation.Stake stake -> staked(stake, seen, late);
      case Operation.TopUp topUp -> toppedUp(topUp, one.fate(), seen, late);
      case Operation.UnstakeFull full -> left(full.validator(), seen, late);
      case Operation.UnstakePartial partial -> paid(partial, one.fate(), seen, late);
      case Operation.Consolidate move -> moved(move, seen, late);
      case Operation.NativeTransfer transfer -> new Stage(Effect.NONE, "");
      case Operation.TokenTransfer transfer -> new Stage(Effect.NONE, "");
      case Operation.Cancel cancel -> new Stage(Effect.NONE, "");
    };
  }

  private Stage staked(Operation.Stake stake, Seen seen, boolean late) {
    KeyStanding standing = seen.keys().get(stake.validator());
    if (standing == null) {
      return waiting();
    }
    return switch (standing.registration()) {
      case Registration.Validator v
          when !v.credentials().equals(stake.credentials()) && !ownership.ours(v.credentials()) ->
          new Stage(Effect.LOST, "validator " + v.index() + " belongs to somebody else");
      case Registration.Validator v when v.status() == BeaconStatus.PENDING_INITIALIZED ->
          new Stage(Effect.QUEUED, "validator " + v.index() + " is known and waits for its turn");
      case Registration.Validator v when v.status() == BeaconStatus.PENDING_QUEUED ->
          new Stage(Effect.QUEUED, "validator " + v.index() + " waits for its activation");
      case Registration.Validator v ->
          new Stage(Effect.THERE, "validator " + v.index() + " is active and ours");
      case Registration.Absent absent when !standing.pending().isEmpty() ->
          new Stage(Effect.QUEUED, "the deposit waits in the queue");
      case Registration.Absent absent when late ->
          new Stage(Effect.LOST, "the consensus layer did not take the deposit");
      case Registration.Absent absent -> waiting();
    };
  }

  private static Stage toppedUp(Operation.TopUp topUp, Fate fate, Seen seen, boolean late) {
    KeyStanding standing = seen.keys().get(topUp.validator());
    Optional<Registration.Validator> validator = seen.validator(topUp.validator());
    if (standing == null || validator.isEmpty()) {
      return waiting();
    }
    if (standing.pending().stream().anyMatch(d -> d.amount().equals(topUp.amount()))) {
      return new Stage(Effect.QUEUED, "the deposit waits in the queue");
    }
    boolean grown =
        fate.baseline().isPresent()
            && validator.get().balance().value() - fate.baseline().getAsLong()
                >= topUp.amount().value() / 2;
    if (grown || fate.effect() == Effect.QUEUED) {
      return new Stage(Effect.THERE, "the deposit is credited");
    }
    return late
        ? new Stage(Effect.LOST, "the consensus layer shows no trace of the deposit")
        : waiting();
  }

  private static Stage left(BlsPublicKey key, Seen seen, boolean late) {
    Optional<Registration.Validator> validator = seen.validator(key);
    if (validator.isPresent() && validator.get().exitEpoch() != Registration.NEVER) {
      return new Stage(
          Effect.THERE, "the validator leaves in epoch " + validator.get().exitEpoch());
    }
    return late ? dropped() : waiting();
  }

  private static Stage paid(Operation.UnstakePartial partial, Fate fate, Seen seen, boolean late) {
    Optional<Registration.Validator> validator = seen.validator(partial.validator());
    if (validator.isEmpty()) {
      return waiting();
    }
    boolean queued =
        seen.partials().stream().anyMatch(w -> w.validatorIndex() == validator.get().index());
    if (queued) {
      return new Stage(Effect.QUEUED, "the withdrawal waits to be paid");
    }
    boolean shrunk =
        fate.baseline().isPresent()
            && validator.get().balance().value() < fate.baseline().getAsLong();
    if (shrunk || fate.effect() == Effect.QUEUED) {
      return new Stage(Effect.THERE, "the withdrawal is paid");
    }
    return late ? dropped() : waiting();
  }

  private static Stage moved(Operation.Consolidate move, Seen seen, boolean late) {
    Optional<Registration.Validator> source = seen.validator(move.source());
    if (source.isEmpty()) {
      return waiting();
    }
    boolean switched =
        move.source().equals(move.target())
            && source.get().credentials().kind() == WithdrawalCredentials.Kind.COMPOUNDING;
    if (switched) {
      return new Stage(Effect.THERE, "the validator is compounding");
    }
    ValidatorStatus status = source.get().status().coarse();
    if (!move.source().equals(move.target())
        && (source.get().exitEpoch() != Registration.NEVER || status == ValidatorStatus.EXITED)) {
      return new Stage(Effect.THERE, "the source leaves and its balance moves to the target");
    }
    return late ? dropped() : waiting();
  }

  private static Stage waiting() {
    return new Stage(Effect.AWAITED, "waits for the consensus layer");
  }

  private static Stage dropped() {
    return new Stage(Effect.LOST, "the consensus layer dropped the request in silence");
  }
}
