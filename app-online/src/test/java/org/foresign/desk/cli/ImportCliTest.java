package org.foresign.desk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.foresign.carry.CarryProblem;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Bytes;
import org.foresign.crypto.CryptoChoice;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestStick;
import org.foresign.desk.TestVault;
import org.foresign.desk.cli.TypedDesk.Said;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.testkit.TinyDisk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code desk batch import} as it is typed, with good and bad results on the stick. */
class ImportCliTest {
  @TempDir private Path folder;
  @TempDir private Path stick;
  private final TestVault vault = new TestVault(true);
  private TypedDesk typed;

  @BeforeEach
  void start() throws IOException {
    typed = new TypedDesk(folder);
  }

  private Said importAll() {
    return typed.run("batch", "import", "--carry", stick.toString(), "--json");
  }

  @Test
  void storesTheGoodResultsWhateverElseIsOnTheStick() throws ProblemException {
    TestStick carrier = new TestStick(stick);
    try (TestDesk desk = typed.create()) {
      desk.pair(vault);
      ExpandedBatch batch = desk.planPayments(vault, 0, 2);
      desk.export(batch);
      carrier.send(vault.result(batch, desk.card()));
    }
    // Names are digests, so these lie before and behind the good one.
    for (int i = 0; i < 4; i++) {
      carrier.send(Parcel.of(ParcelKind.SIGNED_BATCH, Bytes.of(new byte[] {(byte) i, 1, 2})));
    }

    Said said = importAll();
    assertThat(said.code()).isEqualTo(DeskExitCode.PROBLEM);
    assertThat(said.json().path("ok").asBoolean()).isFalse();
    assertThat(said.json().at("/imported/0/signatures").asInt()).isEqualTo(4);
    assertThat(said.json().path("refused").size()).isEqualTo(4);
    assertThat(said.json().at("/refused/0/problem/next").asString()).isNotEmpty();
    assertThat(carrier.waiting(ParcelKind.RECEIPT)).hasSize(1);
    assertThat(typed.run("status").out())
        .contains("4 held")
        .contains(CryptoChoice.signatures().words());
  }

  @Test
  void saysTheProblemOfALoneResultAndStoresNothing() throws ProblemException {
    try (TestDesk desk = typed.create()) {
      desk.pair(vault);
    }
    new TestStick(stick).send(Parcel.of(ParcelKind.SIGNED_BATCH, Bytes.of(new byte[] {1, 2, 3})));
    Said said = importAll();
    assertThat(said.code()).isEqualTo(DeskExitCode.PROBLEM);
    assertThat(said.json().at("/problem/code").asString()).isNotEmpty();
    assertThat(typed.run("leaves").out()).contains("No leaves");
  }

  @Test
  void saysWhenNothingWaits() throws ProblemException {
    typed.create().close();
    Said said = importAll();
    assertThat(said.code()).isEqualTo(DeskExitCode.PROBLEM);
    assertThat(said.json().at("/problem/code").asString()).isEqualTo("nothing-waiting");
  }

  @Test
  void storesNothingAfterCtrlC() throws ProblemException {
    try (TestDesk desk = typed.create()) {
      desk.pair(vault);
      ExpandedBatch batch = desk.planPayments(vault, 0, 2);
      desk.export(batch);
      new TestStick(stick).send(vault.result(batch, desk.card()));
    }
    typed.stoppedAtOnce();
    Said said = importAll();
    assertThat(said.code()).isEqualTo(DeskExitCode.PROBLEM);
    assertThat(said.json().at("/problem/code").asString()).isEqualTo("result-cancelled");
    assertThat(typed.run("status").out()).contains("No leaves");
  }

  @Test
  void saysThatTheResultIsStoredWhenOnlyItsReceiptCantBeWritten() throws Exception {
    try (TinyDisk disk = TinyDisk.mount(stick, 256)) {
      try (TestDesk desk = typed.create()) {
        desk.pair(vault);
        ExpandedBatch batch = desk.planPayments(vault, 0, 2);
        desk.export(batch);
        new TestStick(disk.folder()).send(vault.result(batch, desk.card()));
      }
      disk.makeReadOnly();
      Said said = importAll();
      assertThat(said.code()).isEqualTo(DeskExitCode.PROBLEM);
      assertThat(said.json().at("/imported/0/fresh").asBoolean()).isTrue();
      assertThat(said.json().at("/refused/0/problem/code").asString())
          .isEqualTo("receipt-not-written");
    }
  }

  @Test
  void writesTheReceiptOfTheLastResultAnew() throws ProblemException {
    try (TestDesk desk = typed.create()) {
      desk.pair(vault);
      ExpandedBatch batch = desk.planPayments(vault, 0, 2);
      desk.export(batch);
      new TestStick(stick).send(vault.result(batch, desk.card()));
    }
    String[] receipt = {"batch", "receipt", "--carry", stick.toString(), "--json"};
    assertThat(typed.run(receipt).json().at("/problem/code").asString())
        .isEqualTo("result-none-taken");
    assertThat(importAll().code()).isEqualTo(DeskExitCode.DONE);
    Said said = typed.run(receipt);
    assertThat(said.code()).isEqualTo(DeskExitCode.DONE);
    assertThat(said.json().at("/receipts/0/final").asInt()).isZero();
    // Each is sealed anew.
    assertThat(new TestStick(stick).waiting(ParcelKind.RECEIPT)).hasSize(2);
  }

  @Test
  void cleansTheStickOfWhatIsDoneOnly() throws ProblemException {
    TestStick carrier = new TestStick(stick);
    String open;
    try (TestDesk desk = typed.create()) {
      desk.pair(vault);
      carrier.send(Parcel.of(ParcelKind.IDENTITY_CARD, vault.card().bytes()));
      ExpandedBatch batch = desk.planPayments(vault, 0, 2);
      desk.export(batch);
      open = batch.batchDigest().bytes().hex();
      carrier.send(vault.result(batch, desk.card()));
    }
    carrier.send(Parcel.of(ParcelKind.SIGNED_BATCH, Bytes.of(new byte[] {1, 2, 3})));
    String[] clean = {"stick", "clean", "--carry", stick.toString(), "--yes", "--json"};
    Said early = typed.run("stick", "list", "--carry", stick.toString());
    assertThat(early.out()).contains("open", "exported", "card of a paired vault");
    assertThat(typed.run(clean).json().path("done").size()).isEqualTo(1);
    assertThat(carrier.waiting(ParcelKind.IDENTITY_CARD)).isEmpty();
    assertThat(carrier.waiting(ParcelKind.SIGNED_BATCH)).hasSize(2);

    importAll();
    Said listed = typed.run("stick", "clean", "--carry", stick.toString());
    assertThat(listed.out()).contains("imported", "--yes removes them");
    assertThat(carrier.waiting(ParcelKind.SIGNED_BATCH)).hasSize(2);
    assertThat(typed.run(clean).json().path("done").size()).isEqualTo(1);
    assertThat(carrier.waiting(ParcelKind.SIGNED_BATCH)).hasSize(1);
    assertThat(carrier.waiting(ParcelKind.RECEIPT)).hasSize(1);
    assertThat(typed.run("batch", "list").out()).contains(open.substring(0, 16));
  }

  @Test
  void exportsNothingToAFolderThatIsNotThere() throws Exception {
    try (TestDesk desk = typed.create()) {
      desk.pair(vault);
      ExpandedBatch batch = desk.planPayments(vault, 0, 2);
      assertThatThrownBy(() -> desk.export(batch, new TestStick(stick.resolve("absent")).out()))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code()).isEqualTo(CarryProblem.CARRY_FOLDER_MISSING));
    }
    assertThat(typed.run("batch", "list").out()).contains("planned").doesNotContain("exported");
  }

  @Test
  void changesNothingTheSecondTime() throws ProblemException {
    try (TestDesk desk = typed.create()) {
      desk.pair(vault);
      ExpandedBatch batch = desk.planPayments(vault, 0, 2);
      desk.export(batch);
      new TestStick(stick).send(vault.result(batch, desk.card()));
    }
    assertThat(importAll().json().at("/imported/0/fresh").asBoolean()).isTrue();
    Said again = importAll();
    assertThat(again.code()).isEqualTo(DeskExitCode.DONE);
    assertThat(again.json().at("/imported/0/fresh").asBoolean()).isFalse();
    assertThat(typed.run("status").out()).contains("4 held");
  }
}
