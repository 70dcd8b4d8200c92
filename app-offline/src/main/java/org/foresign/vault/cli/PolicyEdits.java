package org.foresign.vault.cli;

import java.util.List;
import java.util.TreeSet;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.AmountText;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.policy.Policy.AssetLimit;
import org.foresign.model.policy.UnusableRules;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.officers.OfficerProblem;
import org.foresign.vault.officers.PolicyDraft;
import org.foresign.vault.officers.PolicyText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that change what accounts may do in the draft. */
final class PolicyEdits {
  private PolicyEdits() {}

  /** Changes what holds for the whole policy. */
  @Command(name = "set")
  static final class General extends DraftAction {
    @Option(names = "--approvals", paramLabel = "COUNT")
    private @Nullable Integer approvals;

    @Option(names = "--max-review-days", paramLabel = "DAYS")
    private @Nullable Integer days;

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      if (approvals != null && approvals > UnusableRules.APPROVALS_A_BATCH) {
        throw Problem.of(
                OfficerProblem.POLICY_NO_WAY_ON,
                approvals
                    + " approvals; a batch comes with at most "
                    + UnusableRules.APPROVALS_A_BATCH
                    + ", that of the desk which planned it")
            .asException();
      }
      if (approvals != null) {
        draft.requireApprovals(approvals);
      }
      if (days != null) {
        draft.limitReview(days * 86_400L);
      }
    }
  }

  /** Lets an account do something. */
  @Command(name = "allow")
  static final class Allow extends DraftAction {
    @Parameters(paramLabel = "ACCOUNT")
    private Address account = Address.ZERO;

    @Mixin private NetworkOption network = new NetworkOption();

    @Option(names = "--ops", paramLabel = "OPERATION", split = ",")
    private List<String> operations = List.of();

    @Option(names = "--per-batch", paramLabel = "AMOUNT")
    private @Nullable String perBatch;

    @Option(names = "--outstanding", paramLabel = "AMOUNT")
    private @Nullable String outstanding;

    @Option(names = "--lifetime", paramLabel = "AMOUNT")
    private @Nullable String lifetime;

    @Option(names = "--max-gas", paramLabel = "GAS")
    private @Nullable Long maxGas;

    @Option(names = "--max-fee-gwei", paramLabel = "GWEI")
    private @Nullable String maxFee;

    @Option(names = "--max-tip-gwei", paramLabel = "GWEI")
    private @Nullable String maxTip;

    @Option(names = "--max-request-fee-gwei", paramLabel = "GWEI")
    private @Nullable String maxRequestFee;

    @Option(names = "--cancel-required", negatable = true, fallbackValue = "true")
    private @Nullable Boolean cancelRequired;

    @Option(names = "--reopen", negatable = true, fallbackValue = "true")
    private @Nullable Boolean reopen;

    @Option(names = "--renew")
    private boolean renew;

    @Mixin private AlikeOption alike = new AlikeOption();

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      LaneId lane = network.of(account, draft);
      AccountRule old = limited(draft.rule(lane), lane.nativeAsset());
      TreeSet<OperationKind> kinds = new TreeSet<>(old.operations());
      kinds.addAll(PolicyText.kinds(operations));
      PolicyDraft.put(
          draft.accounts(),
          new AccountRule(
              lane,
              kinds,
              old.limits(),
              maxGas == null ? old.maxGasLimit() : maxGas,
              gwei(maxFee, old.maxFeePerGas(), AmountText.MOST_FEE),
              gwei(maxTip, old.maxTipPerGas(), AmountText.MOST_FEE),
              gwei(maxRequestFee, old.maxRequestFee(), Wei.ONE_ETHER),
              cancelRequired == null ? old.cancelRequired() : cancelRequired,
              reopen == null ? old.mayReopenNonce() : reopen,
              renew ? draft.before().number() : old.renewedAt()));
      alike.say(draft, account);
    }

    private AccountRule limited(AccountRule old, Asset coin) {
      if (perBatch == null && outstanding == null && lifetime == null) {
        return old;
      }
      AssetLimit was =
          old.limitFor(coin).orElse(new AssetLimit(coin, Wei.ZERO, Wei.ZERO, Wei.ZERO));
      Wei batch = perBatch == null ? was.perBatch() : coins(coin, perBatch);
      Wei open = outstanding == null ? was.outstanding().max(batch) : coins(coin, outstanding);
      Wei all = lifetime == null ? was.lifetime().max(open) : coins(coin, lifetime);
      return old.with(new AssetLimit(coin, batch, open, all));
    }

    private static Wei gwei(@Nullable String text, Wei old, Wei most) {
      return text == null ? old : AmountText.readGwei(text, most);
    }
  }

  /** Sets the limits of a token. */
  @Command(name = "limit")
  static final class Limit extends DraftAction {
    @Parameters(paramLabel = "ACCOUNT")
    private Address account = Address.ZERO;

    @Mixin private NetworkOption network = new NetworkOption();

    @Option(names = "--token", paramLabel = "TOKEN", required = true)
    private String token = "";

    @Option(names = "--per-batch", paramLabel = "AMOUNT", required = true)
    private String perBatch = "";

    @Option(names = "--outstanding", paramLabel = "AMOUNT", required = true)
    private String outstanding = "";

    @Option(names = "--lifetime", paramLabel = "AMOUNT", required = true)
    private String lifetime = "";

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      LaneId lane = network.of(account, draft);
      Policy.Token known =
          PolicyDraft.require(
              draft.tokens(),
              t -> t.asset().chain().equals(lane.chain()) && isCalled(t),
              "token " + token);
      AssetLimit limit =
          new AssetLimit(
              known.asset(),
              AmountText.read(perBatch, known.decimals()),
              AmountText.read(outstanding, known.decimals()),
              AmountText.read(lifetime, known.decimals()));
      PolicyDraft.put(draft.accounts(), require(draft, lane).with(limit));
    }

    private boolean isCalled(Policy.Token known) {
      return known.symbol().equals(token)
          || known.asset().token().filter(t -> t.toString().equalsIgnoreCase(token)).isPresent();
    }
  }

  /** Takes an account's rule away. */
  @Command(name = "deny")
  static final class Deny extends DraftAction {
    @Parameters(paramLabel = "ACCOUNT")
    private Address account = Address.ZERO;

    @Mixin private NetworkOption network = new NetworkOption();

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      draft.accounts().remove(require(draft, network.of(account, draft)));
    }
  }

  /** Only of chains that are pinned is it known that the coin is ether, and how much there is. */
  private static Wei coins(Asset coin, String text) {
    return Networks.byChain(coin.chain()).isPresent()
        ? AmountText.readEther(text)
        : AmountText.read(text, AmountText.COIN_DECIMALS);
  }

  private static AccountRule require(PolicyDraft draft, LaneId lane) throws ProblemException {
    return PolicyDraft.require(
        draft.accounts(), rule -> rule.lane().equals(lane), "account " + lane);
  }
}
