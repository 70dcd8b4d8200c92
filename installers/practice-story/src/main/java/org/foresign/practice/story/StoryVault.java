package org.foresign.practice.story;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.foresign.codec.Digest32;
import org.foresign.model.card.Role;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.policy.Exposure;
import org.foresign.model.policy.ExposureCalculator;
import org.foresign.model.policy.FindingCode;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.UnsignedTx;

/** What officers do at the vault in the story, each a command of the vault's own program. */
record StoryVault(VaultProcess vault, StoryFolders folders) {
  private static final int GWEI_DECIMALS = 9;
  private static final String ATTESTER = "Practice Officer";

  /** Makes a practice vault. */
  void create() throws ProblemException {
    vault.run("The vault is made", "create", "--practice");
  }

  /** Makes or imports the account. */
  Address account(StoryOptions options) throws ProblemException {
    String index = Integer.toString(options.accountIndex());
    VaultReply reply =
        options.mnemonicFile() == null
            ? vault.run("The vault makes a key", "account", "new", "--index", index)
            : vault.run(
                "The vault imports the practice words",
                "account",
                "import",
                "--mnemonic-file",
                options.mnemonicFile().toAbsolutePath().toString(),
                "--index",
                index);
    return Address.parse(reply.text("address"));
  }

  /** Writes the vault's card; the ten words that its screen shows. */
  List<String> showCard() throws ProblemException {
    return vault.run("The vault writes its card", "pair", "show", "--out", carry()).words("words");
  }

  /** Accepts a card by the words that the desk's screen shows. */
  void accept(StoryDesk.SentCard card) throws ProblemException {
    vault.run(
        "Officers compare ten words and accept",
        "pair",
        "accept",
        "--in",
        carry(),
        "--parcel",
        card.parcel().tag(),
        "--name",
        card.role() == Role.DESK ? "Treasury Desk" : "Treasury Approver",
        "--words",
        String.join(" ", card.words()));
  }

  void sendAccountCard(Address account) throws ProblemException {
    vault.run(
        "The vault writes the account card",
        "account",
        "card",
        account.toString(),
        "--out",
        carry());
  }

  /** A policy that allows this plan and little more; asks nobody, for it is practice. */
  void makePolicy(StoryScript script, ExpandedBatch plan, Digest32 approver)
      throws ProblemException {
    vault.run("Officers draft a policy", "policy", "draft", "--from-template");
    String network = script.network().name();
    if (script.mix().tokens() > 0) {
      vault.run(
          "A token is listed",
          "policy",
          "token",
          "add",
          "--network",
          network,
          "--contract",
          StoryScript.TOKEN.toString(),
          "--symbol",
          StoryScript.TOKEN_SYMBOL,
          "--decimals",
          Integer.toString(StoryScript.TOKEN_DECIMALS));
      addAddress(network, StoryScript.PAYROLL);
    }
    if (script.mix().payments() > 0) {
      addAddress(network, StoryScript.CUSTODIAN);
    }
    allow(script, plan);
    vault.run("The approver is listed", "policy", "approver", "add", approver.bytes().hex());
    enrol(network, script.depositFile().toAbsolutePath().toString());
    if (script.ownFile() != null) {
      // The chain of the story has these from its first block.
      enrol(network, script.ownFile().toAbsolutePath().toString(), "--on-chain");
    }
    vault.run("Officers accept the policy", "policy", "accept", "--yes");
    vault.run("The vault writes the policy", "policy", "export", "--out", carry());
  }

  private void addAddress(String network, StoryScript.Payee payee) throws ProblemException {
    vault.run(
        "The address book grows",
        "policy",
        "address",
        "add",
        "--network",
        network,
        "--address",
        payee.address().toString(),
        "--name",
        payee.name());
  }

  private void enrol(String network, String file, String... more) throws ProblemException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "validators",
                "enrol",
                "--deposit-data",
                file,
                "--attester",
                ATTESTER,
                "--network",
                network));
    words.addAll(List.of(more));
    vault.run("Validators are enrolled", words.toArray(String[]::new));
  }

  /** Operations and limits as the plan needs them, amounts rounded up to whole units. */
  private void allow(StoryScript script, ExpandedBatch plan) throws ProblemException {
    Exposure exposure =
        ExposureCalculator.byLane(ExposureCalculator.bySlot(plan.leaves()))
            .values()
            .iterator()
            .next();
    Asset coin = Asset.nativeOf(script.network().chain());
    String network = script.network().name();
    vault.run(
        "Operations and limits are set",
        "policy",
        "allow",
        script.account().toString(),
        "--network",
        network,
        "--ops",
        operations(plan),
        "--per-batch",
        whole(exposure.of(coin), 18),
        "--max-gas",
        Long.toString(
            plan.leaves().stream().mapToLong(leaf -> leaf.tx().gasLimit()).max().orElse(0)),
        "--max-fee-gwei",
        most(plan, leaf -> leaf.tx().fees().maxFeePerGas()),
        "--max-tip-gwei",
        most(plan, leaf -> leaf.tx().fees().maxPriorityFeePerGas()),
        "--max-request-fee-gwei",
        most(plan, StoryVault::requestFee),
        "--cancel-required");
    Asset token = Asset.token(script.network().chain(), StoryScript.TOKEN);
    if (!exposure.of(token).isZero()) {
      String most = whole(exposure.of(token), StoryScript.TOKEN_DECIMALS);
      vault.run(
          "Limits of the token are set",
          "policy",
          "limit",
          script.account().toString(),
          "--network",
          network,
          "--token",
          StoryScript.TOKEN_SYMBOL,
          "--per-batch",
          most,
          "--outstanding",
          most,
          "--lifetime",
          most);
    }
  }

  private static String operations(ExpandedBatch plan) {
    return plan.leaves().stream()
        .map(leaf -> Spelling.of(leaf.operation().kind()))
        .distinct()
        .collect(Collectors.joining(","));
  }

  private static Wei requestFee(UnsignedTx leaf) {
    return switch (leaf.operation()) {
      case Operation.Unstake unstake -> unstake.requestFee();
      case Operation.Consolidate consolidate -> consolidate.requestFee();
      case Operation.Stake stake -> Wei.ZERO;
      case Operation.TopUp topUp -> Wei.ZERO;
      case Operation.NativeTransfer transfer -> Wei.ZERO;
      case Operation.TokenTransfer transfer -> Wei.ZERO;
      case Operation.Cancel cancel -> Wei.ZERO;
    };
  }

  /** In whole gwei: 76.698 could mean thousands, and the vault asks which. */
  private static String most(ExpandedBatch plan, Function<UnsignedTx, Wei> figure) {
    return whole(plan.leaves().stream().map(figure).reduce(Wei.ZERO, Wei::max), GWEI_DECIMALS);
  }

  private static String whole(Wei amount, int decimals) {
    return new BigDecimal(amount.value(), decimals)
        .setScale(0, RoundingMode.CEILING)
        .toPlainString();
  }

  /** Judges and signs the request that waits, and writes the result to the stick. */
  VaultReply sign() throws ProblemException {
    List<String> words =
        new ArrayList<>(List.of("sign", "--in", carry(), "--out", carry(), "--yes"));
    for (FindingCode code : StoryScript.CONSENTS) {
      words.addAll(List.of("--consent", code.id()));
    }
    return vault.run("The vault judges and signs", words.toArray(String[]::new));
  }

  /** Takes the receipt that waits. */
  void takeReceipt() throws ProblemException {
    VaultReply reply = vault.run("The vault takes the receipt", "receipt", "--in", carry());
    Long taken = reply.number("taken");
    if (taken == null || taken != 1) {
      throw Problem.of(StoryProblem.STORY_STUCK, "receipts taken: " + taken).asException();
    }
  }

  private String carry() {
    return folders.carry().toString();
  }
}
