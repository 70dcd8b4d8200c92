package org.foresign.desk.carry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.foresign.carry.CarryProblem;
import org.foresign.carry.Delivery;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.crypto.Secp256k1;
import org.foresign.desk.MemoryStick;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.desk.settings.PairedAccounts;
import org.foresign.desk.settings.PlannedBatch;
import org.foresign.desk.settings.PolicyCopies;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the desk makes of each end that carrying can have. */
class CarryEndTest {
  @TempDir private Path folder;
  private final TestVault vault = new TestVault(true);
  private TestDesk desk;

  @BeforeEach
  void pair() throws ProblemException {
    desk = TestDesk.create(folder.resolve("desk"));
    desk.pair(vault);
  }

  @AfterEach
  void close() throws ProblemException {
    desk.close();
  }

  @Test
  void aBatchWhoseWayWasStoppedCountsAsExportedAndCanBeOfferedAgain() throws ProblemException {
    ExpandedBatch batch = desk.planPayments(vault, 0, 2);
    for (Delivery end : new Delivery[] {Delivery.CANCELLED, Delivery.SHOWN, Delivery.DELIVERED}) {
      assertThat(desk.export(batch, new MemoryStick(end)).delivery()).isEqualTo(end);
      // The other side may have seen it before the stop.
      assertThat(desk.home().batches().byDigest(batch.batchDigest()).orElseThrow().state())
          .isEqualTo(PlannedBatch.State.EXPORTED);
    }
  }

  @Test
  void aCardThatWasStoppedIsNotTakenAndSaysSo() throws ProblemException {
    MemoryStick stick = new MemoryStick();
    stick.offer(Parcel.of(ParcelKind.ACCOUNT_CARD, vault.accountCard()));
    stick.offer(vault.policy(1, desk.card()));
    stick.stop();
    CardExchange exchange =
        new CardExchange(
            desk.home(),
            desk.post(),
            new PairedAccounts(desk.home(), Secp256k1.best()),
            new PolicyCopies(desk.home()));
    for (ParcelResults<?> taken :
        new ParcelResults<?>[] {exchange.takeAccounts(stick), exchange.takePolicies(stick)}) {
      assertThat(taken.items()).isEmpty();
      assertThat(taken.refused().values())
          .extracting(Problem::code)
          .containsExactly(CarryProblem.CARRY_STOPPED);
    }
  }
}
