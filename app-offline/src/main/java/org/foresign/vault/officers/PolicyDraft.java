package org.foresign.vault.officers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.foresign.codec.Digest32;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.policy.Policy.AddressBookEntry;
import org.foresign.model.policy.Policy.Approver;
import org.foresign.model.policy.Policy.CustomChain;
import org.foresign.model.policy.Policy.KnownValidator;
import org.foresign.model.policy.Policy.Token;
import org.jspecify.annotations.Nullable;

/** Makes changed copies of a policy. */
public final class PolicyDraft {
  private final Policy p;

  public PolicyDraft(Policy policy) {
    this.p = policy;
  }

  public Policy numbered(long number, @Nullable Digest32 previous, long madeAt) {
    return new Policy(
        number,
        previous,
        p.vaultInstance(),
        madeAt,
        p.practice(),
        p.approvalsRequired(),
        p.maxReviewSeconds(),
        p.accounts(),
        p.addressBook(),
        p.tokens(),
        p.chains(),
        p.validators(),
        p.approvers());
  }

  public Policy withApprovals(int approvals) {
    return with(
        approvals,
        p.maxReviewSeconds(),
        p.accounts(),
        p.addressBook(),
        p.tokens(),
        p.chains(),
        p.validators(),
        p.approvers());
  }

  public Policy withReviewSeconds(long seconds) {
    return with(
        p.approvalsRequired(),
        seconds,
        p.accounts(),
        p.addressBook(),
        p.tokens(),
        p.chains(),
        p.validators(),
        p.approvers());
  }

  public Policy withRule(AccountRule rule) {
    return withAccounts(replaced(p.accounts(), old -> old.lane().equals(rule.lane()), rule));
  }

  public Policy withAccounts(List<AccountRule> accounts) {
    return with(
        p.approvalsRequired(),
        p.maxReviewSeconds(),
        accounts,
        p.addressBook(),
        p.tokens(),
        p.chains(),
        p.validators(),
        p.approvers());
  }

  public Policy withAddressBook(List<AddressBookEntry> book) {
    return with(
        p.approvalsRequired(),
        p.maxReviewSeconds(),
        p.accounts(),
        book,
        p.tokens(),
        p.chains(),
        p.validators(),
        p.approvers());
  }

  public Policy withTokens(List<Token> tokens) {
    return with(
        p.approvalsRequired(),
        p.maxReviewSeconds(),
        p.accounts(),
        p.addressBook(),
        tokens,
        p.chains(),
        p.validators(),
        p.approvers());
  }

  public Policy withChains(List<CustomChain> chains) {
    return with(
        p.approvalsRequired(),
        p.maxReviewSeconds(),
        p.accounts(),
        p.addressBook(),
        p.tokens(),
        chains,
        p.validators(),
        p.approvers());
  }

  public Policy withValidators(List<KnownValidator> validators) {
    return with(
        p.approvalsRequired(),
        p.maxReviewSeconds(),
        p.accounts(),
        p.addressBook(),
        p.tokens(),
        p.chains(),
        validators,
        p.approvers());
  }

  public Policy withApprovers(List<Approver> approvers) {
    return with(
        p.approvalsRequired(),
        p.maxReviewSeconds(),
        p.accounts(),
        p.addressBook(),
        p.tokens(),
        p.chains(),
        p.validators(),
        approvers);
  }

  /** A list without the entries that match, and with {@code entry}. */
  public static <T> List<T> replaced(List<T> list, Predicate<T> old, T entry) {
    List<T> changed = without(list, old);
    changed.add(entry);
    return changed;
  }

  /** A list without the entries that match. */
  public static <T> List<T> without(List<T> list, Predicate<T> old) {
    List<T> changed = new ArrayList<>(list);
    changed.removeIf(old);
    return changed;
  }

  private Policy with(
      int approvals,
      long reviewSeconds,
      List<AccountRule> accounts,
      List<AddressBookEntry> book,
      List<Token> tokens,
      List<CustomChain> chains,
      List<KnownValidator> validators,
      List<Approver> approvers) {
    return new Policy(
        p.number(),
        p.previous(),
        p.vaultInstance(),
        p.madeAt(),
        p.practice(),
        approvals,
        reviewSeconds,
        accounts,
        book,
        tokens,
        chains,
        validators,
        approvers);
  }
}
