package org.foresign.model.policy;

import java.util.List;
import java.util.Optional;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.policy.Policy.KnownValidator;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.DepositLimits;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.model.staking.WithdrawalCredentials.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Stakes and requests about validators. Matching credentials in a deposit do not make it safe:
 * whoever holds the validator key can deposit first, so more than the bond of 1 ETH goes only to
 * keys on the policy's own list.
 */
record StakingRules(LaneId lane, PolicyIndex policy, ValidatorFunding funding) {
  void check(Operation.Stake stake, List<Finding> found) {
    credentials(stake.credentials(), found);
    amount(stake.amount(), stake.credentials(), found);
    Optional<KnownValidator> known = known(stake.validator());
    if (known.isPresent()) {
      same(known.get(), stake.credentials(), found);
      // The list says whose key it is, not that the first deposit of it was ours.
      if (!known.get().onChain() && !funding.withinBond(stake.validator())) {
        found.add(Finding.consent(FindingCode.STAKE_UNCONFIRMED, stake.validator().toString()));
      }
    } else if (!funding.withinBond(stake.validator())) {
      found.add(Finding.refuse(FindingCode.VALIDATOR_NOT_LISTED, stake.validator().toString()));
    } else {
      found.add(Finding.warn(FindingCode.VALIDATOR_UNPROVEN, stake.validator().toString()));
    }
  }

  void check(Operation.TopUp topUp, List<Finding> found) {
    // Its signature verifies for no key: the chain keeps the ether of one that it does not know.
    Optional<KnownValidator> known = confirmed(topUp.validator(), found);
    if (known.isEmpty()) {
      return;
    }
    amount(topUp.amount(), known.get().credentials(), found);
  }

  void check(Operation.Unstake unstake, @Nullable AccountRule rule, List<Finding> found) {
    requestFee(unstake.requestFee(), rule, found);
    Optional<KnownValidator> known = owner(unstake.validator(), found);
    if (unstake instanceof Operation.UnstakePartial
        && known.isPresent()
        && known.get().credentials().kind() != Kind.COMPOUNDING) {
      found.add(
          Finding.refuse(
              FindingCode.PARTIAL_NOT_COMPOUNDING, known.get().credentials().toString()));
    }
  }

  void check(Operation.Consolidate request, @Nullable AccountRule rule, List<Finding> found) {
    requestFee(request.requestFee(), rule, found);
    Optional<KnownValidator> source = owner(request.source(), found);
    if (request.source().equals(request.target())) {
      if (source.isPresent() && source.get().credentials().kind() == Kind.COMPOUNDING) {
        found.add(Finding.warn(FindingCode.SWITCH_POINTLESS, request.source().toString()));
      }
      return;
    }
    // EIP-7251 looks at the source's owner only: a wrong target gives the stake away. The chain
    // drops a consolidation into a key that it does not know, or gives it to another's.
    Optional<KnownValidator> target = confirmed(request.target(), found);
    if (target.isEmpty()) {
      return;
    }
    if (target.get().credentials().kind() != Kind.COMPOUNDING) {
      found.add(
          Finding.refuse(
              FindingCode.TARGET_NOT_COMPOUNDING, target.get().credentials().toString()));
    }
  }

  /** The listed validator, if it is one; the chain must know it, and its credentials be ours. */
  private Optional<KnownValidator> confirmed(BlsPublicKey key, List<Finding> found) {
    Optional<KnownValidator> known = known(key);
    if (known.isEmpty()) {
      found.add(Finding.refuse(FindingCode.VALIDATOR_NOT_LISTED, key.toString()));
      return known;
    }
    if (!known.get().onChain()) {
      found.add(Finding.refuse(FindingCode.VALIDATOR_NOT_CONFIRMED, key.toString()));
    }
    credentials(known.get().credentials(), found);
    return known;
  }

  private void credentials(WithdrawalCredentials credentials, List<Finding> found) {
    if (!credentials.kind().plannable()) {
      found.add(Finding.refuse(FindingCode.CREDENTIALS_UNUSABLE, credentials.toString()));
    } else if (!policy.pays(lane.chain(), credentials)) {
      found.add(Finding.refuse(FindingCode.CREDENTIALS_NOT_OURS, credentials.toString()));
    }
  }

  private static void amount(Gwei amount, WithdrawalCredentials credentials, List<Finding> found) {
    Gwei most = DepositLimits.max(credentials);
    if (amount.compareTo(most) > 0) {
      found.add(
          Finding.refuse(
              FindingCode.STAKE_TOO_LARGE,
              amount.toWei().toEther() + " ETH",
              "at most " + most.toWei().toEther() + " ETH"));
    }
  }

  private static void same(KnownValidator known, WithdrawalCredentials asked, List<Finding> found) {
    if (!known.credentials().equals(asked)) {
      found.add(
          Finding.refuse(
              FindingCode.VALIDATOR_CREDENTIALS_DIFFER,
              "asked " + asked,
              "listed " + known.credentials()));
    }
  }

  /** The chain drops a request that does not come from the address the validator pays to. */
  private Optional<KnownValidator> owner(BlsPublicKey key, List<Finding> found) {
    Optional<KnownValidator> known = known(key);
    if (known.isEmpty()) {
      found.add(Finding.warn(FindingCode.REQUEST_UNLISTED, key.toString()));
    } else if (!known.get().credentials().address().filter(lane.account()::equals).isPresent()) {
      found.add(
          Finding.refuse(
              FindingCode.REQUEST_NOT_OWNER,
              "from " + lane.account(),
              "pays to " + known.get().credentials()));
    }
    return known;
  }

  private static void requestFee(Wei fee, @Nullable AccountRule rule, List<Finding> found) {
    // EIP-7002 and EIP-7251: MIN_..._REQUEST_FEE is 1 wei.
    if (fee.isZero()) {
      found.add(Finding.refuse(FindingCode.REQUEST_FEE_ZERO));
    }
    if (rule != null && fee.compareTo(rule.maxRequestFee()) > 0) {
      found.add(
          Finding.refuse(
              FindingCode.REQUEST_FEE_ABOVE_POLICY,
              fee.toEther() + " ETH",
              "at most " + rule.maxRequestFee().toEther() + " ETH"));
    }
  }

  private Optional<KnownValidator> known(BlsPublicKey key) {
    Chain chain = lane.chain();
    return policy.validator(chain, key);
  }
}
