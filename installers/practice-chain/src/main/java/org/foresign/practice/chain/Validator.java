package org.foresign.practice.chain;

import org.foresign.model.eth.Address;
import org.foresign.model.eth.Gwei;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.DepositLimits;
import org.foresign.model.staking.WithdrawalCredentials;

/** A row of the registry (consensus-specs phase0, Validator) with its balance. */
record Validator(
    long index,
    BlsPublicKey key,
    WithdrawalCredentials credentials,
    Gwei balance,
    Gwei effectiveBalance,
    long eligibilityEpoch,
    long activationEpoch,
    long exitEpoch,
    long withdrawableEpoch) {
  /** FAR_FUTURE_EPOCH; real nodes write 2^64 - 1. */
  static final long NEVER = Long.MAX_VALUE;

  static Validator joining(long index, BlsPublicKey key, WithdrawalCredentials credentials) {
    return new Validator(index, key, credentials, Gwei.ZERO, Gwei.ZERO, NEVER, NEVER, NEVER, NEVER);
  }

  /** Active from epoch 0 on, with what was deposited for it. */
  static Validator atGenesis(long index, DepositData deposit) {
    Validator validator =
        joining(index, deposit.publicKey(), deposit.credentials()).withBalance(deposit.amount());
    long whole = deposit.amount().value() - deposit.amount().value() % EpochProcessing.INCREMENT;
    long effective = Math.min(whole, validator.maxEffectiveBalance().value());
    return validator.withEffectiveBalance(new Gwei(effective)).eligibleAt(0).activeFrom(0);
  }

  boolean isActive(long epoch) {
    return activationEpoch <= epoch && epoch < exitEpoch;
  }

  boolean isLeaving() {
    return exitEpoch != NEVER;
  }

  boolean isCompounding() {
    return credentials.kind() == WithdrawalCredentials.Kind.COMPOUNDING;
  }

  boolean belongsTo(Address address) {
    return credentials.address().map(address::equals).orElse(false);
  }

  Gwei maxEffectiveBalance() {
    return isCompounding() ? DepositLimits.MAX_COMPOUNDING : DepositLimits.MAX_PLAIN;
  }

  /** State by the name the Beacon API gives it. */
  String status(long epoch) {
    if (epoch < activationEpoch) {
      return eligibilityEpoch == NEVER ? "pending_initialized" : "pending_queued";
    }
    if (epoch < exitEpoch) {
      return isLeaving() ? "active_exiting" : "active_ongoing";
    }
    if (epoch < withdrawableEpoch) {
      return "exited_unslashed";
    }
    return balance.value() > 0 ? "withdrawal_possible" : "withdrawal_done";
  }

  Validator withBalance(Gwei next) {
    return holding(credentials, next, effectiveBalance);
  }

  Validator plus(long gwei) {
    return withBalance(new Gwei(balance.value() + gwei));
  }

  Validator withEffectiveBalance(Gwei next) {
    return holding(credentials, balance, next);
  }

  Validator withCredentials(WithdrawalCredentials next) {
    return holding(next, balance, effectiveBalance);
  }

  Validator eligibleAt(long epoch) {
    return dated(epoch, activationEpoch, exitEpoch, withdrawableEpoch);
  }

  Validator activeFrom(long epoch) {
    return dated(eligibilityEpoch, epoch, exitEpoch, withdrawableEpoch);
  }

  Validator leaving(long exit, long withdrawable) {
    return dated(eligibilityEpoch, activationEpoch, exit, withdrawable);
  }

  private Validator holding(WithdrawalCredentials to, Gwei all, Gwei effective) {
    return new Validator(
        index,
        key,
        to,
        all,
        effective,
        eligibilityEpoch,
        activationEpoch,
        exitEpoch,
        withdrawableEpoch);
  }

  private Validator dated(long eligible, long active, long exit, long withdrawable) {
    return new Validator(
        index, key, credentials, balance, effectiveBalance, eligible, active, exit, withdrawable);
  }
}
