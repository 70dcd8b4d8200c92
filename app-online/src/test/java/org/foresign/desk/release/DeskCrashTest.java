package org.foresign.desk.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Bytes;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.desk.chain.BeaconView;
import org.foresign.desk.chain.EndpointUrl;
import org.foresign.desk.chain.Patience;
import org.foresign.desk.chain.Quorum;
import org.foresign.desk.chain.QuorumChain;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.practice.PracticeChain;
import org.foresign.desk.settings.PlannedBatch;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.testkit.Processes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real desk process, killed with SIGKILL at each write of importing, releasing and following. */
class DeskCrashTest {
  @TempDir private Path folder;
  private final TestVault vault = new TestVault(true);
  private Path home;
  private Path parcel;
  private PracticeChain practice;

  @BeforeEach
  void start() throws IOException, ProblemException {
    home = folder.resolve("desk");
    parcel = folder.resolve("result");
    practice =
        PracticeChain.builder()
            .network(Stage.NETWORK)
            .fund(vault.account(), Wei.parseEther("10"))
            .build()
            .start();
    practice.mine(1);
    try (TestDesk desk = TestDesk.create(home)) {
      desk.pair(vault);
      ExpandedBatch batch = desk.planPayments(vault, 0, 2);
      desk.export(batch);
      Parcel result = vault.result(batch, desk.card());
      Files.write(parcel, result.bytes().toArray());
    }
  }

  @AfterEach
  void stop() {
    practice.close();
  }

  private void killAt(String point, String mode, String... rest) {
    String[] args = new String[2 + rest.length];
    args[0] = home.toString();
    args[1] = mode;
    System.arraycopy(rest, 0, args, 2, rest.length);
    Processes.killAt(CrashChild.class, point, 1, args);
  }

  private void take(TestDesk desk) throws ProblemException, IOException {
    desk.take(Parcel.of(ParcelKind.SIGNED_BATCH, Bytes.of(Files.readAllBytes(parcel))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"import-checked", "import-moved", "import-kept", "import-written"})
  void anImportThatIsKilledHasNotHappened(String point) throws ProblemException, IOException {
    killAt(point, "import", parcel.toString());
    try (TestDesk desk = TestDesk.open(home)) {
      assertThat(desk.leaves().all()).isEmpty();
      assertThat(desk.home().batches().all().getFirst().state())
          .isEqualTo(PlannedBatch.State.EXPORTED);
      take(desk);
      assertThat(desk.leaves().all()).hasSize(4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "import-committed")
  void anImportThatIsKilledAfterwardsIsWhole(String point) throws ProblemException, IOException {
    killAt(point, "import", parcel.toString());
    try (TestDesk desk = TestDesk.open(home)) {
      assertThat(desk.leaves().all()).hasSize(4);
      take(desk); // again, as a user does who doesn't know
      assertThat(desk.leaves().all()).hasSize(4);
      for (HeldLeaf leaf : desk.leaves().all()) {
        assertThat(desk.leaves().signature(leaf))
            .isEqualTo(vault.sign(desk.leaves().transaction(leaf)));
      }
    }
  }

  private HeldLeaf first(TestDesk desk) throws ProblemException {
    return desk.leaves().all().getFirst();
  }

  private long importAll() throws ProblemException, IOException {
    try (TestDesk desk = TestDesk.open(home)) {
      take(desk);
      return first(desk).id();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "release-decided",
        "release-checked",
        "release-exposed",
        "release-sent",
        "release-recorded"
      })
  void aReleaseThatIsKilledLosesNothingAndIsDecidedOnce(String point)
      throws ProblemException, IOException {
    long leaf = importAll();
    killAt(point, "release", practice.url().toString(), Long.toString(leaf));
    boolean mayBeOut = !point.equals("release-decided") && !point.equals("release-checked");

    try (TestDesk desk = TestDesk.open(home);
        QuorumChain chain = chain();
        ReleaseService service = service(desk, chain)) {
      assertThat(first(desk).state()).isEqualTo(mayBeOut ? LeafState.EXPOSED : LeafState.HELD);
      if (point.equals("release-recorded")) {
        assertThat(service.recovered()).isEmpty();
      } else {
        assertThat(service.recovered())
            .singleElement()
            .satisfies(note -> assertThat(note.exposed()).isEqualTo(mayBeOut));
      }
      if (!mayBeOut) {
        assertThat(practice.poolSize()).isZero();
        assertThat(service.release(leaf)).isInstanceOf(ReleaseAnswer.Sent.class);
      } else {
        assertThat(service.release(leaf)).isInstanceOf(ReleaseAnswer.Stopped.class);
        service.follow(service.lanes().getFirst());
      }
      assertThat(practice.poolSize()).isEqualTo(1);
      finish(desk, service);
      assertThat(exposedDecisions(desk)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"follow-included", "follow-final"})
  void aLookThatIsKilledIsTakenAgain(String point) throws ProblemException, IOException {
    long leaf = importAll();
    try (TestDesk desk = TestDesk.open(home);
        QuorumChain chain = chain();
        ReleaseService service = service(desk, chain)) {
      service.release(leaf);
    }
    practice.mine(1);
    if (point.equals("follow-final")) {
      practice.mineUntilFinal();
    }
    killAt(point, "follow", practice.url().toString());
    try (TestDesk desk = TestDesk.open(home);
        QuorumChain chain = chain();
        ReleaseService service = service(desk, chain)) {
      assertThat(service.recovered()).isEmpty();
      finish(desk, service);
    }
  }

  private void finish(TestDesk desk, ReleaseService service) throws ProblemException {
    practice.mine(1);
    practice.mineUntilFinal();
    service.follow(service.lanes().getFirst());
    assertThat(first(desk).state()).isEqualTo(LeafState.FINAL);
    assertThat(practice.balance(Stage.FRIEND)).isEqualTo(new Wei(BigInteger.TEN.pow(18)));
  }

  private static long exposedDecisions(TestDesk desk) throws ProblemException {
    return desk.home()
        .database()
        .read(sql -> sql.integer("SELECT COUNT(*) FROM decision WHERE state = 'exposed'"));
  }

  private QuorumChain chain() throws ProblemException {
    return QuorumChain.open(
        Stage.NETWORK.chain(),
        List.of(EndpointUrl.parse(practice.url().toString())),
        Quorum.majority(1),
        Patience.LOOPBACK,
        InstantSource.system());
  }

  private ReleaseService service(TestDesk desk, QuorumChain chain) throws ProblemException {
    return ReleaseService.open(
        desk.home(),
        desk.leaves(),
        new ReleaseService.Sources(chain, BeaconView.none(), Set.of(vault.account())),
        Clock.systemUTC());
  }
}
