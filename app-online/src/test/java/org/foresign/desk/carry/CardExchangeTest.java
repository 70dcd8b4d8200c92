package org.foresign.desk.carry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Bytes;
import org.foresign.crypto.Secp256k1;
import org.foresign.desk.MemoryStick;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.desk.settings.PairedAccounts;
import org.foresign.desk.settings.PolicyCopies;
import org.foresign.desk.settings.SettingsProblem;
import org.foresign.model.policy.SignedPolicy;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sticks that hold more than what is wanted: older policies, cards of others, rubbish. */
class CardExchangeTest {
  @TempDir private Path folder;
  private final TestVault vault = new TestVault(true);
  private final TestVault other = new TestVault(true);
  private final MemoryStick stick = new MemoryStick();
  private TestDesk desk;
  private CardExchange exchange;

  @BeforeEach
  void pair() throws ProblemException {
    desk = TestDesk.create(folder.resolve("desk"));
    desk.pair(vault);
    exchange =
        new CardExchange(
            desk.home(),
            desk.post(),
            new PairedAccounts(desk.home(), Secp256k1.best()),
            new PolicyCopies(desk.home()));
  }

  @AfterEach
  void close() throws ProblemException {
    desk.close();
  }

  private List<Long> take(Parcel... parcels) throws ProblemException {
    for (Parcel parcel : parcels) {
      stick.offer(parcel);
    }
    ParcelResults<SignedPolicy> taken = exchange.takePolicies(stick);
    assertThat(taken.refused()).isEmpty();
    List<Long> numbers = new ArrayList<>();
    for (SignedPolicy policy : taken.items()) {
      numbers.add(policy.policy().number());
    }
    return numbers;
  }

  private long newest() throws ProblemException {
    return new PolicyCopies(desk.home())
        .require(desk.home().pairings().vault(vault.instance()))
        .policy()
        .number();
  }

  @Test
  void takesPoliciesByNumberWhateverTheirFilesAreCalled() throws ProblemException {
    Parcel[] eight = new Parcel[8]; // one order of names in 40,320 is that of the numbers
    for (int number = 1; number <= eight.length; number++) {
      eight[number - 1] = vault.policy(number, desk.card());
    }
    assertThat(take(eight)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    assertThat(newest()).isEqualTo(8);
  }

  @Test
  void passesOverThePoliciesOfEarlierCeremonies() throws ProblemException {
    Parcel third = vault.policy(3, desk.card());
    assertThat(take(vault.policy(1, desk.card()), third)).containsExactly(1L, 3L);
    assertThat(take(vault.policy(2, desk.card()), vault.policy(4, desk.card())))
        .containsExactly(3L, 4L);
    assertThat(newest()).isEqualTo(4);
  }

  @Test
  void refusesAPolicyOfAnotherChain() throws ProblemException {
    take(vault.policy(3, desk.card()));
    MemoryStick other = new MemoryStick();
    other.offer(vault.policy(3, desk.card())); // of this number, and another one
    ParcelResults<SignedPolicy> taken = exchange.takePolicies(other);
    assertThat(taken.items()).isEmpty();
    assertThat(taken.refused().values())
        .extracting(Problem::code)
        .containsExactly(SettingsProblem.DESK_POLICY_FORK);
    MemoryStick next = new MemoryStick();
    next.offer(vault.policy(4, desk.card())); // follows the other one
    assertThat(exchange.takePolicies(next).refused().values())
        .extracting(Problem::code)
        .containsExactly(SettingsProblem.DESK_POLICY_FORK);
    assertThat(newest()).isEqualTo(3);
  }

  @Test
  void saysThatAPolicyIsOlderWhenNoOtherWaits() throws ProblemException {
    take(vault.policy(3, desk.card()));
    MemoryStick old = new MemoryStick();
    old.offer(vault.policy(2, desk.card()));
    ParcelResults<SignedPolicy> taken = exchange.takePolicies(old);
    assertThat(taken.items()).isEmpty();
    assertThat(taken.refused().values())
        .extracting(Problem::code)
        .containsExactly(SettingsProblem.DESK_POLICY_STALE);
    assertThat(newest()).isEqualTo(3);
  }

  @Test
  void aPolicyOfAnotherVaultOrRubbishKeepsNoneBack() throws ProblemException {
    stick.offer(other.policy(9, desk.card()));
    stick.offer(Parcel.of(ParcelKind.POLICY, Bytes.of(new byte[200])));
    stick.offer(vault.policy(1, desk.card()));
    ParcelResults<SignedPolicy> taken = exchange.takePolicies(stick);
    assertThat(taken.items()).hasSize(1);
    assertThat(taken.refused()).hasSize(2);
    assertThat(newest()).isEqualTo(1);
  }

  @Test
  void aCardThatIsRefusedKeepsNoOtherBack() throws ProblemException {
    stick.offer(Parcel.of(ParcelKind.ACCOUNT_CARD, other.accountCard()));
    stick.offer(Parcel.of(ParcelKind.ACCOUNT_CARD, vault.accountCard()));
    assertThat(exchange.takeAccounts(stick).items()).hasSize(1);
    assertThat(exchange.takeAccounts(stick).refused()).hasSize(1);
    stick.offer(Parcel.of(ParcelKind.IDENTITY_CARD, Bytes.of(new byte[200])));
    stick.offer(Parcel.of(ParcelKind.IDENTITY_CARD, new TestVault(false).card().bytes()));
    stick.offer(Parcel.of(ParcelKind.IDENTITY_CARD, other.card().bytes()));
    assertThat(exchange.show(stick).items()).containsExactly(other.card());
    assertThat(exchange.show(stick).refused()).hasSize(2);
  }
}
