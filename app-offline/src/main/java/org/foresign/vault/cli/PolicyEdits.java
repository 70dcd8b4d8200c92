package org.foresign.vault.cli;

import java.util.List;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.AmountText;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.policy.Policy.AssetLimit;
import org.foresign.model.policy.UnusableRules;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.officers.OfficerProblem;
import org.foresign.vault.officers.PolicyDraft;
import org.foresign.vault.officers.PolicyText;
import org.foresign.vault.officers.RuleChange;
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
      new RuleChange(
              PolicyText.kinds(operations),
              perBatch,
              outstanding,
              lifetime,
              maxGas,
              maxFee,
              maxTip,
              maxRequestFee,
              cancelRequired,
              reopen,
              renew)
          .in(draft, network.of(account, draft));
      alike.say(draft, account);
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

  private static AccountRule require(PolicyDraft draft, LaneId lane) throws ProblemException {
    return PolicyDraft.require(
        draft.accounts(), rule -> rule.lane().equals(lane), "account " + lane);
  }
}
