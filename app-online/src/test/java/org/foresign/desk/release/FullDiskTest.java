package org.foresign.desk.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert;
import org.foresign.codec.Bytes;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.desk.chain.BeaconView;
import org.foresign.desk.hold.Checkpoint;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.plan.PlannedSlot;
import org.foresign.desk.release.CrashScene.Act;
import org.foresign.desk.settings.PlannedBatch;
import org.foresign.desk.words.FindingWords;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.practice.chain.PracticeChain;
import org.foresign.store.StoreProblem;
import org.foresign.testkit.TinyDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A desk whose disk is full or read-only, at the worst moments of importing and releasing. */
class FullDiskTest {
  private static final int NONCES = 40;
  private static final Operation PAY = Stage.pay("0.01");

  @TempDir private Path folder;
  private final TestVault vault = new TestVault(true);
  private PracticeChain practice;
  private TinyDisk disk;
  private CrashDesk desk;

  @BeforeEach
  void start() throws IOException, ProblemException {
    practice =
        PracticeChain.builder()
            .network(Stage.NETWORK)
            .fund(vault.account(), Wei.parseEther("10"))
            .build()
            .start();
    practice.mine(1);
    disk = TinyDisk.mount(Files.createDirectory(folder.resolve("disk")), 4_096);
    desk =
        new CrashDesk(
            Files.createDirectory(disk.folder().resolve("place")),
            practice.url().toString(),
            vault.account().toString());
    desk.with(
        Checkpoint.NONE,
        open -> {
          open.desk().pair(vault);
          List<PlannedSlot> slots = Collections.nCopies(NONCES, PlannedSlot.of(PAY));
          ExpandedBatch batch = open.desk().plan(vault, open.chain(), BeaconView.none(), slots);
          open.desk().export(batch);
          return write(desk.result(), vault.result(batch, open.desk().card()).bytes());
        });
  }

  @AfterEach
  void stop() {
    if (disk != null) {
      disk.close();
    }
    practice.close();
  }

  private static Path write(Path file, Bytes content) {
    try {
      return Files.write(file, content.toArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Fills the disk to the last byte. */
  private void fill() {
    byte[] block = new byte[64 << 10];
    try (OutputStream out = Files.newOutputStream(filler())) {
      for (int size = block.length; size > 0; ) {
        try {
          out.write(block, 0, size);
        } catch (IOException e) {
          size /= 2; // less room is left than this
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void makeRoom() {
    try {
      Files.delete(filler());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path filler() {
    return disk.folder().resolve("filler");
  }

  /** Fills the disk when this point is reached for the first time. */
  private Checkpoint fillAt(String wanted) {
    AtomicBoolean done = new AtomicBoolean();
    return point -> {
      if (point.equals(wanted) && !done.getAndSet(true)) {
        fill();
      }
    };
  }

  private void refused(ProblemCode code, ThrowableAssert.ThrowingCallable work) {
    ProblemException refused = catchThrowableOfType(ProblemException.class, work);
    assertThat(refused).isNotNull();
    assertThat(refused.problem().code()).isEqualTo(code);
  }

  private static PlannedBatch.State state(TestDesk desk) throws ProblemException {
    return desk.home().batches().all().getFirst().state();
  }

  @ParameterizedTest
  @ValueSource(strings = {"import-checked", "import-moved", "import-open"})
  void anImportOnAFullDiskTakesNothing(String point) throws ProblemException {
    Checkpoint checkpoint = fillAt(point);
    desk.with(
        checkpoint,
        open -> {
          refused(StoreProblem.STORE_DISK_FULL, () -> desk.act(open, Act.IMPORT, checkpoint));
          assertThat(open.desk().leaves().all()).isEmpty();
          assertThat(state(open.desk())).isEqualTo(PlannedBatch.State.EXPORTED);
          makeRoom();
          return desk.act(open, Act.IMPORT, checkpoint);
        });
    desk.with(
        Checkpoint.NONE,
        open -> {
          assertThat(state(open.desk())).isEqualTo(PlannedBatch.State.IMPORTED);
          for (HeldLeaf leaf : open.desk().leaves().all()) {
            assertThat(open.desk().leaves().signature(leaf))
                .isEqualTo(vault.sign(open.desk().leaves().transaction(leaf)));
          }
          return assertThat(open.desk().leaves().all()).hasSize(6 * NONCES);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"begin", "decide-open", "decide-kept", "release-checked", "expose-open"})
  void aReleaseThatCanNotBeRecordedSendsNothing(String point) throws ProblemException {
    desk.act(Act.IMPORT, Checkpoint.NONE);
    Checkpoint checkpoint = fillAt(point);
    desk.with(
        checkpoint,
        open -> {
          checkpoint.reached("begin");
          refused(StoreProblem.STORE_DISK_FULL, () -> desk.act(open, Act.RELEASE, checkpoint));
          assertThat(practice.poolSize()).isZero();
          assertThat(open.desk().leaves().all())
              .extracting(HeldLeaf::state)
              .containsOnly(LeafState.HELD);
          makeRoom();
          // The same command again, in the same process and later in a new one.
          assertThat(desk.act(open, Act.RELEASE, checkpoint)).startsWith("Sent");
          return assertThat(practice.poolSize()).isEqualTo(1);
        });
    paysOnce(false);
  }

  @Test
  void aSendingThatCanNotBeRecordedAfterwardsCountsAsSent() throws ProblemException {
    desk.act(Act.IMPORT, Checkpoint.NONE);
    Checkpoint checkpoint = fillAt("release-sent");
    desk.with(
        checkpoint,
        open -> {
          long leaf = open.desk().leaves().ofNonce(open.lane(), 0).getFirst().id();
          assertThat(open.service().release(leaf))
              .isInstanceOfSatisfying(
                  ReleaseAnswer.Sent.class,
                  sent -> {
                    assertThat(sent.broadcast().isOut()).isTrue();
                    assertThat(sent.notes())
                        .anyMatch(note -> FindingWords.of(note).contains("could not be recorded"));
                  });
          assertThat(open.desk().leaves().leaf(leaf).state()).isEqualTo(LeafState.EXPOSED);
          return assertThat(practice.poolSize()).isEqualTo(1);
        });
    makeRoom();
    paysOnce(true);
  }

  @Test
  void aLookThatCanNotBeRecordedIsTakenAgain() throws ProblemException {
    desk.act(Act.IMPORT, Checkpoint.NONE);
    desk.act(Act.RELEASE, Checkpoint.NONE);
    practice.mine(1);
    Checkpoint checkpoint = fillAt("include-open");
    desk.with(
        checkpoint,
        open -> {
          refused(StoreProblem.STORE_DISK_FULL, () -> desk.act(open, Act.FOLLOW, checkpoint));
          makeRoom();
          return desk.act(open, Act.FOLLOW, checkpoint);
        });
    paysOnce(false);
  }

  @Test
  void aDeskOpensNotOnAFullDiskAndGoesOnLater() throws ProblemException {
    fill();
    refused(StoreProblem.STORE_DISK_FULL, () -> desk.act(Act.IMPORT, Checkpoint.NONE));
    makeRoom();
    desk.act(Act.IMPORT, Checkpoint.NONE);
    fill();
    refused(StoreProblem.STORE_DISK_FULL, () -> desk.act(Act.RELEASE, Checkpoint.NONE));
    assertThat(practice.poolSize()).isZero();
    makeRoom();
    desk.act(Act.RELEASE, Checkpoint.NONE);
    paysOnce(false);
  }

  @Test
  void aDeskOpensNotInAReadOnlyFolderAndGoesOnLater() throws ProblemException {
    disk.makeReadOnly();
    refused(StoreProblem.STORE_READ_ONLY, () -> desk.act(Act.IMPORT, Checkpoint.NONE));
    disk.makeWritable();
    desk.act(Act.IMPORT, Checkpoint.NONE);
    disk.makeReadOnly();
    refused(StoreProblem.STORE_READ_ONLY, () -> desk.act(Act.RELEASE, Checkpoint.NONE));
    assertThat(practice.poolSize()).isZero();
    disk.makeWritable();
    desk.act(Act.RELEASE, Checkpoint.NONE);
    paysOnce(false);
  }

  /** The next start: says what is open, follows, and the recipient is paid once. */
  private void paysOnce(boolean unanswered) throws ProblemException {
    desk.with(
        Checkpoint.NONE,
        open -> {
          assertThat(open.service().recovered())
              .extracting(RecoveryNote::exposed)
              .isEqualTo(unanswered ? List.of(true) : List.of());
          practice.mine(1);
          practice.mineUntilFinal();
          open.service().follow(open.lane());
          assertThat(open.desk().leaves().ofNonce(open.lane(), 0))
              .extracting(HeldLeaf::state)
              .containsOnlyOnce(LeafState.FINAL)
              .containsOnly(LeafState.FINAL, LeafState.VOID);
          return assertThat(practice.balance(Stage.FRIEND)).isEqualTo(Wei.parseEther("0.01"));
        });
  }
}
