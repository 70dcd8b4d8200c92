package org.foresign.vault.officers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.policy.Policy.AssetLimit;

/**
 * The differences between two policies in plain words, and whether each widens. Whatever is not
 * plainly narrower counts as wider.
 */
public final class PolicyDiff {
  private final List<PolicyChange> changes = new ArrayList<>();
  private final PolicyText text;

  private PolicyDiff(PolicyText text) {
    this.text = text;
  }

  /** What {@code after} changes; widening first. */
  public static List<PolicyChange> between(Policy before, Policy after) {
    PolicyDiff diff = new PolicyDiff(new PolicyText(after));
    diff.number(
        "desk approvals required", before.approvalsRequired(), after.approvalsRequired(), false);
    diff.number(
        "longest review span in days",
        before.maxReviewSeconds() / 86_400,
        after.maxReviewSeconds() / 86_400,
        true);
    if (before.maxReviewSeconds() != after.maxReviewSeconds()
        && before.maxReviewSeconds() / 86_400 == after.maxReviewSeconds() / 86_400) {
      diff.number(
          "longest review span in seconds",
          before.maxReviewSeconds(),
          after.maxReviewSeconds(),
          true);
    }
    diff.rules(before.accounts(), after.accounts());
    diff.entries(
        before.addressBook(),
        after.addressBook(),
        e -> e.chain() + " " + e.address(),
        diff.text::of);
    diff.entries(before.tokens(), after.tokens(), t -> t.asset().toString(), diff.text::of);
    diff.entries(before.chains(), after.chains(), c -> c.chain().toString(), diff.text::of);
    diff.entries(
        before.validators(), after.validators(), v -> v.chain() + " " + v.key(), diff.text::of);
    diff.entries(before.approvers(), after.approvers(), a -> a.card().toString(), diff.text::of);
    diff.changes.sort((a, b) -> Boolean.compare(b.widens(), a.widens()));
    return List.copyOf(diff.changes);
  }

  private void rules(List<AccountRule> before, List<AccountRule> after) {
    Map<Object, AccountRule> old = new LinkedHashMap<>();
    before.forEach(rule -> old.put(rule.lane(), rule));
    for (AccountRule rule : after) {
      AccountRule was = old.remove(rule.lane());
      if (was == null) {
        text.lines(rule).forEach(line -> add(true, "adds " + line));
      } else {
        rule(was, rule);
      }
    }
    old.values().forEach(rule -> add(false, "removes the account " + text.lane(rule.lane())));
  }

  private void rule(AccountRule was, AccountRule is) {
    String lane = text.lane(is.lane());
    for (OperationKind kind : OperationKind.values()) {
      boolean before = was.operations().contains(kind);
      boolean after = is.operations().contains(kind);
      if (before != after) {
        add(after, lane + (after ? ": allows " : ": no longer allows ") + PolicyText.of(kind));
      }
    }
    number(lane + ": highest gas limit", was.maxGasLimit(), is.maxGasLimit(), true);
    amount(lane + ": highest fee cap in wei", was.maxFeePerGas(), is.maxFeePerGas());
    amount(lane + ": highest tip in wei", was.maxTipPerGas(), is.maxTipPerGas());
    amount(lane + ": highest request fee in wei", was.maxRequestFee(), is.maxRequestFee());
    flag(lane + ": a cancel leaf is required", was.cancelRequired(), is.cancelRequired(), false);
    flag(lane + ": a nonce may be reopened", was.mayReopenNonce(), is.mayReopenNonce(), true);
    number(lane + ": lifetime limits count since policy", was.renewedAt(), is.renewedAt(), true);
    Map<Object, AssetLimit> old = new LinkedHashMap<>();
    was.limits().forEach(limit -> old.put(limit.asset(), limit));
    for (AssetLimit limit : is.limits()) {
      AssetLimit before = old.remove(limit.asset());
      String asset = lane + ", " + text.asset(limit.asset());
      Wei none = Wei.ZERO;
      amount(asset + ": most a batch", before == null ? none : before.perBatch(), limit.perBatch());
      amount(
          asset + ": most outstanding",
          before == null ? none : before.outstanding(),
          limit.outstanding());
      amount(asset + ": most in all", before == null ? none : before.lifetime(), limit.lifetime());
    }
    old.values()
        .forEach(limit -> add(false, lane + ": no limit, so none of " + text.asset(limit.asset())));
  }

  private <T> void entries(
      List<T> before, List<T> after, Function<T, String> key, Function<T, String> words) {
    Map<String, T> old = new LinkedHashMap<>();
    before.forEach(entry -> old.put(key.apply(entry), entry));
    for (T entry : after) {
      T was = old.remove(key.apply(entry));
      if (was == null) {
        add(true, "adds " + words.apply(entry));
      } else if (!was.equals(entry)) {
        add(true, "changes " + words.apply(was) + " to " + words.apply(entry));
      }
    }
    old.values().forEach(entry -> add(false, "removes " + words.apply(entry)));
  }

  private void number(String what, long was, long is, boolean moreWidens) {
    if (was != is) {
      add((is > was) == moreWidens, what + ": " + was + " becomes " + is);
    }
  }

  private void amount(String what, Wei was, Wei is) {
    if (!was.equals(is)) {
      add(is.compareTo(was) > 0, what + ": " + was + " becomes " + is);
    }
  }

  private void flag(String what, boolean was, boolean is, boolean trueWidens) {
    if (was != is) {
      add(
          is == trueWidens,
          what + ": " + (is ? "yes" : "no") + " in place of " + (was ? "yes" : "no"));
    }
  }

  private void add(boolean widens, String words) {
    changes.add(new PolicyChange(widens, words));
  }
}
