package org.foresign.desk.words;

import org.foresign.desk.hold.FateReason;

/** Why a leaf is void, or how far its effect is; empty when there is nothing to say. */
public final class FateWords {
  private static final String DEPOSIT_WAITS = "the deposit waits in the queue";

  private FateWords() {}

  public static String of(FateReason reason) {
    return switch (reason) {
      case FateReason.None _ -> "";
      case FateReason.NonceUsedElsewhere it ->
          "nonce " + it.nonce() + " was used by a transaction that is not of this desk";
      case FateReason.NonceFinal it -> "nonce " + it.nonce() + " is final with leaf " + it.leaf();
      case FateReason.Failed _ -> "it failed: its nonce and its fee are gone";
      case FateReason.ConsensusAwaited _ -> "waits for the consensus layer";
      case FateReason.StateAwaited(FateReason.Asked what) ->
          "waits for a finalized state that has the "
              + switch (what) {
                case DEPOSIT -> "deposit";
                case REQUEST -> "request";
              };
      case FateReason.PredeployQueued _ ->
          "waits in the queue of the predeploy, as far as is known";
      case FateReason.DepositQueued(boolean another) ->
          another
              ? DEPOSIT_WAITS + ", and so does somebody else's for the same key"
              : DEPOSIT_WAITS;
      case FateReason.DepositGone _ -> "the deposit left the queue and the key is not registered";
      case FateReason.DepositCredited _ -> "the deposit is credited";
      case FateReason.ValidatorForeign it ->
          "validator " + it.validator() + " belongs to somebody else";
      case FateReason.ValidatorRegistered it ->
          "validator " + it.validator() + " is registered and ours, below 32 ETH";
      case FateReason.ValidatorPending it ->
          "validator " + it.validator() + " waits for its activation";
      case FateReason.ValidatorActive it -> "validator " + it.validator() + " is active and ours";
      case FateReason.ValidatorLeft it ->
          "validator " + it.validator() + " is ours and has left since";
      case FateReason.ValidatorLeaves it -> "the validator leaves in epoch " + it.epoch();
      case FateReason.ValidatorCompounding _ -> "the validator is compounding";
      case FateReason.BalanceMoves it ->
          "the source leaves in epoch " + it.epoch() + " and its balance moves to the target";
      case FateReason.MoveUnseen _ ->
          "the source has left, but nobody looked while a consolidation would have waited:"
              + " compare the target's balance";
      case FateReason.WithdrawalQueued it ->
          it.gwei() + " gwei wait to be paid, not before epoch " + it.epoch();
      case FateReason.WithdrawalPaid _ ->
          "the withdrawal is paid, as far as the balance lay above 32 ETH";
      case FateReason.BalancePaid _ -> "the validator has left and its whole balance is paid";
      case FateReason.BalanceAwaited _ ->
          "the validator leaves: what was not paid before comes with the rest";
      case FateReason.WithdrawalUnseen _ ->
          "nobody looked while the withdrawal would have waited: it was paid or dropped; look for"
              + " a payment to the account";
      case FateReason.RequestDropped _ -> "the consensus layer silently dropped the request";
    };
  }
}
