package org.foresign.practice.chain;

import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Gwei;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.BlsSignature;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.DepositLimits;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.practice.chain.BeaconState.PendingConsolidation;
import org.foresign.practice.chain.BeaconState.PendingDeposit;
import org.foresign.practice.chain.BeaconState.PendingPartial;

/**
 * What a block's requests do to the registry: process_withdrawal_request and
 * process_consolidation_request of consensus-specs electra. Whatever doesn't fit is dropped without
 * a trace on a real chain; here the reason is kept for the trainee.
 */
final class RequestProcessing {
  /** PENDING_PARTIAL_WITHDRAWALS_LIMIT. */
  private static final int PARTIALS_LIMIT = 1 << 27;

  /** PENDING_CONSOLIDATIONS_LIMIT. */
  private static final int CONSOLIDATIONS_LIMIT = 1 << 18;

  private static final String WITHDRAWAL = "withdrawal";
  private static final String CONSOLIDATION = "consolidation";
  private static final long MIN_ACTIVATION = DepositLimits.MAX_PLAIN.value();

  private final BeaconClock clock;

  RequestProcessing(BeaconClock clock) {
    this.clock = clock;
  }

  void deposit(BeaconState state, DepositData deposit) {
    state.pendingDeposits.add(new PendingDeposit(deposit, state.slot));
  }

  void withdrawal(BeaconState state, RequestPredeploy.Request request) {
    BlsPublicKey key = new BlsPublicKey(request.input().slice(0, BlsPublicKey.SIZE));
    Optional<Validator> found = state.find(key);
    if (found.isEmpty()) {
      state.drop(WITHDRAWAL, key, "unknown validator");
      return;
    }
    Validator validator = found.get();
    Optional<String> refusal = refusal(state, validator, request.source());
    if (refusal.isPresent()) {
      state.drop(WITHDRAWAL, key, refusal.get());
      return;
    }
    long amount = ContractAbi.number(request.input().slice(BlsPublicKey.SIZE, 8)).longValue();
    long pending = state.pendingPartialGwei(validator.index());
    if (amount == 0) {
      if (pending > 0) {
        state.drop(WITHDRAWAL, key, "full exit while a partial withdrawal is pending");
      } else {
        initiateExit(state, validator);
      }
      return;
    }
    partial(state, validator, amount, pending);
  }

  void consolidation(BeaconState state, RequestPredeploy.Request request) {
    BlsPublicKey sourceKey = new BlsPublicKey(request.input().slice(0, BlsPublicKey.SIZE));
    BlsPublicKey targetKey =
        new BlsPublicKey(request.input().slice(BlsPublicKey.SIZE, BlsPublicKey.SIZE));
    Optional<Validator> source = state.find(sourceKey);
    if (source.isEmpty()) {
      state.drop(CONSOLIDATION, sourceKey, "unknown source validator");
      return;
    }
    if (sourceKey.equals(targetKey)) {
      switchToCompounding(state, source.get(), request.source());
      return;
    }
    Optional<Validator> target = state.find(targetKey);
    if (target.isEmpty()) {
      state.drop(CONSOLIDATION, sourceKey, "unknown target validator");
      return;
    }
    consolidate(state, source.get(), target.get(), request.source());
  }

  private void partial(BeaconState state, Validator validator, long amount, long pending) {
    long excess = validator.balance().value() - MIN_ACTIVATION - pending;
    if (!validator.isCompounding()) {
      state.drop(WITHDRAWAL, validator.key(), "partial withdrawal needs 0x02 credentials");
    } else if (validator.effectiveBalance().value() < MIN_ACTIVATION || excess <= 0) {
      state.drop(WITHDRAWAL, validator.key(), "no balance above 32 ETH");
    } else if (state.pendingPartials.size() >= PARTIALS_LIMIT) {
      state.drop(WITHDRAWAL, validator.key(), "queue of partial withdrawals is full");
    } else {
      // The amount is an unsigned 64-bit number: beyond the positive half it is above any balance.
      long paid = amount < 0 ? excess : Math.min(excess, amount);
      long due = clock.activationExitEpoch(epoch(state)) + clock.withdrawabilityDelay();
      state.pendingPartials.add(new PendingPartial(validator.index(), new Gwei(paid), due));
    }
  }

  private void consolidate(
      BeaconState state, Validator source, Validator target, Address requester) {
    Optional<String> refusal = refusal(state, source, requester);
    String reason = null;
    if (refusal.isPresent()) {
      reason = refusal.get();
    } else if (!target.isCompounding()) {
      reason = "target has no 0x02 credentials";
    } else if (!target.isActive(epoch(state)) || target.isLeaving()) {
      reason = "target is not active or is leaving";
    } else if (state.pendingPartialGwei(source.index()) > 0) {
      reason = "source has a pending partial withdrawal";
    } else if (state.pendingConsolidations.size() >= CONSOLIDATIONS_LIMIT) {
      reason = "queue of consolidations is full";
    }
    if (reason != null) {
      state.drop(CONSOLIDATION, source.key(), reason);
      return;
    }
    initiateExit(state, source);
    state.pendingConsolidations.add(new PendingConsolidation(source.index(), target.index()));
  }

  /** is_valid_switch_to_compounding_request and switch_to_compounding_validator. */
  private void switchToCompounding(BeaconState state, Validator validator, Address requester) {
    boolean ours = validator.belongsTo(requester);
    boolean plain = validator.credentials().kind() == WithdrawalCredentials.Kind.ETH1;
    if (!ours || !plain || !validator.isActive(epoch(state)) || validator.isLeaving()) {
      state.drop(
          CONSOLIDATION,
          validator.key(),
          !ours
              ? "request does not come from the withdrawal address"
              : "no switch from this state");
      return;
    }
    WithdrawalCredentials compounding = WithdrawalCredentials.compounding(requester);
    long excess = validator.balance().value() - MIN_ACTIVATION;
    state.update(validator.index(), v -> v.withCredentials(compounding));
    if (excess > 0) {
      state.update(validator.index(), v -> v.withBalance(DepositLimits.MAX_PLAIN));
      DepositData moved =
          new DepositData(
              validator.key(),
              compounding,
              new Gwei(excess),
              new BlsSignature(Bytes.of(new byte[BlsSignature.SIZE])));
      state.pendingDeposits.add(new PendingDeposit(moved, 0));
    }
  }

  private Optional<String> refusal(BeaconState state, Validator validator, Address requester) {
    if (!validator.belongsTo(requester)) {
      return Optional.of("request does not come from the withdrawal address");
    }
    if (!validator.isActive(epoch(state))) {
      return Optional.of("validator is not active");
    }
    if (validator.isLeaving()) {
      return Optional.of("exit has already begun");
    }
    if (epoch(state) < validator.activationEpoch() + clock.committeePeriod()) {
      return Optional.of("validator has not been active for long enough");
    }
    return Optional.empty();
  }

  /** initiate_validator_exit, with a churn that never makes anybody wait. */
  private void initiateExit(BeaconState state, Validator validator) {
    long exit = clock.activationExitEpoch(epoch(state));
    state.update(validator.index(), v -> v.leaving(exit, exit + clock.withdrawabilityDelay()));
  }

  private long epoch(BeaconState state) {
    return clock.epochOf(state.slot);
  }
}
