package org.foresign.desk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.desk.cli.TypedDesk.Said;
import org.foresign.desk.settings.Endpoints;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.practice.chain.EndpointFaults;
import org.foresign.practice.chain.PracticeChain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Following and burning as they are typed: what they wait for, how they end and what they say. */
class FollowBurnCliTest {
  private static final Address FRIEND = Address.parse("0x1111111111111111111111111111111111111111");
  private static final Network HOODI = Networks.HOODI;
  private static final Network SEPOLIA = Networks.SEPOLIA;

  @TempDir private Path folder;
  private final TestVault vault = new TestVault(true);
  private PracticeChain practice;
  private TypedDesk typed;

  @BeforeEach
  void start() throws IOException, ProblemException {
    practice = chain(HOODI);
    typed = new TypedDesk(folder);
    try (TestDesk desk = typed.create()) {
      desk.pair(vault);
      hold(desk, HOODI);
      TypedDesk.endpoints(desk, HOODI.chain(), practice);
    }
  }

  @AfterEach
  void stop() {
    practice.close();
  }

  private PracticeChain chain(Network network) throws IOException {
    PracticeChain chain =
        PracticeChain.builder()
            .network(network)
            .fund(vault.account(), Wei.parseEther("100"))
            .build()
            .start();
    chain.mine(1);
    return chain;
  }

  private void hold(TestDesk desk, Network network) throws ProblemException {
    ExpandedBatch batch = desk.planPayments(vault, network, 0, 3, Wei.ONE_ETHER);
    desk.export(batch);
    desk.take(vault.result(batch, desk.card()));
  }

  private void release(Network network, long nonce) {
    Said said = typed.run("release", Long.toString(typed.leaf(network.chain(), nonce, "spend")));
    assertThat(said.code()).as(said.out() + said.err()).isEqualTo(DeskExitCode.DONE);
  }

  private Said burn(String... more) {
    String[] words = new String[more.length + 6];
    String account = vault.account().toString();
    System.arraycopy(
        new String[] {"burn", "--chain", "hoodi", "--account", account, "--yes"}, 0, words, 0, 6);
    System.arraycopy(more, 0, words, 6, more.length);
    return typed.run(words);
  }

  @Test
  void saysThatItWaitsUntilNothingIsWaitedFor() {
    release(HOODI, 0);
    Said pooled = typed.run("follow", "--once");
    assertThat(pooled.code()).isEqualTo(DeskExitCode.UNKNOWN);
    assertThat(pooled.out()).contains("1 leaf on its way").doesNotContain("Nothing");

    practice.mine(1);
    Said included = typed.run("follow", "--once", "--json");
    assertThat(included.code()).isEqualTo(DeskExitCode.UNKNOWN);
    assertThat(included.json().path("ok").asBoolean()).isFalse();
    assertThat(included.json().at("/lanes/0/events/0/kind").asString()).isEqualTo("included");
    assertThat(included.json().at("/lanes/0/underway").asInt()).isEqualTo(1);

    practice.mineUntilFinal();
    assertThat(typed.run("follow", "--once").code()).isEqualTo(DeskExitCode.DONE);
    Said rest = typed.run("follow", "--once");
    assertThat(rest.code()).isEqualTo(DeskExitCode.DONE);
    assertThat(rest.out()).contains("Nothing has changed and nothing is waited for.");
  }

  @Test
  void tellsWhatHappenedAsItPassesAndNothingElse() {
    release(HOODI, 0);
    Said followed =
        typed.whileWaiting(() -> practice.mine(1), () -> practice.mineUntilFinal()).run("follow");
    assertThat(followed.code()).isEqualTo(DeskExitCode.DONE);
    assertThat(followed.out())
        .contains("is in block")
        .contains("is final in block")
        .doesNotContain("Nothing has changed");
  }

  @Test
  void tellsAPersonAsItPassesAndAMachineAtTheEnd() {
    release(HOODI, 0);
    practice.mine(1);
    Said silent = typed.whileWaiting(() -> {}).run("follow", "--json");
    assertThat(silent.err()).isEmpty();
    typed.atTerminal().whileWaiting(() -> practice.mineUntilFinal());
    Said told = typed.run("follow", "--json");
    assertThat(told.err()).contains("Opening the desk").contains("is final in block");
    assertThat(told.out().lines()).hasSize(1);
    assertThat(told.json().path("ok").asBoolean()).isTrue();
  }

  @Test
  void followsEveryLaneAlthoughOneStandsStill() throws IOException, ProblemException {
    try (PracticeChain second = chain(SEPOLIA)) {
      try (TestDesk desk = typed.open()) {
        hold(desk, SEPOLIA);
        TypedDesk.endpoints(desk, SEPOLIA.chain(), second);
      }
      release(HOODI, 0);
      release(SEPOLIA, 0);
      assertThat(followWhile(SEPOLIA, second)).isEqualTo(DeskExitCode.UNKNOWN);
      assertThat(followWhile(HOODI, practice)).isEqualTo(DeskExitCode.DONE);
    }
  }

  /** Follows all lanes while only this chain moves; its lane is at its end then. */
  private int followWhile(Network network, PracticeChain moving) {
    Said said =
        typed
            .whileWaiting(() -> moving.mine(1), () -> moving.mineUntilFinal())
            .run("follow", "--json");
    for (JsonNode lane : said.json().path("lanes")) {
      if (lane.path("chain").asLong() == network.chain().reference()) {
        assertThat(lane.path("underway").asInt()).isZero();
        assertThat(lane.path("events").findValuesAsString("kind")).contains("final");
      }
    }
    return said.code();
  }

  @Test
  void followsOneChainAlthoughAnotherHasNoEndpoints() throws ProblemException {
    try (TestDesk desk = typed.open()) {
      hold(desk, SEPOLIA);
    }
    release(HOODI, 0);
    practice.mine(1);
    practice.mineUntilFinal();
    Said said = typed.run("follow", "--json");
    assertThat(said.code()).isEqualTo(DeskExitCode.PROBLEM);
    assertThat(said.json().toString()).contains("\"final\"").contains("\"problem\"");
  }

  @Test
  void stopsAtCtrlCAndSaysHowThingsStand() {
    release(HOODI, 0);
    Said stopped = typed.run("follow", "--json");
    assertThat(stopped.code()).isEqualTo(DeskExitCode.UNKNOWN);
    assertThat(stopped.json().path("stopped").asBoolean()).isTrue();
    assertThat(stopped.json().at("/lanes/0/underway").asInt()).isEqualTo(1);
    assertThat(typed.pausesTaken()).isEqualTo(1);
  }

  @Test
  void stopsAtCtrlCWhileNothingAnswers() {
    release(HOODI, 0);
    practice.faults().down(true);
    Said stopped = typed.run("follow");
    assertThat(stopped.code()).isEqualTo(DeskExitCode.UNKNOWN);
    assertThat(stopped.out()).contains("waited for").contains("Stopped as asked");
    assertThat(typed.pausesTaken()).isEqualTo(1);
  }

  @Test
  void alarmsOfANonceUsedElsewhereBeforeThatIsFinal() {
    practice.setNonce(vault.account(), 1);
    practice.mine(1);
    Said early = typed.run("follow", "--once");
    assertThat(early.code()).isEqualTo(DeskExitCode.UNKNOWN);
    assertThat(early.out()).contains("nonce 0 was used elsewhere").contains("not final");
    practice.mineUntilFinal();
    assertThat(typed.run("follow", "--once").code()).isEqualTo(DeskExitCode.DONE);
  }

  @Test
  void takesNoPauseThatHammersOrForgets() {
    for (String every : new String[] {"0", "-5", "3601", "soon"}) {
      assertThat(typed.run("follow", "--every", every).code()).isEqualTo(DeskExitCode.USAGE);
      assertThat(burn("--every", every).code()).isEqualTo(DeskExitCode.USAGE);
    }
    assertThat(practice.poolSize()).isZero();
  }

  @Test
  void endsAFaultWithItsOwnCodeAndWithoutItsMessage() {
    release(HOODI, 0);
    Said fault =
        typed
            .whileWaiting(() -> {
              throw new IllegalStateException("words that could repeat a secret");
            })
            .run("follow", "--json");
    assertThat(fault.code()).isEqualTo(5);
    assertThat(fault.err()).contains("java.lang.IllegalStateException");
    assertThat(fault.out() + fault.err()).doesNotContain("repeat a secret");
  }

  @Test
  void burnsToTheEndAndCallsOnlyThatDone() {
    Said once = burn("--once", "--json");
    assertThat(once.code()).isEqualTo(DeskExitCode.UNKNOWN);
    assertThat(once.json().path("ok").asBoolean()).isFalse();
    assertThat(once.json().path("sent").asInt()).isEqualTo(3);
    assertThat(once.json().path("left").asInt()).isEqualTo(3);

    Said rest =
        typed
            .whileWaiting(() -> practice.mine(1), () -> practice.mineUntilFinal())
            .run("burn", "--chain", "hoodi", "--account", vault.account().toString(), "--yes");
    assertThat(rest.code()).isEqualTo(DeskExitCode.DONE);
    assertThat(rest.out()).contains("race").contains("is final").contains("Nothing is left");
    assertThat(rest.out().lines().filter(line -> line.endsWith(" void")))
        .as("each nonce by itself, though the words are the same")
        .extracting(line -> line.substring(0, line.indexOf(':')))
        .containsExactlyInAnyOrder("nonce 0", "nonce 1", "nonce 2");
    assertThat(practice.balance(FRIEND)).isEqualTo(Wei.ZERO);
    assertThat(burn("--json").json().path("ok").asBoolean()).isTrue();
  }

  @Test
  void saysThatABurnIsRefused() {
    practice.setBalance(vault.account(), Wei.ZERO);
    practice.mine(1);
    Said refused = burn("--json");
    assertThat(refused.code()).isEqualTo(DeskExitCode.PROBLEM);
    assertThat(refused.json().path("ok").asBoolean()).isFalse();
    assertThat(refused.json().path("sent").asInt()).isZero();
    assertThat(refused.json().at("/events/0/words").asString()).contains("has to hold");
    assertThat(typed.pausesTaken()).isZero();
  }

  @Test
  void saysThatABurnCouldNotGoOnForLackOfFacts() {
    practice.faults().down(true);
    Said once = burn("--once", "--json");
    assertThat(once.code()).isEqualTo(DeskExitCode.UNKNOWN);
    assertThat(once.json().path("ok").asBoolean()).isFalse();
    Said stopped = burn();
    assertThat(stopped.code()).isEqualTo(DeskExitCode.UNKNOWN);
    assertThat(stopped.out()).contains("waited for the next base fee").contains("Stopped as asked");
  }

  @Test
  void goesOnBesideAnEndpointOfAnotherChainAndWarns() throws IOException, ProblemException {
    try (PracticeChain stranger = chain(SEPOLIA)) {
      String good = practice.url().toString();
      String second = practice.openEndpoint(new EndpointFaults()).toString();
      String wrong = stranger.url().toString();
      Said refused =
          typed.run(
              "endpoints",
              "set",
              "--chain",
              "hoodi",
              "--rpc",
              good,
              "--rpc",
              wrong,
              "--rpc",
              second);
      assertThat(refused.code()).isEqualTo(DeskExitCode.PROBLEM);
      assertThat(refused.err()).contains("another chain").contains(wrong);
      try (TestDesk desk = typed.open()) {
        new Endpoints(desk.home())
            .set(HOODI.chain(), Endpoints.Kind.EXECUTION, List.of(good, wrong, second));
      }
      release(HOODI, 0);
      Said followed = typed.run("follow", "--once", "--json");
      assertThat(followed.json().at("/warnings/0").asString()).contains("WARNING").contains(wrong);
      assertThat(followed.json().at("/lanes/0/underway").asInt()).isEqualTo(1);
      assertThat(typed.run("endpoints", "status", "--chain", "hoodi").code())
          .isEqualTo(DeskExitCode.PROBLEM);
    }
  }

  @Test
  void refusesABurnAboveAGapAtOnce() {
    Said gap = burn("--from", "1");
    assertThat(gap.code()).isEqualTo(DeskExitCode.PROBLEM);
    assertThat(gap.out()).contains("nonce 0 comes first");
    assertThat(practice.poolSize()).isZero();
  }
}
