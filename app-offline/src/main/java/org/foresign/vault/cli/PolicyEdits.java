package org.foresign.vault.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.AmountText;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.policy.Policy.AssetLimit;
import org.foresign.model.policy.UnusableRules;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.NearName;
import org.foresign.vault.officers.OfficerProblem;
import org.foresign.vault.officers.PolicyDraft;
import org.foresign.vault.officers.PolicyText;
import org.foresign.vault.work.ChainsByName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that change what accounts may do in the draft. */
final class PolicyEdits {
  private static final Wei DEFAULT_MAX_FEE = Wei.ofGwei(500);
  private static final Wei DEFAULT_MAX_TIP = Wei.ofGwei(50);
  private static final Wei DEFAULT_REQUEST_FEE = Wei.ofGwei(1_000_000);
  private static final long DEFAULT_MAX_GAS = 1_000_000;

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

    @Option(names = "--network", paramLabel = "NETWORK", required = true)
    private String network = "";

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

    @Option(names = "--looks-like", paramLabel = "ADDRESS")
    private List<Address> looksLike = List.of();

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      Chain chain = ChainsByName.parse(network, draft.before());
      LaneId lane = new LaneId(chain, account);
      AccountRule old = draft.before().ruleFor(lane).orElse(bare(lane, draft.before().number()));
      TreeSet<OperationKind> kinds = new TreeSet<>(old.operations());
      kinds.addAll(parse(operations));
      put(
          draft,
          new AccountRule(
              lane,
              kinds,
              limits(old, Asset.nativeOf(chain)),
              maxGas == null ? old.maxGasLimit() : maxGas,
              maxFee == null
                  ? old.maxFeePerGas()
                  : AmountText.readGwei(maxFee, AmountText.MOST_FEE),
              maxTip == null
                  ? old.maxTipPerGas()
                  : AmountText.readGwei(maxTip, AmountText.MOST_FEE),
              maxRequestFee == null
                  ? old.maxRequestFee()
                  : AmountText.readGwei(maxRequestFee, Wei.ONE_ETHER),
              cancelRequired == null ? old.cancelRequired() : cancelRequired,
              reopen == null ? old.mayReopenNonce() : reopen,
              renew ? draft.before().number() : old.renewedAt()));
      looksLike.forEach(other -> draft.wantsAlike(account, other));
    }

    private List<AssetLimit> limits(AccountRule old, Asset coin) {
      if (perBatch == null && outstanding == null && lifetime == null) {
        return old.limits();
      }
      AssetLimit was =
          old.limitFor(coin).orElse(new AssetLimit(coin, Wei.ZERO, Wei.ZERO, Wei.ZERO));
      Wei batch = perBatch == null ? was.perBatch() : coins(coin, perBatch);
      Wei open = outstanding == null ? was.outstanding().max(batch) : coins(coin, outstanding);
      Wei all = lifetime == null ? was.lifetime().max(open) : coins(coin, lifetime);
      return with(old.limits(), new AssetLimit(coin, batch, open, all));
    }
  }

  /** Sets the limits of a token. */
  @Command(name = "limit")
  static final class Limit extends DraftAction {
    @Parameters(paramLabel = "ACCOUNT")
    private Address account = Address.ZERO;

    @Option(names = "--network", paramLabel = "NETWORK", required = true)
    private String network = "";

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
      Chain chain = ChainsByName.parse(network, draft.before());
      Policy.Token known =
          draft.tokens().stream()
              .filter(t -> t.asset().chain().equals(chain))
              .filter(t ->
                  t.symbol().equals(token)
                      || t.asset()
                          .token()
                          .map(Address::toString)
                          .orElse("")
                          .equalsIgnoreCase(token))
              .findFirst()
              .orElseThrow(() ->
                  Problem.of(OfficerProblem.POLICY_ENTRY_UNKNOWN, "token " + token).asException());
      AccountRule rule = require(draft, new LaneId(chain, account));
      AssetLimit limit =
          new AssetLimit(
              known.asset(),
              AmountText.read(perBatch, known.decimals()),
              AmountText.read(outstanding, known.decimals()),
              AmountText.read(lifetime, known.decimals()));
      put(
          draft,
          new AccountRule(
              rule.lane(),
              rule.operations(),
              with(rule.limits(), limit),
              rule.maxGasLimit(),
              rule.maxFeePerGas(),
              rule.maxTipPerGas(),
              rule.maxRequestFee(),
              rule.cancelRequired(),
              rule.mayReopenNonce(),
              rule.renewedAt()));
    }
  }

  /** Takes an account's rule away. */
  @Command(name = "deny")
  static final class Deny extends DraftAction {
    @Parameters(paramLabel = "ACCOUNT")
    private Address account = Address.ZERO;

    @Option(names = "--network", paramLabel = "NETWORK", required = true)
    private String network = "";

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      LaneId lane = new LaneId(ChainsByName.parse(network, draft.before()), account);
      draft.accounts().remove(require(draft, lane));
    }
  }

  /** Only of chains that are pinned is it known that the coin is ether, and how much there is. */
  private static Wei coins(Asset coin, String text) {
    return Networks.byChain(coin.chain()).isPresent()
        ? AmountText.readEther(text)
        : AmountText.read(text, AmountText.COIN_DECIMALS);
  }

  private static void put(PolicyDraft draft, AccountRule rule) {
    PolicyDraft.put(draft.accounts(), old -> old.lane().equals(rule.lane()), rule);
  }

  private static List<AssetLimit> with(List<AssetLimit> limits, AssetLimit limit) {
    List<AssetLimit> changed = new ArrayList<>(limits);
    PolicyDraft.put(changed, old -> old.asset().equals(limit.asset()), limit);
    return changed;
  }

  private static AccountRule require(PolicyDraft draft, LaneId lane) throws ProblemException {
    return draft
        .before()
        .ruleFor(lane)
        .orElseThrow(
            () -> Problem.of(OfficerProblem.POLICY_ENTRY_UNKNOWN, "account " + lane).asException());
  }

  private static AccountRule bare(LaneId lane, long number) {
    return new AccountRule(
        lane,
        new TreeSet<>(),
        List.of(),
        DEFAULT_MAX_GAS,
        DEFAULT_MAX_FEE,
        DEFAULT_MAX_TIP,
        DEFAULT_REQUEST_FEE,
        true,
        false,
        number);
  }

  private static Set<OperationKind> parse(List<String> names) {
    Set<OperationKind> kinds = EnumSet.noneOf(OperationKind.class);
    for (String name : names) {
      OperationKind found = null;
      for (OperationKind kind : OperationKind.values()) {
        if (PolicyText.of(kind).equals(name.strip())) {
          found = kind;
        }
      }
      if (found == null) {
        throw new IllegalArgumentException(
            "there is no operation "
                + name
                + NearName.hint(
                    name, Arrays.stream(OperationKind.values()).map(PolicyText::of).toList()));
      }
      kinds.add(found);
    }
    return kinds;
  }
}
