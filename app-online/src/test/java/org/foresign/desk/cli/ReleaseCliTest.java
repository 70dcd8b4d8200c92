package org.foresign.desk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.desk.cli.TypedDesk.Said;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.practice.chain.PracticeChain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The commands that let leaves out, as a person or a script types them. */
class ReleaseCliTest {
  private static final Address FRIEND = Address.parse("0x1111111111111111111111111111111111111111");

  @TempDir private Path folder;
  private final TestVault vault = new TestVault(true);
  private PracticeChain practice;
  private TypedDesk typed;

  @BeforeEach
  void start() throws IOException, ProblemException {
    practice =
        PracticeChain.builder()
            .network(Networks.HOODI)
            .fund(vault.account(), Wei.parseEther("100"))
            .build()
            .start();
    practice.mine(1);
    typed = new TypedDesk(folder);
    try (TestDesk desk = typed.create()) {
      desk.pair(vault);
      ExpandedBatch batch = desk.planPayments(vault, 0, 3);
      desk.export(batch);
      desk.take(vault.result(batch, desk.card()));
      TypedDesk.endpoints(desk, Networks.HOODI.chain(), practice);
    }
  }

  @AfterEach
  void stop() {
    practice.close();
  }

  private Said run(String... words) {
    return typed.run(words);
  }

  private long leaf(long nonce, String releaseClass) {
    return typed.leaf(Networks.HOODI.chain(), nonce, releaseClass);
  }

  @Test
  void listsReleasesAndFollowsToTheEnd() {
    Said leaves = run("leaves");
    assertThat(leaves.code()).isZero();
    assertThat(leaves.out()).contains("2 ready, 4 later").contains("next nonce 0");
    assertThat(run("status").out()).contains("6 held");

    Said released = run("release", Long.toString(leaf(0, "spend")), "--json");
    assertThat(released.code()).isZero();
    assertThat(released.json().at("/released/0/out").asBoolean()).isTrue();
    practice.mine(1);
    practice.mineUntilFinal();
    Said followed = run("follow", "--json");
    assertThat(followed.code()).isZero();
    assertThat(followed.json().at("/lanes/0/events/0/kind").asString()).isEqualTo("final");
    assertThat(practice.balance(FRIEND)).isEqualTo(Wei.ONE_ETHER);
    assertThat(run("leaves").out()).contains("1 final, 1 void").doesNotContain("nonce 0 ");
    assertThat(run("leaves", "--all").out()).contains("nonce 0 ").contains("is final with leaf");
  }

  @Test
  void releasesTheCheapestTierOfANonce() {
    Said released =
        run("release", "--chain", "hoodi", "--account", vault.account().toString(), "--nonce", "0");
    assertThat(released.code()).isZero();
    assertThat(released.out()).contains("is out").contains("taken");
    assertThat(practice.poolSize()).isEqualTo(1);
  }

  @Test
  void countsAlternativesAndTiersFromOneEverywhere() {
    JsonNode first = run("leaves", "--offline", "--json").json().at("/lanes/0/leaves/0");
    assertThat(first.path("alternative").asInt()).isEqualTo(1);
    assertThat(first.path("tier").asInt()).isEqualTo(1);
    assertThat(first.path("class").asString()).isEqualTo("spend");
    assertThat(run("leaves", "--offline").out())
        .contains("nonce 0 alternative 1 tier 1: pay 1 ETH");
    Said zero = run("release", "--chain", "hoodi", "--alternative", "0");
    assertThat(zero.code()).isEqualTo(DeskExitCode.USAGE);
    assertThat(zero.err()).contains("counts from 1");
  }

  @Test
  void choosesNoCancelLeafByItself() {
    Said cancel =
        run(
            "release",
            "--chain",
            "hoodi",
            "--account",
            vault.account().toString(),
            "--nonce",
            "0",
            "--alternative",
            "2",
            "--json");
    assertThat(cancel.code()).isEqualTo(DeskExitCode.PROBLEM);
    assertThat(cancel.json().at("/problem/code").asString()).isEqualTo("release-no-leaf");
    assertThat(cancel.json().at("/problem/next").asString()).contains("desk burn");
    assertThat(practice.poolSize()).isZero();
  }

  @Test
  void choosesNothingBetweenTwoBatchesOfANonce() throws ProblemException {
    try (TestDesk desk = typed.open()) {
      ExpandedBatch second = desk.planPayments(vault, Networks.HOODI, 0, 1, Wei.parseEther("2"));
      desk.export(second);
      desk.take(vault.result(second, desk.card()));
    }
    String account = vault.account().toString();
    Said said = run("release", "--chain", "hoodi", "--account", account, "--nonce", "0", "--json");
    assertThat(said.code()).isEqualTo(DeskExitCode.PROBLEM);
    assertThat(said.json().at("/problem/code").asString()).isEqualTo("release-two-batches");
    assertThat(practice.poolSize()).isZero();
    Said other = run("release", "--chain", "hoodi", "--account", account, "--nonce", "1");
    assertThat(other.out()).contains("nonce 0 comes first");
  }

  @Test
  void saysWhyALeafStays() {
    Said gap = run("release", Long.toString(leaf(2, "spend")));
    assertThat(gap.code()).isEqualTo(DeskExitCode.PROBLEM);
    assertThat(gap.out()).contains("stays").contains("nonce 0 comes first");
    practice.faults().down(true);
    Said unknown = run("release", Long.toString(leaf(0, "spend")), "--json");
    assertThat(unknown.code()).isEqualTo(DeskExitCode.UNKNOWN);
    assertThat(unknown.json().at("/released/0/problem/code").asString())
        .isEqualTo("release-fact-unknown");
    assertThat(practice.poolSize()).isZero();
  }

  @Test
  void burnsOnlyWithAYes() {
    String account = vault.account().toString();
    Said asked = run("burn", "--chain", "hoodi", "--account", account);
    assertThat(asked.code()).isEqualTo(DeskExitCode.PROBLEM);
    assertThat(practice.poolSize()).isZero();
  }

  @Test
  void sendsNothingWhenOneOfTheNumbersIsWrong() {
    Said said = run("release", Long.toString(leaf(0, "spend")), "4711", "--json");
    assertThat(said.code()).isEqualTo(DeskExitCode.PROBLEM);
    assertThat(said.json().at("/problem/code").asString()).isEqualTo("leaf-unknown");
    assertThat(practice.poolSize()).isZero();
  }

  @Test
  void tellsWhatWasSentBesideALeafThatCannotBeOpened() throws ProblemException {
    long damaged = leaf(1, "spend");
    try (TestDesk desk = typed.open()) {
      desk.home()
          .database()
          .update(sql ->
              sql.updateOne(
                  "UPDATE leaf SET sealed_signature = zeroblob(81) WHERE id = ?", damaged));
    }
    Said said =
        run(
            "release",
            Long.toString(leaf(0, "spend")),
            Long.toString(damaged),
            Long.toString(leaf(2, "spend")),
            "--consent",
            "purpose-signed-before", // the three payments are equal on purpose
            "--json");
    assertThat(said.code()).isEqualTo(DeskExitCode.PROBLEM);
    assertThat(said.json().at("/released/0/out").asBoolean()).isTrue();
    assertThat(said.json().at("/released/1/sent").asBoolean()).isFalse();
    assertThat(said.json().at("/released/1/problem/code").asString()).isEqualTo("leaf-damaged");
    assertThat(said.json().at("/untried/0").asLong()).isEqualTo(leaf(2, "spend"));
    assertThat(practice.poolSize()).isEqualTo(1);
  }

  @Test
  void theSamePaymentAtAnotherNonceLeavesOnlyWhenItIsNamed() {
    String first = Long.toString(leaf(0, "spend"));
    String second = Long.toString(leaf(1, "spend"));
    Said said = run("release", first, second, "--json");
    assertThat(said.code()).isEqualTo(DeskExitCode.PROBLEM);
    assertThat(said.json().at("/released/1/problem/code").asString()).isEqualTo("release-repeats");
    assertThat(practice.poolSize()).isEqualTo(1);
    assertThat(run("release", second, "--consent", "purpose-repeated").code())
        .isEqualTo(DeskExitCode.USAGE);
    assertThat(run("release", second, "--consent", "purpose-signed-before").code()).isZero();
    assertThat(practice.poolSize()).isEqualTo(2);
  }

  @Test
  void refusesTwoWaysOfNamingALeafAsAWrongCommandLine() {
    Said both = run("release", "1", "--nonce", "0");
    assertThat(both.code()).isEqualTo(DeskExitCode.USAGE);
    assertThat(both.err()).contains("not both");
    assertThat(practice.poolSize()).isZero();
  }

  @Test
  void asksWhichLeafWhenNoneIsNamed() {
    Said said = run("release", "--json");
    assertThat(said.code()).isEqualTo(DeskExitCode.PROBLEM);
    assertThat(said.json().at("/problem/code").asString()).isEqualTo("leaf-not-named");
  }
}
