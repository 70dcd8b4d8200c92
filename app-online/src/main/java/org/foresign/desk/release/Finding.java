package org.foresign.desk.release;

import org.foresign.codec.Digest32;
import org.foresign.desk.chain.Fact;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.Problem;
import org.foresign.model.staking.BlsPublicKey;

/** What a check before a release has found. */
public sealed interface Finding {
  /** Speaks against the leaf now, and may speak for it later. */
  sealed interface Refusal extends Finding {}

  /** Something that has to be known or to happen first. */
  sealed interface Wait extends Finding {}

  /** Worth knowing, and stops nothing. */
  sealed interface Note extends Finding {}

  /** What is dropped while a partial withdrawal of its validator waits. */
  enum Dropped {
    FULL_EXIT,
    CONSOLIDATION
  }

  record FactMissing(Wanted what, Fact<?> fact) implements Wait {}

  /** Whether the pools have a leaf that was sent is not known. */
  record LeafPoolsMissing(long leaf, Fact<?> fact) implements Wait {}

  /** As many transactions of the account are on their way as a pool takes. */
  record LaneFull(long transactions) implements Wait {}

  record GasAtRisk() implements Note {}

  record GasTooLow() implements Refusal {}

  record UnderPriced(Wei cap, Wei baseFee) implements Refusal {}

  record SenderDelegated(Address target) implements Refusal {}

  record SenderHasCode() implements Refusal {}

  record RecipientUnknown(Fact<?> fact) implements Note {}

  record RecipientDelegated(Address target) implements Note {}

  record RecipientContract() implements Note {}

  record NonceUsed(long nonce, long accountNonce) implements Refusal {}

  /** Nothing of an earlier nonce was released. */
  record NonceBefore(long nonce) implements Refusal {}

  record NoPoolShown() implements Note {}

  /** A transaction of the nonce that this desk did not send is in a pool, and a cancel races it. */
  record PoolRace(long nonce) implements Note {}

  /** The same, says one endpoint. */
  record PoolClaim(long nonce) implements Note {}

  /** The same, says a quorum. */
  record PoolTaken(long nonce) implements Refusal {}

  record BalanceTooLow(Chain chain, Wei balance, Wei needed) implements Refusal {}

  record RequestFeeTooLow(Wei now, Wei attached) implements Refusal {}

  record TokenRefuses() implements Refusal {}

  record TokenMissing(Address token) implements Refusal {}

  record OutOfGas(long needed, long limit) implements Refusal {}

  /**
   * It would be included and fail.
   *
   * @param reason in the node's words
   */
  record WouldFail(String reason) implements Refusal {}

  /** It would not be included, in the node's words. */
  record WouldBeRefused(String reason) implements Refusal {}

  record StakeForeign(BlsPublicKey validator) implements Refusal {}

  record TopUpUnknown(BlsPublicKey validator) implements Refusal {}

  record TopUpForeign(BlsPublicKey validator) implements Refusal {}

  record ValidatorLeaving(BlsPublicKey validator) implements Refusal {}

  record ValidatorUnknown(BlsPublicKey validator) implements Refusal {}

  record ValidatorPaysElsewhere(BlsPublicKey validator, Address sender) implements Refusal {}

  record ValidatorNotActive(BlsPublicKey validator) implements Refusal {}

  record ValidatorTooYoung(long epoch) implements Refusal {}

  record WithdrawalWaits(Dropped what) implements Refusal {}

  record NotCompounding() implements Refusal {}

  record NothingToWithdraw() implements Refusal {}

  record CompoundingAlready() implements Refusal {}

  record TargetUnfit(BlsPublicKey target) implements Refusal {}

  /** The leaf is out, and what the endpoints answered could not be recorded. */
  record AnswerNotRecorded(Digest32 transaction, Problem problem) implements Note {}
}
