package org.foresign.vault.officers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.policy.Policy.AddressBookEntry;
import org.foresign.model.policy.Policy.AlikePair;
import org.foresign.model.policy.Policy.Approver;
import org.foresign.model.policy.Policy.AssetLimit;
import org.foresign.model.policy.Policy.CustomChain;
import org.foresign.model.policy.Policy.KnownValidator;
import org.foresign.model.policy.Policy.Token;
import org.foresign.model.policy.PolicyWords;
import org.foresign.model.text.NearName;
import org.foresign.model.text.Spelling;

/**
 * A policy, and what it names, in plain words. Names, symbols and decimals come from the policy
 * itself and from what is pinned in code, never from a request.
 */
public final class PolicyText {
  private final Policy policy;
  private final PolicyWords words;

  public PolicyText(Policy policy) {
    this.policy = policy;
    this.words = new PolicyWords(policy);
  }

  /** The whole policy, line by line. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Policy " + policy.number() + (policy.practice() ? " of a practice vault" : ""));
    lines.addAll(ofEveryBatch(policy));
    policy.accounts().forEach(rule -> lines.addAll(lines(rule)));
    policy.addressBook().forEach(entry -> lines.add(of(entry)));
    policy.tokens().forEach(token -> lines.add(of(token)));
    policy.chains().forEach(chain -> lines.add(of(chain)));
    policy.validators().forEach(validator -> lines.add(of(validator)));
    policy.approvers().forEach(approver -> lines.add(of(approver)));
    policy.alike().forEach(pair -> lines.add(of(pair)));
    if (policy.accounts().isEmpty()) {
      lines.add("no account may sign anything");
    }
    return lines;
  }

  /** What a policy wants of every batch. */
  static List<String> ofEveryBatch(Policy policy) {
    return List.of(
        "desk approvals required: " + policy.approvalsRequired(),
        "longest review span: " + policy.maxReviewSeconds() / 86_400 + " days");
  }

  /** What one account may do. */
  public List<String> lines(AccountRule rule) {
    List<String> lines = new ArrayList<>();
    String lane = lane(rule.lane());
    lines.add(
        "account "
            + lane
            + ": "
            + rule.operations().stream().map(PolicyText::of).collect(Collectors.joining(", ")));
    lines.add(
        lane
            + ": gas limit up to "
            + rule.maxGasLimit()
            + ", fee cap up to "
            + PolicyWords.gwei(rule.maxFeePerGas())
            + ", tip up to "
            + PolicyWords.gwei(rule.maxTipPerGas())
            + ", request fee up to "
            + amount(Asset.nativeOf(rule.lane().chain()), rule.maxRequestFee())
            + ", cancel leaf "
            + (rule.cancelRequired() ? "required" : "not required")
            + ", nonces "
            + (rule.mayReopenNonce() ? "may be reopened" : "are not reopened"));
    for (AssetLimit limit : rule.limits()) {
      lines.add(
          lane
              + ": at most "
              + readBack(limit.asset(), limit.perBatch())
              + " a batch, "
              + readBack(limit.asset(), limit.outstanding())
              + " outstanding, "
              + readBack(limit.asset(), limit.lifetime())
              + " in all since policy "
              + rule.renewedAt());
    }
    return lines;
  }

  public String of(AddressBookEntry entry) {
    return "recipient " + entry.name() + ", " + entry.address() + " on " + chain(entry.chain());
  }

  public String of(Token token) {
    return "token "
        + token.symbol()
        + " with "
        + token.decimals()
        + " decimals, contract "
        + token.asset().token().map(Address::toString).orElse("")
        + " on "
        + chain(token.asset().chain());
  }

  public String of(CustomChain chain) {
    return "chain " + chain.name() + " with coin " + chain.nativeSymbol() + ", " + chain.chain();
  }

  public String of(KnownValidator validator) {
    return "validator "
        + validator.key()
        + " paying to "
        + validator.credentials()
        + " on "
        + chain(validator.chain())
        + ", attested by "
        + validator.attester()
        + (validator.onChain()
            ? ", confirmed on the chain: may be topped up"
            : ", not confirmed on the chain: no top-up");
  }

  public String of(Approver approver) {
    return "approver " + approver.name() + ", card " + approver.card();
  }

  public String of(AlikePair pair) {
    return "two addresses that look alike, both wanted: " + pair.one() + " and " + pair.other();
  }

  /** An operation's name on the command line and on the page. */
  public static String of(OperationKind kind) {
    return Spelling.of(kind);
  }

  public String lane(LaneId lane) {
    return words.lane(lane);
  }

  public String chain(Chain chain) {
    return words.chain(chain);
  }

  public String asset(Asset asset) {
    return words.asset(asset);
  }

  /** An amount as an officer confirms it: from a thousand on in words, too. */
  String readBack(Asset asset, Wei amount) {
    return words.readBack(asset, amount);
  }

  /** An amount with its unit; a token that the policy does not know counts in smallest units. */
  public String amount(Asset asset, Wei amount) {
    return words.amount(asset, amount);
  }

  /**
   * The kinds of operations with these names.
   *
   * @throws IllegalArgumentException for a name of none, with the nearest
   */
  public static Set<OperationKind> kinds(List<String> names) {
    Set<OperationKind> kinds = EnumSet.noneOf(OperationKind.class);
    for (String name : names) {
      OperationKind found = null;
      for (OperationKind kind : OperationKind.values()) {
        if (of(kind).equals(name.strip())) {
          found = kind;
        }
      }
      if (found == null) {
        throw new IllegalArgumentException(
            "there is no operation "
                + name
                + NearName.hint(
                    name, Arrays.stream(OperationKind.values()).map(kind -> of(kind)).toList()));
      }
      kinds.add(found);
    }
    return kinds;
  }
}
