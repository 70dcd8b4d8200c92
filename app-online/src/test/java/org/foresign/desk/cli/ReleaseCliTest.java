package org.foresign.desk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.foresign.crypto.Secp256k1;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.desk.practice.PracticeChain;
import org.foresign.desk.settings.Endpoints;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.secret.SecretAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands that let leaves out, as a person or a script types them. */
class ReleaseCliTest {
  private static final Address FRIEND = Address.parse("0x1111111111111111111111111111111111111111");

  @TempDir private Path folder;
  private final TestVault vault = new TestVault(true);
  private PracticeChain practice;
  private Path passphrase;

  @BeforeEach
  void start() throws IOException, ProblemException {
    practice =
        PracticeChain.builder()
            .network(Networks.HOODI)
            .fund(vault.account(), Wei.parseEther("100"))
            .build()
            .start();
    practice.mine(1);
    passphrase = folder.resolve("passphrase");
    Files.writeString(passphrase, TestDesk.PASSPHRASE + "\n");
    try (TestDesk desk = TestDesk.create(folder.resolve("desk"))) {
      desk.pair(vault);
      ExpandedBatch batch = desk.planPayments(vault, 0, 3);
      desk.export(batch);
      desk.take(vault.result(batch, desk.card()));
      new Endpoints(desk.home())
          .set(
              Networks.HOODI.chain(), Endpoints.Kind.EXECUTION, List.of(practice.url().toString()));
    }
  }

  @AfterEach
  void stop() {
    practice.close();
  }

  private record Said(int code, String out, String err) {
    JsonNode json() {
      return JsonMapper.shared().readTree(out);
    }
  }

  private Said run(String... words) {
    List<String> args = new ArrayList<>(List.of(words));
    args.addAll(
        List.of(
            "--home",
            folder.resolve("desk").toString(),
            "--passphrase-file",
            passphrase.toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        DeskCommands.commandLine(
            new DeskTools(
                SecretAccess.grant(), new SecureRandom(), Clock.systemUTC(), Secp256k1.best()));
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = line.execute(args.toArray(String[]::new));
    return new Said(code, out.toString(), err.toString());
  }

  private long leaf(long nonce, String releaseClass) {
    for (JsonNode leaf : run("leaves", "--offline", "--json").json().at("/lanes/0/leaves")) {
      if (leaf.path("nonce").asLong() == nonce
          && leaf.path("class").asString().equals(releaseClass)) {
        return leaf.path("id").asLong();
      }
    }
    throw new AssertionError("no leaf of nonce " + nonce);
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
  void saysWhyALeafStays() {
    Said gap = run("release", Long.toString(leaf(2, "spend")));
    assertThat(gap.code()).isEqualTo(ExitCode.PROBLEM);
    assertThat(gap.out()).contains("stays").contains("nonce 0 comes first");
    practice.faults().down(true);
    Said unknown = run("release", Long.toString(leaf(0, "spend")), "--json");
    assertThat(unknown.code()).isEqualTo(ExitCode.UNKNOWN);
    assertThat(unknown.json().at("/released/0/problem/code").asString())
        .isEqualTo("release-fact-unknown");
    assertThat(practice.poolSize()).isZero();
  }

  @Test
  void burnsOnlyWithAYes() {
    String account = vault.account().toString();
    Said asked = run("burn", "--chain", "hoodi", "--account", account);
    assertThat(asked.code()).isEqualTo(ExitCode.PROBLEM);
    assertThat(practice.poolSize()).isZero();

    Said burned = run("burn", "--chain", "hoodi", "--account", account, "--once", "--yes");
    assertThat(burned.code()).isZero();
    assertThat(burned.out()).contains("race").contains("nonce 2");
    assertThat(practice.poolSize()).isEqualTo(3);
    practice.mine(1);
    practice.mineUntilFinal();
    Said rest =
        run("burn", "--chain", "hoodi", "--account", account, "--yes", "--every", "0", "--json");
    assertThat(rest.json().path("left").asInt()).isZero();
    assertThat(practice.balance(FRIEND)).isEqualTo(Wei.ZERO);
  }

  @Test
  void asksWhichLeafWhenNoneIsNamed() {
    Said said = run("release", "--json");
    assertThat(said.code()).isEqualTo(ExitCode.PROBLEM);
    assertThat(said.json().at("/problem/code").asString()).isEqualTo("leaf-not-named");
  }
}
