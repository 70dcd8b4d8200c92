package org.foresign.vault.officers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Wei;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.policy.Policy.AddressBookEntry;
import org.foresign.model.policy.Policy.AlikePair;
import org.foresign.model.policy.Policy.Approver;
import org.foresign.model.policy.Policy.CustomChain;
import org.foresign.model.policy.Policy.KnownValidator;
import org.foresign.model.policy.Policy.Token;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** A policy that is being changed: its lists may be edited, {@link #policy} checks the whole. */
public final class PolicyDraft {
  private static final Wei DEFAULT_MAX_FEE = Wei.ofGwei(500);
  private static final Wei DEFAULT_MAX_TIP = Wei.ofGwei(50);
  private static final Wei DEFAULT_REQUEST_FEE = Wei.ofGwei(1_000_000);
  private static final long DEFAULT_MAX_GAS = 1_000_000;

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

  /** Puts an entry in the place of the one that is about the same. */
  public static <T extends Policy.Entry> void put(List<T> list, T entry) {
    list.removeIf(old -> old.subject().equals(entry.subject()));
    list.add(entry);
  }

  /**
   * The entry that matches.
   *
   * @param what was looked for
   * @throws ProblemException with {@link OfficerProblem#POLICY_ENTRY_UNKNOWN}
   */
  public static <T extends Policy.Entry> T require(List<T> list, Predicate<T> which, String what)
      throws ProblemException {
    return list.stream()
        .filter(which)
        .findFirst()
        .orElseThrow(() -> Problem.of(OfficerProblem.POLICY_ENTRY_UNKNOWN, what).asException());
  }

  /** Takes an entry out; see {@link #require}. */
  public static <T extends Policy.Entry> void remove(List<T> list, Predicate<T> which, String what)
      throws ProblemException {
    list.remove(require(list, which, what));
  }

  /** The rule of an account, or one that allows nothing yet. */
  public AccountRule rule(LaneId lane) {
    return before
        .ruleFor(lane)
        .orElseGet(() ->
            new AccountRule(
                lane,
                new TreeSet<>(),
                List.of(),
                DEFAULT_MAX_GAS,
                DEFAULT_MAX_FEE,
                DEFAULT_MAX_TIP,
                DEFAULT_REQUEST_FEE,
                true,
                false,
                before.number()));
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
