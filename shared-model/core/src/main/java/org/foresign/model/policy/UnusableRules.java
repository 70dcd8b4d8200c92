package org.foresign.model.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Asset;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.policy.Policy.AssetLimit;
import org.foresign.model.policy.Policy.KnownValidator;
import org.foresign.model.work.Counted;

/**
 * What a policy asks for that no batch can have. It is said where the policy is edited, read and
 * taken over, so that nobody plans, approves and carries a batch only to learn it at the vault.
 */
public final class UnusableRules {
  /** Approvals that reach a vault with one batch: that of the desk which planned it. */
  public static final int APPROVALS_A_BATCH = 1;

  private static final Set<OperationKind> REQUESTS =
      Set.of(OperationKind.UNSTAKE_FULL, OperationKind.UNSTAKE_PARTIAL, OperationKind.CONSOLIDATE);

  private final Policy policy;
  private final PolicyWords words;
  private final List<DeadEnd> found = new ArrayList<>();

  private UnusableRules(Policy policy) {
    this.policy = policy;
    this.words = new PolicyWords(policy);
  }

  /**
   * One of them.
   *
   * @param contradiction whether the policy contradicts itself; one that only allows nothing, such
   *     as a limit of zero, may be meant so
   */
  public record DeadEnd(boolean contradiction, String words) {}

  /**
   * Every dead end of a policy.
   *
   * @param accepted whether an approver's card is still accepted; a desk can't know and says yes
   */
  public static List<DeadEnd> of(Policy policy, Predicate<Digest32> accepted) {
    UnusableRules ends = new UnusableRules(policy);
    ends.approvals(accepted);
    if (policy.maxReviewSeconds() == 0) {
      ends.add(false, "The longest review span is zero: no batch can be planned.");
    }
    policy.accounts().stream().filter(rule -> !rule.operations().isEmpty()).forEach(ends::account);
    ends.validators();
    return List.copyOf(ends.found);
  }

  /** The account that a rule is about has no key in this vault, so that nothing can sign for it. */
  public static DeadEnd withoutKey(Policy policy, AccountRule rule) {
    return new DeadEnd(
        false,
        new PolicyWords(policy).lane(rule.lane()) + ": this vault has no key of this account.");
  }

  /** In words, those of them by which the policy contradicts itself. */
  public static List<String> contradictions(Policy policy, Predicate<Digest32> accepted) {
    return of(policy, accepted).stream()
        .filter(DeadEnd::contradiction)
        .map(DeadEnd::words)
        .toList();
  }

  private void approvals(Predicate<Digest32> accepted) {
    int wanted = policy.approvalsRequired();
    long approvers =
        policy.approvers().stream().filter(approver -> accepted.test(approver.card())).count();
    if (wanted > APPROVALS_A_BATCH) {
      add(
          true,
          "Every batch needs "
              + wanted
              + " approvals, and only "
              + APPROVALS_A_BATCH
              + " can come with it: that of the desk which planned it.");
    } else if (wanted > approvers) {
      add(true, "Every batch needs an approval, and no accepted card is listed as an approver.");
    }
  }

  private void account(AccountRule rule) {
    String lane = words.lane(rule.lane());
    if (rule.cancelRequired() && !rule.operations().contains(OperationKind.CANCEL)) {
      add(true, lane + ": every nonce needs a cancel leaf, and cancel is not allowed.");
    }
    Asset coin = Asset.nativeOf(rule.lane().chain());
    if (rule.limitFor(coin).filter(UnusableRules::lets).isEmpty()) {
      add(
          false,
          lane + ": the limit for " + words.asset(coin) + " is zero, and gas alone is above that.");
    }
    if (rule.maxFeePerGas().isZero() || rule.maxGasLimit() == 0) {
      add(false, lane + ": the highest fee cap or gas limit is zero.");
    }
    if (rule.maxRequestFee().isZero() && rule.operations().stream().anyMatch(REQUESTS::contains)) {
      add(false, lane + ": exits and consolidations need a request fee, and none may be attached.");
    }
    transfers(rule, lane);
  }

  /** A stake that pays to an account of nobody here is refused when it is judged. */
  private void validators() {
    Map<String, Integer> strangers = new TreeMap<>();
    for (KnownValidator validator : policy.validators()) {
      validator
          .credentials()
          .address()
          .filter(to -> policy.ruleFor(new LaneId(validator.chain(), to)).isEmpty())
          .ifPresent(to -> strangers.merge(to.toString(), 1, Integer::sum));
    }
    strangers.forEach((to, count) ->
        add(
            false,
            Counted.of(count, "validator")
                + (count == 1 ? " pays to " : " pay to ")
                + to
                + ", which is no account of this policy: no stake there can be signed."));
  }

  private void transfers(AccountRule rule, String lane) {
    boolean tokens = rule.operations().contains(OperationKind.TOKEN_TRANSFER);
    boolean coins = rule.operations().contains(OperationKind.NATIVE_TRANSFER);
    if ((tokens || coins)
        && policy.addressBook().stream()
            .noneMatch(entry -> entry.chain().equals(rule.lane().chain()))) {
      add(false, lane + ": payments are allowed, and the address book is empty for this chain.");
    }
    if (tokens
        && rule.limits().stream().noneMatch(limit -> !limit.asset().isNative() && lets(limit))) {
      add(false, lane + ": token transfers are allowed, and no token has a limit above zero.");
    }
  }

  private static boolean lets(AssetLimit limit) {
    return !limit.perBatch().isZero()
        && !limit.outstanding().isZero()
        && !limit.lifetime().isZero();
  }

  private void add(boolean contradiction, String what) {
    found.add(new DeadEnd(contradiction, what));
  }
}
