package org.foresign.desk.hold;

/**
 * Why a leaf is void, or how far its effect is. The names of the records are codes in the store
 * (docs/spec/sealed-value.md, "Fates").
 */
public sealed interface FateReason {
  FateReason NONE = new None();

  /** What a finalized state has to have before more can be said. */
  enum Asked {
    DEPOSIT,
    REQUEST
  }

  /** There is nothing to say. */
  record None() implements FateReason {}

  /** Void: a transaction that is not of this desk used the nonce. */
  record NonceUsedElsewhere(long nonce) implements FateReason {}

  /** Void: another leaf of the nonce is final. */
  record NonceFinal(long nonce, long leaf) implements FateReason {}

  /** It is final and failed: nonce and fee are gone. */
  record Failed() implements FateReason {}

  /** It is final; nobody has looked at the consensus layer since. */
  record ConsensusAwaited() implements FateReason {}

  /** Waits for a finalized state that has it. */
  record StateAwaited(Asked what) implements FateReason {}

  /** Waits in the queue of the predeploy, as far as is known. */
  record PredeployQueued() implements FateReason {}

  /**
   * The deposit waits in the queue.
   *
   * @param another whether somebody else's for the same key waits, too
   */
  record DepositQueued(boolean another) implements FateReason {}

  /** The deposit left the queue, and its key is not registered. */
  record DepositGone() implements FateReason {}

  /** The deposit is on its validator's balance. */
  record DepositCredited() implements FateReason {}

  /** The validator belongs to somebody else. */
  record ValidatorForeign(long validator) implements FateReason {}

  /** The validator is ours, and holds too little to become active. */
  record ValidatorRegistered(long validator) implements FateReason {}

  /** The validator waits for its activation. */
  record ValidatorPending(long validator) implements FateReason {}

  /** The validator is active and ours. */
  record ValidatorActive(long validator) implements FateReason {}

  /** The validator is ours and has left since. */
  record ValidatorLeft(long validator) implements FateReason {}

  /** The validator leaves as it was asked to. */
  record ValidatorLeaves(long epoch) implements FateReason {}

  /** The validator is compounding, as was asked for. */
  record ValidatorCompounding() implements FateReason {}

  /** The source of a consolidation leaves in that epoch, and its balance moves. */
  record BalanceMoves(long epoch) implements FateReason {}

  /** The source has left, and nobody looked while the consolidation would have waited. */
  record MoveUnseen() implements FateReason {}

  /** The withdrawal waits to be paid. */
  record WithdrawalQueued(long gwei, long epoch) implements FateReason {}

  /** The withdrawal is paid, as far as the balance allowed it. */
  record WithdrawalPaid() implements FateReason {}

  /** The validator has left and its whole balance is paid. */
  record BalancePaid() implements FateReason {}

  /** The validator leaves: what was not paid before comes with the rest. */
  record BalanceAwaited() implements FateReason {}

  /** Nobody looked while the withdrawal would have waited. */
  record WithdrawalUnseen() implements FateReason {}

  /** The consensus layer dropped the request in silence. */
  record RequestDropped() implements FateReason {}
}
