package org.foresign.model.policy;

import java.util.Optional;
import org.foresign.model.text.Spelling;

/**
 * Every reason a policy can give, with the sentence an officer reads. Codes are stable: append,
 * never rename (docs/spec/policy.md, "Rules").
 */
public enum FindingCode {
  // Who asks, under which policy, when.
  VAULT_OTHER("This request is for another vault."),
  VAULT_POLICY_OTHER("The policy belongs to another vault, or to the other kind of vault."),
  DESK_OTHER("This request names another desk than the one that sent it."),
  POLICY_OTHER("The desk planned under another policy than the one in force."),
  SEQUENCE_USED(
      "A request with this number or a later one was already taken from this desk: let the desk"
          + " import its result, re-exported if need be, and plan again."),
  SEQUENCE_SKIPPED(
      "The desk numbers this request as if this vault had signed one that it does not know: this"
          + " vault may be an old copy, or the desk's store is not this desk's."),
  RESULT_NOT_RECEIVED("The desk does not hold the last result that this vault gave out."),
  RESULT_UNKNOWN(
      "The desk holds a result that this vault does not remember: this vault may be an old copy."),
  REVIEW_DATE_PASSED("The review date of this request has passed."),
  REVIEW_SPAN_TOO_LONG("The review date lies further ahead than the policy allows."),
  PLANNED_IN_FUTURE("The desk planned this at a time that is still ahead; compare the clocks."),
  APPROVALS_MISSING("Fewer desk approvers than the policy asks for approved this batch."),

  // The lane.
  ACCOUNT_NOT_OURS("This vault holds no key for this account."),
  ACCOUNT_NOT_IN_POLICY("The policy has no rule for this account on this chain."),
  CHAIN_UNKNOWN("This chain is neither built in nor in the policy."),
  CHAIN_RETIRED("This network is retired; nothing new is signed for it."),
  CHAIN_REAL_MONEY("A practice vault signs nothing for a chain with real money."),
  CHAIN_PRACTICE("A real vault signs nothing for the practice chain."),
  GAS_SCHEDULE_UNKNOWN("The gas limits were chosen for a gas schedule that is not known here."),
  CANCEL_MISSING("The policy wants a cancel leaf for every nonce, and some have none."),
  CANCEL_BELOW_SIGNED(
      "A nonce is signed again without a cancel leaf above all that was signed for it before."),
  NONCE_GAP("The nonces leave a gap that nothing signed here fills."),
  LIMIT_MISSING("The policy sets no limit for an asset that can leave this account."),
  LIMIT_BATCH_EXCEEDED("This batch can cost more than the policy allows one batch."),
  LIMIT_OUTSTANDING_EXCEEDED(
      "With everything signed before, more could leave than the policy allows."),
  LIMIT_LIFETIME_EXCEEDED(
      "With this batch, more was signed for in all than the policy allows until it is renewed."),
  LIMIT_ASKED_TOO_LOW("The desk says that this batch can cost less than it really can."),
  EXPOSURE_BEYOND_COUNT("The amounts of this batch add up to more than can be counted."),

  // The leaf.
  OPERATION_NOT_ALLOWED("The policy does not allow this operation for this account."),
  NONCE_REOPENED("Another batch was signed for this nonce, and the policy does not let it reopen."),
  NONCE_SIGNED_BEFORE(
      "Another batch was signed for this nonce; its leaves stay valid beside these."),
  LEAF_SIGNED_BEFORE("This very transaction was signed before."),
  GAS_LIMIT_ABOVE_POLICY("The gas limit is above what the policy allows."),
  GAS_LIMIT_ABOVE_NETWORK("The gas limit is above what a transaction may have (EIP-7825)."),
  GAS_LIMIT_TOO_LOW("The gas limit is below what the transaction needs before it does anything."),
  GAS_LIMIT_TIGHT("The gas limit leaves little room in case gas costs rise after an upgrade."),
  FEE_CAP_ABOVE_POLICY("The fee cap is above what the policy allows."),
  TIP_ABOVE_POLICY("The tip is above what the policy allows."),
  FEE_PRODUCT_TOO_HIGH(
      "Gas limit times fee cap is above 1 whole coin (on Ethereum 1 ETH); nodes refuse to pass that on."),
  RECIPIENT_NOT_LISTED("The recipient is not in the policy's address book for this chain."),
  RECIPIENT_IS_TOKEN("The recipient is the token's own contract; what is sent there is lost."),
  RECIPIENT_IS_SYSTEM("The recipient is a contract of the system; what is sent there is lost."),
  RECIPIENT_LOOKS_LIKE(
      "The recipient's address begins and ends like another one of the policy; officers said that"
          + " both are wanted. Compare all of it."),
  TOKEN_NOT_LISTED("The token is not in the policy for this chain."),
  CREDENTIALS_UNUSABLE("The withdrawal credentials are of a kind that has no address of ours."),
  CREDENTIALS_NOT_OURS(
      "The withdrawal credentials pay to an address that is no account of this vault and policy."),
  STAKE_TOO_LARGE("The stake is more than a validator with such credentials can use."),
  DEPOSIT_UNCHECKED("The deposit's signature and roots were not checked."),
  DEPOSIT_FAULTY("The deposit is faulty; the chain would skip it and keep the ether."),
  VALIDATOR_NOT_LISTED("The validator is not on the policy's list of keys that are ours."),
  VALIDATOR_NOT_CONFIRMED(
      "No officer has confirmed that the chain knows this validator; what is sent or"
          + " moved to it before that is lost."),
  VALIDATOR_UNPROVEN(
      "The validator is not on the policy's list: whoever holds its key could take this 1 ETH."),
  STAKE_UNCONFIRMED(
      "More than 1 ETH goes to a validator that no officer has confirmed to be ours on the chain:"
          + " whoever holds its key can make the first deposit theirs."),
  VALIDATOR_CREDENTIALS_DIFFER("The policy lists this validator with other credentials."),
  VALIDATOR_OVERFUNDED("Together these stakes are more than one validator can use."),
  REQUEST_FEE_ZERO("The attached request fee is zero; the request would revert."),
  REQUEST_FEE_ABOVE_POLICY("The attached request fee is above what the policy allows."),
  REQUEST_NOT_OWNER("The request would not come from the address that the validator pays to."),
  REQUEST_UNLISTED("The validator is not on the policy's list; whom it pays to is not known here."),
  PURPOSE_REPEATED(
      "The same is done at another nonce of this batch, and both can happen: the same validator"
          + " staked, left or withdrawn from, or the same amount paid to the same recipient."),
  PURPOSE_SIGNED_BEFORE(
      "The same was signed or planned before for another nonce, and both can happen: the same"
          + " validator staked, left or withdrawn from, or the same amount paid to the same"
          + " recipient."),
  PARTIAL_NOT_COMPOUNDING("Only a compounding (0x02) validator can be unstaked in part."),
  TARGET_NOT_COMPOUNDING("The target of a consolidation must be a compounding (0x02) validator."),
  SWITCH_POINTLESS("The validator is compounding already; the request would be ignored."),

  // What the desk's snapshot adds. It never takes anything away.
  SNAPSHOT_CONTRADICTS("The desk's facts about a validator contradict each other."),
  SNAPSHOT_OLD("The desk's facts are older than an hour at the time of planning."),
  NONCE_USED_ON_CHAIN("The desk says that this nonce is already used on the chain."),
  NONCE_AHEAD_OF_CHAIN("The desk says that the account's next nonce is below the first one here."),
  BALANCE_LOW("The desk says that the account holds less than the costliest leaf needs."),
  SENDER_HAS_CODE("The desk says that the sending account has code or a delegation (EIP-7702)."),
  RECIPIENT_HAS_CODE("The desk says that the recipient is a contract."),
  FEE_CAP_BELOW_BASE_FEE("The desk says that the base fee is above this leaf's fee cap."),
  REQUEST_FEE_TOO_LOW("The desk says that a request costs more than the fee attached here."),
  VALIDATOR_UNKNOWN("The desk says that the chain does not know this validator."),
  VALIDATOR_KNOWN(
      "The desk says that the chain has this validator, or a deposit for it in the queue: the stake"
          + " is a top-up."),
  REGISTRY_CREDENTIALS_DIFFER("The desk says that the validator pays to other credentials."),
  VALIDATOR_PENDING("The desk says that the validator is not active yet."),
  VALIDATOR_EXITING("The desk says that the validator is on its way out."),
  VALIDATOR_EXITED("The desk says that the validator has exited."),
  PARTIAL_ABOVE_EXCESS(
      "The desk says that less lies above 32 ETH than the withdrawals of this batch ask for together"
          + " with those signed before that are not written off: the chain pays less or drops the"
          + " request."),
  CONTRACT_MISSING(
      "The desk says that there is no contract at the address that this calls: what is sent there"
          + " does nothing or is lost, or the desk asks a node from before that upgrade."),
  REGISTRY_UNSEEN(
      "The desk brought no chain facts about this validator: it may be unknown, queued,"
          + " leaving, slashed or not ours."),
  FACT_MISSING("The desk brought no chain facts about this.");

  private final String sentence;

  FindingCode(String sentence) {
    this.sentence = sentence;
  }

  /** Whether it says that a fact is missing; such a finding, and no other, a fact takes away. */
  public boolean saysMissing() {
    return this == REGISTRY_UNSEEN || this == FACT_MISSING;
  }

  public String id() {
    return Spelling.of(this);
  }

  /** The code with this id. */
  public static Optional<FindingCode> ofId(String id) {
    for (FindingCode code : values()) {
      if (code.id().equals(id)) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  public String sentence() {
    return sentence;
  }
}
