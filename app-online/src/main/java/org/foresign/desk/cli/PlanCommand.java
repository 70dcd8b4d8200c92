package org.foresign.desk.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.foresign.codec.Bytes;
import org.foresign.crypto.Bls;
import org.foresign.desk.plan.BatchPlanner;
import org.foresign.desk.plan.PaymentsFile;
import org.foresign.desk.plan.PlanHeader;
import org.foresign.desk.plan.PlanProblem;
import org.foresign.desk.plan.PlannedSlot;
import org.foresign.desk.plan.RequestSlots;
import org.foresign.desk.plan.StakeLadder;
import org.foresign.desk.plan.Wishes;
import org.foresign.desk.settings.Accounts;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.PairedVault;
import org.foresign.desk.settings.Policies;
import org.foresign.desk.staking.DepositFileReader;
import org.foresign.model.card.Role;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.GasSchedule;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.policy.Review;
import org.foresign.model.policy.SignedPolicy;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.CredentialRule;
import org.foresign.model.staking.DepositData;
import org.foresign.model.tx.ExpandedBatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Plans a batch and shows what the vault's policy will say of it. */
@Command(
    name = "plan",
    description = {
      "Plans a batch: stakes, exits, consolidations, payments, each nonce with tiers and a cancel.",
      "Withdrawals, top-ups and CSV files of payments too; see the options. Nothing "
          + "leaves this desk before 'export'."
    },
    mixinStandardHelpOptions = true)
final class PlanCommand extends HomeAction {
  private static final long DAY_SECONDS = 86_400;

  @Option(names = "--chain", required = true, description = "Name or chain id.")
  private String chainName;

  @Option(names = "--account", required = true, description = "Account that pays and stakes.")
  private String account;

  @Option(
      names = "--withdrawal-account",
      description = "Account in the validators' credentials, when it is another one.")
  private @Nullable String withdrawalAccount;

  @Option(
      names = "--stake",
      paramLabel = "FILE",
      description = "A deposit_data-*.json; repeated files with other amounts make alternatives.")
  private List<Path> stake = List.of();

  @Option(names = "--pay", paramLabel = "FILE", description = "A CSV of known payments.")
  private @Nullable Path pay;

  @Option(names = "--exit", paramLabel = "KEY", description = "Exits this validator.")
  private List<String> exit = List.of();

  @Option(
      names = "--withdraw",
      paramLabel = "KEY=ETH",
      description = "Withdraws a part of a compounding validator's balance.")
  private List<String> withdraw = List.of();

  @Option(names = "--top-up", paramLabel = "KEY=ETH", description = "Adds to a validator of ours.")
  private List<String> topUp = List.of();

  @Option(
      names = "--consolidate",
      paramLabel = "KEY=KEY",
      description = "Moves a validator's balance into another; KEY=KEY of one switches it to 0x02.")
  private List<String> consolidate = List.of();

  @Option(
      names = "--reserve",
      defaultValue = "0",
      description = "Further nonces with cancel leaves only.")
  private int reserve;

  @Option(names = "--tiers", defaultValue = "3", description = "Fee tiers, 1 to 8 (default 3).")
  private int tiers;

  @Option(
      names = "--cancel-tiers",
      defaultValue = "3",
      description = "Fee tiers of the cancel leaves, 0 to 8 (default 3).")
  private int cancelTiers;

  @Option(names = "--first-nonce", description = "First nonce; the next free one if left out.")
  private @Nullable Long firstNonce;

  @Option(
      names = "--review-days",
      defaultValue = "30",
      description = "Days until the batch is to be reviewed (default 30).")
  private int reviewDays;

  PlanCommand(DeskTools tools) {
    super(tools);
  }

  @Override
  Answer answer(DeskHome home) throws ProblemException {
    Chain chain = ChainNames.parse(home, chainName);
    Accounts accounts = DeskServices.accounts(home, tools());
    Address payer = Inputs.address(account);
    PairedVault vault = accounts.vaultOf(payer);
    SignedPolicy policy = new Policies(home.database()).require(vault);
    Wishes wishes = wishes(chain, payer, accounts.addresses(vault), policy);
    try (Chains chains = Chains.open(home, chain, tools().clock())) {
      BatchPlanner planner =
          new BatchPlanner(
              chains.execution(),
              chains.beacon(),
              lane -> home.batches().nextFree(lane),
              GasSchedule.OSAKA);
      ExpandedBatch batch = planner.plan(header(home, vault, policy), wishes.lanes());
      Review review = DeskServices.preview(home, tools(), vault, policy).review(batch);
      if (review.refused()) {
        throw Problem.of(PlanProblem.PLAN_POLICY_REFUSES, BatchPage.refusals(review)).asException();
      }
      home.batches().add(batch);
      return BatchPage.of(review, "Planned");
    }
  }

  private PlanHeader header(DeskHome home, PairedVault vault, SignedPolicy policy)
      throws ProblemException {
    byte[] id = new byte[16];
    tools().random().nextBytes(id);
    long now = tools().clock().instant().getEpochSecond();
    return new PlanHeader(
        Bytes.of(id),
        home.pairings().own(Role.DESK).digest(),
        vault.instance(),
        vault.nextSequence(),
        vault.lastResult(),
        policy.hash(),
        now,
        now + Math.multiplyExact(reviewDays, DAY_SECONDS));
  }

  private Wishes wishes(Chain chain, Address payer, Set<Address> own, SignedPolicy policy)
      throws ProblemException {
    List<PlannedSlot> payments = new ArrayList<>(StakeLadder.slots(deposits(chain, own)));
    for (String wish : topUp) {
      payments.add(
          PlannedSlot.of(new Operation.TopUp(Inputs.validator(left(wish)), gwei(right(wish)))));
    }
    if (pay != null) {
      payments.addAll(
          new PaymentsFile(chain, policy.policy()).read(Inputs.file(pay, PaymentsFile.MAX_BYTES)));
    }
    return new Wishes(
        chain,
        payer,
        withdrawalAccount == null ? payer : Inputs.address(withdrawalAccount),
        payments,
        requests(),
        reserve,
        tiers,
        cancelTiers,
        firstNonce == null ? OptionalLong.empty() : OptionalLong.of(firstNonce));
  }

  private List<PlannedSlot> requests() {
    List<PlannedSlot> slots = new ArrayList<>();
    exit.forEach(key -> slots.add(RequestSlots.exit(Inputs.validator(key))));
    withdraw.forEach(
        wish -> slots.add(RequestSlots.withdraw(Inputs.validator(left(wish)), gwei(right(wish)))));
    consolidate.forEach(wish ->
        slots.add(
            RequestSlots.consolidate(Inputs.validator(left(wish)), Inputs.validator(right(wish)))));
    return slots;
  }

  private List<DepositData> deposits(Chain chain, Set<Address> own) throws ProblemException {
    List<DepositData> deposits = new ArrayList<>();
    if (stake.isEmpty()) {
      return deposits;
    }
    Network network =
        Networks.byChain(chain)
            .orElseThrow(() ->
                Problem.of(PlanProblem.PLAN_WRONG_LANE, chain + " has no staking").asException());
    DepositFileReader reader = new DepositFileReader(Bls.best());
    for (Path file : stake) {
      deposits.addAll(reader.readForPlan(file, network, new CredentialRule.PaysTo(own)).deposits());
    }
    return deposits;
  }

  private static String left(String wish) {
    return wish.substring(0, equalsSign(wish));
  }

  private static String right(String wish) {
    return wish.substring(equalsSign(wish) + 1);
  }

  private static int equalsSign(String wish) {
    int at = wish.indexOf('=');
    if (at < 1) {
      throw new TypeConversionException("write it as KEY=VALUE: " + wish);
    }
    return at;
  }

  /** Decimal ETH that is a whole number of gwei. */
  private static Gwei gwei(String ether) {
    try {
      return new Gwei(Wei.parseUnits(ether, 9).value().longValueExact());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new TypeConversionException("not an amount in ETH with whole gwei: " + ether);
    }
  }
}
