package org.foresign.desk.release;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.foresign.desk.chain.BeaconStatus;
import org.foresign.desk.chain.PendingConsolidation;
import org.foresign.desk.chain.Registration;
import org.foresign.desk.hold.Effect;
import org.foresign.desk.hold.Fate;
import org.foresign.desk.hold.FateReason;
import org.foresign.desk.hold.PartialMark;
import org.foresign.desk.release.OpenEffect.Stage;
import org.foresign.model.operation.Operation;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.WithdrawalCredentials;
import org.jspecify.annotations.Nullable;

/**
 * What a finalized state proves about withdrawal and consolidation requests. A request waits in its
 * predeploy until a block takes it out; that block's state has it or has dropped it in silence
 * (consensus-specs electra, process_withdrawal_request, process_consolidation_request). So it is
 * lost only if it had left the predeploy before the state's block and left no trace there.
 */
final class RequestEffects {

  Stage left(OpenEffect one, Operation.UnstakeFull full, ConsensusFacts chainFacts) {
    Optional<Registration.Validator> validator = chainFacts.validator(full.validator());
    if (validator.isPresent() && validator.get().exitEpoch() != Registration.NEVER) {
      return one.stage(Effect.THERE, new FateReason.ValidatorLeaves(validator.get().exitEpoch()));
    }
    return isThrough(one, chainFacts) ? dropped(one) : waits(one);
  }

  Stage moved(OpenEffect one, Operation.Consolidate move, ConsensusFacts chainFacts) {
    Optional<Registration.Validator> source = chainFacts.validator(move.source());
    if (source.isPresent() && move.source().equals(move.target())) {
      return source.get().credentials().kind() == WithdrawalCredentials.Kind.COMPOUNDING
          ? one.stage(Effect.THERE, new FateReason.ValidatorCompounding())
          : isThrough(one, chainFacts) ? dropped(one) : waits(one);
    }
    if (source.isPresent() && isMoving(source.get(), move.target(), chainFacts)) {
      return one.stage(Effect.THERE, new FateReason.BalanceMoves(source.get().exitEpoch()));
    }
    if (!isThrough(one, chainFacts)) {
      return waits(one);
    }
    // A consolidation waits until its source is withdrawable (process_pending_consolidations).
    return source.isPresent() && source.get().withdrawableEpoch() <= chainFacts.epoch()
        ? one.stage(Effect.UNKNOWN, new FateReason.MoveUnseen())
        : dropped(one);
  }

  private static boolean isMoving(
      Registration.Validator source, BlsPublicKey target, ConsensusFacts chainFacts) {
    return chainFacts
        .validator(target)
        .filter(to ->
            chainFacts
                .consolidations()
                .contains(new PendingConsolidation(source.index(), to.index())))
        .isPresent();
  }

  Stage paid(
      OpenEffect one,
      Operation.UnstakePartial partial,
      List<OpenEffect> open,
      ConsensusFacts chainFacts) {
    Optional<Registration.Validator> validator = chainFacts.validator(partial.validator());
    if (validator.isEmpty()) {
      return isThrough(one, chainFacts) ? dropped(one) : waits(one);
    }
    List<PartialMark> queue =
        chainFacts.partials().stream()
            .filter(w -> w.validatorIndex() == validator.get().index())
            .map(PartialMark::of)
            .toList();
    Fate.Trace trace = one.fate().trace();
    PartialMark own = trace.own();
    if (own != null && !queue.contains(own)) {
      return gone(one, validator.get());
    }
    PartialMark mark =
        own == null ? claim(one, partial, queue, others(one, open), chainFacts) : own;
    if (mark != null) {
      return new Stage(
          Effect.QUEUED,
          new FateReason.WithdrawalQueued(mark.gwei(), mark.epoch()),
          new Fate.Trace(trace.slot(), trace.leftSlot(), trace.earlier(), mark));
    }
    if (trace.slot() == null || !isThrough(one, chainFacts)) {
      return waits(one);
    }
    return chainFacts.epoch() < chainFacts.firstPayout(trace.slot())
        ? dropped(one)
        : one.stage(Effect.UNKNOWN, new FateReason.WithdrawalUnseen());
  }

  /** It waited and waits no longer: the sweep has taken it (get_expected_withdrawals). */
  private static Stage gone(OpenEffect one, Registration.Validator validator) {
    if (validator.exitEpoch() == Registration.NEVER) {
      return one.stage(Effect.THERE, new FateReason.WithdrawalPaid());
    }
    return validator.status() == BeaconStatus.WITHDRAWAL_DONE
        ? one.stage(Effect.THERE, new FateReason.BalancePaid())
        : one.stage(Effect.QUEUED, new FateReason.BalanceAwaited());
  }

  private static List<PartialMark> others(OpenEffect one, List<OpenEffect> open) {
    List<PartialMark> marks = new ArrayList<>();
    for (OpenEffect other : open) {
      PartialMark own = other.fate().trace().own();
      if (own != null
          && other.leaf().id() != one.leaf().id()
          && other.operation() instanceof Operation.UnstakePartial its
          && one.operation() instanceof Operation.UnstakePartial mine
          && its.validator().equals(mine.validator())) {
        marks.add(own);
      }
    }
    return marks;
  }

  /**
   * The waiting withdrawal that can be this leaf's: none that was there before or that another leaf
   * has, none that is due too early, and of the amount, or of less where the balance holds less.
   */
  private static @Nullable PartialMark claim(
      OpenEffect one,
      Operation.UnstakePartial partial,
      List<PartialMark> queue,
      List<PartialMark> others,
      ConsensusFacts chainFacts) {
    Long slot = one.fate().trace().slot();
    if (slot == null) {
      return null;
    }
    Map<PartialMark, Long> taken = new HashMap<>(counts(one.fate().trace().earlier()));
    // What another leaf has may be among those that were there before.
    counts(others).forEach((mark, count) -> taken.merge(mark, count, Math::max));
    PartialMark lesser = null;
    for (PartialMark mark : queue) {
      if (taken.merge(mark, -1L, Long::sum) >= 0 || mark.epoch() < chainFacts.firstPayout(slot)) {
        continue;
      }
      if (mark.gwei() == partial.amount().value()) {
        return mark;
      }
      if (lesser == null && mark.gwei() < partial.amount().value()) {
        lesser = mark;
      }
    }
    return lesser;
  }

  private static Map<PartialMark, Long> counts(List<PartialMark> marks) {
    Map<PartialMark, Long> counts = new HashMap<>();
    marks.forEach(mark -> counts.merge(mark, 1L, Long::sum));
    return counts;
  }

  /** The state is of a later block than one by which the request had left the predeploy. */
  private static boolean isThrough(OpenEffect one, ConsensusFacts chainFacts) {
    Long left = one.fate().trace().leftSlot();
    return left != null && left < chainFacts.slot();
  }

  private static Stage waits(OpenEffect one) {
    return one.stage(
        Effect.AWAITED,
        one.fate().trace().leftSlot() == null
            ? new FateReason.PredeployQueued()
            : new FateReason.StateAwaited(FateReason.Asked.REQUEST));
  }

  private static Stage dropped(OpenEffect one) {
    return one.stage(Effect.LOST, new FateReason.RequestDropped());
  }
}
