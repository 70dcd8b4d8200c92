package org.foresign.practice.story;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.foresign.codec.Bytes;
import org.foresign.crypto.Bls;
import org.foresign.crypto.Keccak;
import org.foresign.desk.plan.Choice;
import org.foresign.desk.plan.PlanOrder;
import org.foresign.desk.plan.Wish;
import org.foresign.desk.staking.DepositFileReader;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Wei;
import org.foresign.model.policy.FindingCode;
import org.foresign.model.policy.Policy;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.CredentialRule;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.practice.chain.PracticeChain;
import org.foresign.practice.chain.PracticeChainBuilder;
import org.foresign.practice.chain.PracticeDeposits;
import org.jspecify.annotations.Nullable;

/**
 * What happens in one story: who is paid what, which validators come, change and go. Amounts are
 * those of a small treasury.
 *
 * @param depositFile what is staked, as the staking tools write it
 * @param ownFile deposit file of validators that are ours already, null when there are none
 */
record StoryScript(
    Network network,
    Address account,
    StoryMix mix,
    Path depositFile,
    List<DepositData> stakes,
    @Nullable Path ownFile,
    List<DepositData> own) {
  static final Payee CUSTODIAN = new Payee("Northbank Custody", payee("custodian"));
  static final Payee PAYROLL = new Payee("Payroll Agent", payee("payroll"));
  static final Address TOKEN = PracticeChainBuilder.TOKEN;
  static final String TOKEN_SYMBOL = "PRAC";
  static final int TOKEN_DECIMALS = 6;

  /**
   * What the story does on purpose: its new validators get their whole stake at once, and the same
   * is paid several times.
   */
  static final Set<FindingCode> CONSENTS =
      Set.of(FindingCode.STAKE_UNCONFIRMED, FindingCode.PURPOSE_REPEATED);

  private static final String PAYMENT = "12.5";
  private static final String TOKEN_PAYMENT = "25000";
  private static final Gwei PARTIAL = Gwei.ofEther(10);

  /** At most 1 ETH of fees a transaction, see FeeLadder, and the requests' values. */
  private static final Wei FEES_A_NONCE = Wei.parseEther("1.01");

  /** Numbers of the practice validators that are ours from the start. */
  private static final int LEAVING = 0;

  private static final int LARGE = 1;
  private static final int SOURCE = 2;
  private static final int TARGET = 3;

  private static final int FIRST_NEW = 100;

  /** Somebody the treasury pays. */
  record Payee(String name, Address address) {}

  StoryScript {
    stakes = List.copyOf(stakes);
    own = List.copyOf(own);
  }

  /** The story that stakes a file which the user has. */
  static StoryScript ofFile(Network network, Address account, Path file) throws ProblemException {
    List<DepositData> stakes = read(network, account, file);
    return new StoryScript(
        network, account, StoryMix.stakes(stakes.size()), file, stakes, null, List.of());
  }

  /** The story with a bit of everything; writes the files it needs beside the homes. */
  static StoryScript mixed(Network network, Address account, int nonces, StoryFolders folders)
      throws ProblemException {
    StoryMix mix = StoryMix.of(nonces);
    PracticeDeposits deposits = new PracticeDeposits(network);
    WithdrawalCredentials plain = WithdrawalCredentials.eth1(account);
    WithdrawalCredentials compounding = WithdrawalCredentials.compounding(account);
    List<DepositData> fresh =
        deposits.signed(FIRST_NEW, FIRST_NEW + mix.stakes(), compounding, Gwei.ofEther(32));
    Path file = folders.write("deposit_data-" + network.name() + "-new.json", deposits.file(fresh));
    List<DepositData> own =
        List.of(
            one(deposits, LEAVING, plain, 32),
            one(deposits, LARGE, compounding, 48),
            one(deposits, SOURCE, plain, 32),
            one(deposits, TARGET, compounding, 64));
    Path ownFile =
        folders.write("deposit_data-" + network.name() + "-own.json", deposits.file(own));
    return new StoryScript(network, account, mix, file, read(network, account, file), ownFile, own);
  }

  private static DepositData one(
      PracticeDeposits deposits, int number, WithdrawalCredentials credentials, long ether) {
    return deposits.signed(number, number + 1, credentials, Gwei.ofEther(ether)).getFirst();
  }

  private static List<DepositData> read(Network network, Address account, Path file)
      throws ProblemException {
    return new DepositFileReader(Bls.best())
        .readForPlan(file, network, new CredentialRule.PaysTo(Set.of(account)))
        .deposits();
  }

  /** The chain with this account's money and validators; not yet started. */
  PracticeChain chain() {
    Wei fees = FEES_A_NONCE.times(mix.nonces());
    Wei staked = stakes.stream().map(d -> d.amount().toWei()).reduce(Wei.ZERO, Wei::plus);
    Wei paid = Wei.parseEther(PAYMENT).times(mix.payments());
    BigInteger tokens = tokenPayment().value().multiply(BigInteger.valueOf(mix.tokens() + 1L));
    return PracticeChain.builder()
        .network(network)
        .fund(account, roundUp(fees.plus(staked).plus(paid)))
        .token(Map.of(account, tokens))
        .validators(own)
        .build();
  }

  private static Wei roundUp(Wei amount) {
    BigInteger unit = Wei.parseEther("100").value();
    return new Wei(amount.value().add(unit).divide(unit).multiply(unit));
  }

  /** The plan as a person would order it. */
  PlanOrder order(int tiers, long reviewSeconds) {
    return new PlanOrder(
        network.chain(),
        account,
        account,
        choices(),
        mix.reserve(),
        tiers,
        tiers,
        OptionalLong.empty(),
        reviewSeconds,
        CONSENTS);
  }

  private List<Choice> choices() {
    List<Choice> choices = new ArrayList<>();
    if (mix.exits() > 0) {
      choices.add(Choice.of(new Wish.Exit(validator(LEAVING))));
    }
    if (mix.withdrawals() > 0) {
      choices.add(Choice.of(new Wish.Withdraw(validator(LARGE), PARTIAL)));
    }
    if (mix.consolidations() > 0) {
      choices.add(Choice.of(new Wish.Consolidate(validator(SOURCE), validator(TARGET))));
    }
    Wish stake = new Wish.Stake(depositFile);
    choices.add(
        mix.mixed() == 0
            ? Choice.of(stake)
            : Choice.of(pay(row(CUSTODIAN, PAYMENT, "ETH", mix.mixed())), stake));
    if (mix.payments() > 0 || mix.tokens() > 0) {
      choices.add(Choice.of(pay(payments())));
    }
    return choices;
  }

  private BlsPublicKey validator(int number) {
    return own.get(number).publicKey();
  }

  /** The payments as the treasury writes them down. */
  private String payments() {
    StringBuilder rows = new StringBuilder();
    if (mix.payments() > 0) {
      rows.append(row(CUSTODIAN, PAYMENT, "ETH", mix.payments()));
    }
    if (mix.tokens() > 0) {
      rows.append(row(PAYROLL, TOKEN_PAYMENT, TOKEN_SYMBOL, mix.tokens()));
    }
    return rows.toString();
  }

  private static Wish pay(String rows) {
    return new Wish.Pay(
        Bytes.of(("recipient,amount,asset,times\n" + rows).getBytes(StandardCharsets.UTF_8)));
  }

  private static String row(Payee payee, String amount, String asset, int times) {
    return "\"" + payee.name() + "\"," + amount + "," + asset + "," + times + "\n";
  }

  /**
   * A policy that only has the names of recipients and tokens: enough to find out which limits the
   * real one must set.
   */
  Policy names(Bytes vaultInstance) {
    Chain chain = network.chain();
    return new Policy(
        1,
        null,
        vaultInstance,
        0,
        true,
        0,
        0,
        List.of(),
        List.of(
            new Policy.AddressBookEntry(chain, CUSTODIAN.address(), CUSTODIAN.name()),
            new Policy.AddressBookEntry(chain, PAYROLL.address(), PAYROLL.name())),
        List.of(new Policy.Token(Asset.token(chain, TOKEN), TOKEN_SYMBOL, TOKEN_DECIMALS)),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** What the custodian has in the end. */
  Wei paidToCustodian() {
    return Wei.parseEther(PAYMENT).times(mix.payments());
  }

  /** What the payroll agent has in the end, in the token's smallest unit. */
  Wei paidToPayroll() {
    return tokenPayment().times(mix.tokens());
  }

  private static Wei tokenPayment() {
    return Wei.parseUnits(TOKEN_PAYMENT, TOKEN_DECIMALS);
  }

  /** An address that nobody has a key for. */
  private static Address payee(String name) {
    byte[] hash = Keccak.hash(("foresign practice " + name).getBytes(StandardCharsets.UTF_8));
    return Address.of(Arrays.copyOfRange(hash, 12, 32));
  }
}
