package org.foresign.vault.officers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Address;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.policy.Policy.AddressBookEntry;
import org.foresign.model.policy.Policy.AlikePair;
import org.foresign.model.policy.Policy.Approver;
import org.foresign.model.policy.Policy.CustomChain;
import org.foresign.model.policy.Policy.KnownValidator;
import org.foresign.model.policy.Policy.Token;
import org.jspecify.annotations.Nullable;

/** A policy that is being changed: its lists may be edited, {@link #policy} checks the whole. */
public final class PolicyDraft {
  private final Policy before;
  private int approvalsRequired;
  private long maxReviewSeconds;
  private final List<AccountRule> accounts;
  private final List<AddressBookEntry> addressBook;
  private final List<Token> tokens;
  private final List<CustomChain> chains;
  private final List<KnownValidator> validators;
  private final List<Approver> approvers;
  private final Set<AlikePair> alike;

  public PolicyDraft(Policy before) {
    this.before = before;
    approvalsRequired = before.approvalsRequired();
    maxReviewSeconds = before.maxReviewSeconds();
    accounts = new ArrayList<>(before.accounts());
    addressBook = new ArrayList<>(before.addressBook());
    tokens = new ArrayList<>(before.tokens());
    chains = new ArrayList<>(before.chains());
    validators = new ArrayList<>(before.validators());
    approvers = new ArrayList<>(before.approvers());
    alike = new HashSet<>(before.alike());
  }

  /** The policy as it was when the change began. */
  public Policy before() {
    return before;
  }

  public PolicyDraft requireApprovals(int approvals) {
    approvalsRequired = approvals;
    return this;
  }

  public void limitReview(long seconds) {
    maxReviewSeconds = seconds;
  }

  public List<AccountRule> accounts() {
    return accounts;
  }

  public List<AddressBookEntry> addressBook() {
    return addressBook;
  }

  public List<Token> tokens() {
    return tokens;
  }

  public List<CustomChain> chains() {
    return chains;
  }

  public List<KnownValidator> validators() {
    return validators;
  }

  public List<Approver> approvers() {
    return approvers;
  }

  /**
   * Says that both addresses are wanted although they look alike.
   *
   * @throws IllegalArgumentException if they do not
   */
  public void wantsAlike(Address one, Address other) {
    alike.add(AlikePair.of(one, other));
  }

  /** Without the pairs of addresses that are in the policy no more. */
  private List<AlikePair> alike() {
    Set<Address> there = new HashSet<>();
    accounts.forEach(rule -> there.add(rule.lane().account()));
    addressBook.forEach(entry -> there.add(entry.address()));
    tokens.forEach(token -> token.asset().token().ifPresent(there::add));
    return alike.stream()
        .filter(pair -> there.contains(pair.one()) && there.contains(pair.other()))
        .toList();
  }

  /** Takes out the entries that match and puts {@code entry} in. */
  public static <T> void put(List<T> list, Predicate<T> old, T entry) {
    list.removeIf(old);
    list.add(entry);
  }

  /**
   * The changed policy under the number it had.
   *
   * @throws IllegalArgumentException when the whole makes no policy
   */
  public Policy policy() {
    return numbered(before.number(), before.previous(), before.madeAt());
  }

  /** The changed policy under another number; see {@link #policy}. */
  public Policy numbered(long number, @Nullable Digest32 previous, long madeAt) {
    return new Policy(
        number,
        previous,
        before.vaultInstance(),
        madeAt,
        before.practice(),
        approvalsRequired,
        maxReviewSeconds,
        accounts,
        addressBook,
        tokens,
        chains,
        validators,
        approvers,
        alike());
  }
}
