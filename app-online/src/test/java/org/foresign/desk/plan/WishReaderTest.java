package org.foresign.desk.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationProblem;
import org.foresign.model.policy.Policy;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.practice.chain.PracticeDeposits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person says becomes nonces, some with several things of which one can land. */
class WishReaderTest {
  private static final Chain CHAIN = Networks.HOODI.chain();
  private static final Address OURS = Address.parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");
  private static final Address OTHER = Address.parse("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359");
  private static final WithdrawalCredentials CREDENTIALS = WithdrawalCredentials.compounding(OURS);
  private static final PracticeDeposits DEPOSITS = new PracticeDeposits(Networks.HOODI);

  private final WishReader reader =
      new WishReader(
          CHAIN,
          Set.of(OURS),
          new Policy(
              1,
              null,
              Bytes.of(new byte[16]),
              0,
              true,
              1,
              0,
              List.of(),
              List.of(new Policy.AddressBookEntry(CHAIN, OTHER, "Custodian")),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of()));

  @TempDir private Path folder;

  private static List<DepositData> deposits(int from, int to, long ether) {
    return DEPOSITS.signed(from, to, CREDENTIALS, Gwei.ofEther(ether));
  }

  private Wish.Stake stake(String name, List<DepositData> deposits) throws IOException {
    return new Wish.Stake(Files.writeString(folder.resolve(name), DEPOSITS.file(deposits)));
  }

  private static Wish.Pay pay(String row) {
    return new Wish.Pay(
        Bytes.of(
            ("recipient,amount,asset,times\n" + row.replaceFirst(",([0-9]+)$", ",,$1"))
                .getBytes(StandardCharsets.UTF_8)));
  }

  private static BlsPublicKey key(int number) {
    return deposits(number, number + 1, 32).getFirst().publicKey();
  }

  private static Operation staking(DepositData deposit) {
    return new Operation.Stake(
        deposit.publicKey(), deposit.credentials(), deposit.amount(), deposit.signature());
  }

  private static Operation paying(String ether) {
    return new Operation.NativeTransfer(OTHER, Wei.parseEther(ether));
  }

  private ProblemCode refused(Choice... choices) {
    return catchThrowableOfType(ProblemException.class, () -> reader.read(List.of(choices)))
        .problem()
        .code();
  }

  @Test
  void laysStakePaymentAndExitOverTheSameNonces() throws Exception {
    List<DepositData> two = deposits(10, 12, 32);
    List<PlannedSlot> slots =
        reader.read(
            List.of(
                Choice.of(
                    stake("new.json", two), pay("Custodian,12.5,3"), new Wish.Exit(key(20)))));

    assertThat(slots)
        .containsExactly(
            PlannedSlot.of(
                staking(two.get(0)),
                paying("12.5"),
                new Operation.UnstakeFull(key(20), RequestFees.LOW),
                new Operation.UnstakeFull(key(20), RequestFees.HIGH)),
            PlannedSlot.of(staking(two.get(1)), paying("12.5")),
            PlannedSlot.of(paying("12.5")));
  }

  @Test
  void keepsTheOrderInWhichItIsSaid() throws Exception {
    List<DepositData> one = deposits(10, 11, 32);
    assertThat(
            reader.read(
                List.of(
                    Choice.of(pay("Custodian,1,2")),
                    Choice.of(stake("new.json", one)),
                    Choice.of(new Wish.TopUp(key(3), Gwei.ofEther(5))))))
        .containsExactly(
            PlannedSlot.of(paying("1")),
            PlannedSlot.of(paying("1")),
            PlannedSlot.of(staking(one.getFirst())),
            PlannedSlot.of(new Operation.TopUp(key(3), Gwei.ofEther(5))));
  }

  @Test
  void putsTheAmountsOfOneKeyIntoOneNonceInAChoiceToo() throws Exception {
    List<DepositData> small = deposits(10, 12, 32);
    List<DepositData> large = new ArrayList<>(deposits(10, 12, 64));
    Collections.reverse(large);
    Wish.Stake first = stake("32.json", small);
    Wish.Stake second = stake("64.json", large);
    List<PlannedSlot> plain = reader.read(List.of(Choice.of(first), Choice.of(second)));

    assertThat(plain)
        .containsExactly(
            PlannedSlot.of(staking(small.get(0)), staking(large.get(1))),
            PlannedSlot.of(staking(small.get(1)), staking(large.get(0))));
    assertThat(reader.read(List.of(Choice.of(first, pay("Custodian,7,1"), second))))
        .containsExactly(
            PlannedSlot.of(staking(small.get(0)), staking(large.get(1)), paying("7")),
            plain.get(1));
  }

  @Test
  void refusesOneDepositTwiceWhereverItStands() throws Exception {
    Wish.Stake first = stake("a.json", deposits(10, 12, 32));
    Wish.Stake second = stake("b.json", deposits(11, 13, 32));

    assertThat(refused(Choice.of(first), Choice.of(second)))
        .isEqualTo(PlanProblem.PLAN_DEPOSIT_TWICE);
    assertThat(refused(Choice.of(first), Choice.of(second, pay("Custodian,1,1"))))
        .isEqualTo(PlanProblem.PLAN_DEPOSIT_TWICE);
  }

  @Test
  void knowsNoStakingOnAChainThatIsNotBuiltIn() {
    Policy policy =
        new Policy(
            1,
            null,
            Bytes.of(new byte[16]),
            0,
            true,
            1,
            0,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    WishReader gnosis = new WishReader(Chain.evm(100), Set.of(OURS), policy);
    for (Wish wish :
        List.of(
            new Wish.Stake(folder.resolve("not-even-looked-for.json")),
            new Wish.TopUp(key(1), Gwei.ofEther(1)),
            new Wish.Exit(key(1)),
            new Wish.Withdraw(key(1), Gwei.ofEther(1)),
            new Wish.Consolidate(key(1), key(2)))) {
      assertThat(
              catchThrowableOfType(
                      ProblemException.class, () -> gnosis.read(List.of(Choice.of(wish))))
                  .problem()
                  .code())
          .as(wish.toString())
          .isEqualTo(OperationProblem.OPERATION_NOT_FOR_CHAIN);
    }
  }

  @Test
  void refusesTwoAlternativesThatAreTheSame() {
    assertThat(refused(Choice.of(new Wish.Exit(key(1)), new Wish.Exit(key(1)))))
        .isEqualTo(PlanProblem.PLAN_ALTERNATIVE_TWICE);
  }

  @Test
  void refusesMoreAlternativesThanANonceMayHave() {
    List<Wish> exits = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      exits.add(new Wish.Exit(key(i)));
    }
    assertThat(refused(new Choice(exits))).isEqualTo(PlanProblem.PLAN_TOO_LARGE);
  }

  @Test
  void putsAMixedNonceWhereItWasSaidAndNothingButRequestsFirst() throws Exception {
    List<PlannedSlot> slots =
        reader.read(
            List.of(
                Choice.of(pay("Custodian,1,1")),
                Choice.of(pay("Custodian,2,1"), new Wish.Exit(key(1))),
                Choice.of(new Wish.Exit(key(2)))));

    assertThat(wishes(OURS, slots).lanes())
        .singleElement()
        .satisfies(lane ->
            assertThat(lane.slots()).containsExactly(slots.get(2), slots.get(0), slots.get(1)));
    assertThat(
            catchThrowableOfType(ProblemException.class, () -> wishes(OTHER, slots).lanes())
                .problem()
                .code())
        .isEqualTo(PlanProblem.PLAN_WRONG_LANE);
  }

  private static Wishes wishes(Address withdrawal, List<PlannedSlot> slots) {
    return new Wishes(CHAIN, OURS, withdrawal, slots, 0, 3, 3, OptionalLong.empty());
  }
}
