package org.foresign.vault.officers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.policy.Policy.AssetLimit;
import org.foresign.model.policy.Policy.KnownValidator;
import org.foresign.model.policy.PolicyWords;

/**
 * The differences between two policies in plain words, and whether each widens. Whatever is not
 * plainly narrower counts as wider.
 */
public final class PolicyDiff {
  private final List<PolicyChange> changes = new ArrayList<>();
  private final PolicyText old;
  private final PolicyText text;

  /** Each side in its own words: decimals and symbols may be what changes. */
  private PolicyDiff(PolicyText old, PolicyText text) {
    this.old = old;
    this.text = text;
  }

  /** What {@code after} changes; widening first. */
  public static List<PolicyChange> between(Policy before, Policy after) {
    PolicyDiff diff = new PolicyDiff(new PolicyText(before), new PolicyText(after));
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
    diff.entries(before.addressBook(), after.addressBook(), PolicyText::of);
    diff.entries(before.tokens(), after.tokens(), PolicyText::of);
    diff.entries(before.chains(), after.chains(), PolicyText::of);
    diff.entries(before.validators(), after.validators(), PolicyText::of);
    diff.entries(before.approvers(), after.approvers(), PolicyText::of);
    diff.entries(before.alike(), after.alike(), PolicyText::of);
    diff.changes.sort((a, b) -> Boolean.compare(b.widens(), a.widens()));
    return List.copyOf(diff.changes);
  }

  private void rules(List<AccountRule> before, List<AccountRule> after) {
    Map<Object, AccountRule> gone = new LinkedHashMap<>();
    before.forEach(rule -> gone.put(rule.lane(), rule));
    for (AccountRule rule : after) {
      AccountRule was = gone.remove(rule.lane());
      if (was == null) {
        text.lines(rule).forEach(line -> add(true, "adds " + line));
      } else {
        rule(was, rule);
      }
    }
    gone.values().forEach(rule -> add(false, "removes the account " + old.lane(rule.lane())));
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
    gwei(lane + ": highest fee cap", was.maxFeePerGas(), is.maxFeePerGas());
    gwei(lane + ": highest tip", was.maxTipPerGas(), is.maxTipPerGas());
    Asset coin = Asset.nativeOf(is.lane().chain());
    amount(lane + ": highest request fee", coin, was.maxRequestFee(), is.maxRequestFee());
    flag(lane + ": a cancel leaf is required", was.cancelRequired(), is.cancelRequired(), false);
    flag(lane + ": a nonce may be reopened", was.mayReopenNonce(), is.mayReopenNonce(), true);
    number(lane + ": lifetime limits count since policy", was.renewedAt(), is.renewedAt(), true);
    limits(lane, was.limits(), is.limits());
  }

  private void limits(String lane, List<AssetLimit> before, List<AssetLimit> after) {
    Map<Asset, AssetLimit> gone = new LinkedHashMap<>();
    before.forEach(limit -> gone.put(limit.asset(), limit));
    for (AssetLimit is : after) {
      Asset asset = is.asset();
      AssetLimit known = gone.remove(asset);
      AssetLimit was = known == null ? new AssetLimit(asset, Wei.ZERO, Wei.ZERO, Wei.ZERO) : known;
      String start = lane + ", " + text.asset(asset);
      if (known == null) {
        add(true, start + ": may leave");
      }
      amount(start + ": most a batch", asset, was.perBatch(), is.perBatch());
      amount(start + ": most outstanding", asset, was.outstanding(), is.outstanding());
      amount(start + ": most in all", asset, was.lifetime(), is.lifetime());
    }
    gone.keySet().forEach(asset -> add(false, lane + ": no limit, so none of " + old.asset(asset)));
  }

  private <T extends Policy.Entry> void entries(
      List<T> before, List<T> after, BiFunction<PolicyText, T, String> words) {
    Map<Object, T> gone = new LinkedHashMap<>();
    before.forEach(entry -> gone.put(entry.subject(), entry));
    for (T entry : after) {
      T was = gone.remove(entry.subject());
      if (was == null) {
        add(true, "adds " + words.apply(text, entry));
      } else if (!was.equals(entry)) {
        add(
            !onlyUnconfirms(was, entry),
            "changes " + words.apply(old, was) + " to " + words.apply(text, entry));
      }
    }
    gone.values().forEach(entry -> add(false, "removes " + words.apply(old, entry)));
  }

  /** The one change of a list's entry that plainly narrows. */
  private static boolean onlyUnconfirms(Object was, Object is) {
    return was instanceof KnownValidator before
        && is instanceof KnownValidator after
        && before.equals(after.confirmed());
  }

  private void number(String what, long was, long is, boolean moreWidens) {
    if (was != is) {
      add((is > was) == moreWidens, what + ": " + was + " becomes " + is);
    }
  }

  private void amount(String what, Asset asset, Wei was, Wei is) {
    if (!was.equals(is)) {
      add(
          is.compareTo(was) > 0,
          what + ": " + old.readBack(asset, was) + " becomes " + text.readBack(asset, is));
    }
  }

  private void gwei(String what, Wei was, Wei is) {
    if (!was.equals(is)) {
      add(
          is.compareTo(was) > 0,
          what + ": " + PolicyWords.gwei(was) + " becomes " + PolicyWords.gwei(is));
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
