package org.foresign.vault.officers;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.policy.Policy.AssetLimit;
import org.foresign.model.policy.Policy.KnownValidator;

/**
 * What two policies both allow. With the policy in force and a draft it is what the draft takes
 * away, without anything that it adds: that much is in force at once.
 */
final class PolicyIntersection {
  private PolicyIntersection() {}

  /** Under number and place of {@code now}. */
  static Policy of(Policy now, Policy draft) {
    return new Policy(
        now.number(),
        now.previous(),
        now.vaultInstance(),
        now.madeAt(),
        now.practice(),
        Math.max(now.approvalsRequired(), draft.approvalsRequired()),
        Math.min(now.maxReviewSeconds(), draft.maxReviewSeconds()),
        now.accounts().stream()
            .flatMap(rule -> draft.ruleFor(rule.lane()).map(other -> rule(rule, other)).stream())
            .toList(),
        kept(now.addressBook(), draft.addressBook()),
        kept(now.tokens(), draft.tokens()),
        kept(now.chains(), draft.chains()),
        now.validators().stream()
            .flatMap(one -> validator(one, draft.validators()).stream())
            .toList(),
        kept(now.approvers(), draft.approvers()),
        kept(now.alike(), draft.alike()));
  }

  private static AccountRule rule(AccountRule now, AccountRule draft) {
    TreeSet<OperationKind> operations = new TreeSet<>(now.operations());
    operations.retainAll(draft.operations());
    return new AccountRule(
        now.lane(),
        operations,
        now.limits().stream()
            .flatMap(
                limit -> draft.limitFor(limit.asset()).map(other -> limit(limit, other)).stream())
            .toList(),
        Math.min(now.maxGasLimit(), draft.maxGasLimit()),
        now.maxFeePerGas().min(draft.maxFeePerGas()),
        now.maxTipPerGas().min(draft.maxTipPerGas()),
        now.maxRequestFee().min(draft.maxRequestFee()),
        now.cancelRequired() || draft.cancelRequired(),
        now.mayReopenNonce() && draft.mayReopenNonce(),
        Math.min(now.renewedAt(), draft.renewedAt()));
  }

  private static AssetLimit limit(AssetLimit now, AssetLimit draft) {
    return new AssetLimit(
        now.asset(),
        now.perBatch().min(draft.perBatch()),
        now.outstanding().min(draft.outstanding()),
        now.lifetime().min(draft.lifetime()));
  }

  /** An entry that only changes stays as it was: what it becomes waits. */
  private static <T extends Policy.Entry> List<T> kept(List<T> now, List<T> draft) {
    Set<Object> there = draft.stream().map(Policy.Entry::subject).collect(Collectors.toSet());
    return now.stream().filter(one -> there.contains(one.subject())).toList();
  }

  private static Optional<KnownValidator> validator(
      KnownValidator now, List<KnownValidator> draft) {
    Optional<KnownValidator> other =
        draft.stream()
            .filter(one -> one.chain().equals(now.chain()) && one.key().equals(now.key()))
            .findFirst();
    // No longer confirmed is narrower at once, whatever else changes.
    return other.map(one ->
        one.onChain() || !now.onChain()
            ? now
            : new KnownValidator(
                now.chain(), now.key(), now.credentials(), now.attester(), now.since(), false));
  }
}
