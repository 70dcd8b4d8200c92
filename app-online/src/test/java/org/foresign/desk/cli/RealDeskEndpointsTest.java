package org.foresign.desk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.desk.cli.TypedDesk.Said;
import org.foresign.desk.settings.Endpoints;
import org.foresign.model.eth.Chain;
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

/** What a real desk does with endpoints by which one party alone could decide. */
class RealDeskEndpointsTest {
  private static final Chain HOODI = Networks.HOODI.chain();

  @TempDir private Path folder;
  private final TestVault vault = new TestVault(false);
  private PracticeChain chain;
  private TypedDesk typed;

  @BeforeEach
  void makeADeskThatHoldsALeaf() throws IOException, ProblemException {
    chain =
        PracticeChain.builder()
            .network(Networks.HOODI)
            .fund(vault.account(), Wei.parseEther("100"))
            .genesis(Instant.now())
            .build()
            .start();
    chain.mine(1);
    typed = new TypedDesk(folder);
    try (TestDesk desk = typed.createReal()) {
      desk.pair(vault);
      ExpandedBatch batch = desk.planPayments(vault, 0, 1);
      desk.export(batch);
      desk.take(vault.result(batch, desk.card()));
    }
  }

  @AfterEach
  void stop() {
    chain.close();
  }

  private Said set(String... options) {
    List<String> words = new ArrayList<>(List.of("endpoints", "set", "--chain", "hoodi"));
    words.addAll(List.of(options));
    return typed.run(words.toArray(String[]::new));
  }

  /** Through the store: a machine of another name is not asked while the list is written. */
  private void store(String... urls) throws ProblemException {
    try (TestDesk desk = typed.open()) {
      new Endpoints(desk.home()).set(HOODI, Endpoints.Kind.EXECUTION, List.of(urls));
    }
  }

  private Said release() {
    return typed.run(
        "release", "--chain", "hoodi", "--account", vault.account().toString(), "--nonce", "0");
  }

  private String url() {
    return chain.url().toString();
  }

  private void assertRefused(String objection) {
    String account = vault.account().toString();
    for (List<String> words :
        List.of(
            List.of("release", "--chain", "hoodi", "--account", account, "--nonce", "0"),
            List.of("follow", "--once"),
            List.of("burn", "--chain", "hoodi", "--account", account, "--once", "--yes"))) {
      List<String> asJson = new ArrayList<>(words);
      asJson.add("--json");
      Said said = typed.run(asJson.toArray(String[]::new));
      assertThat(said.code()).as(words + said.out()).isEqualTo(DeskExitCode.PROBLEM);
      assertThat(said.json().at("/problem/code").asString()).isEqualTo("endpoints-one-party");
      assertThat(said.out()).contains(objection);
    }
    assertThat(chain.poolSize()).isZero();
    assertThat(typed.run("leaves", "--offline").out()).contains("2 held");
  }

  @Test
  void oneEndpointReleasesNothingUntilItsUserSaysThatItIsHisOwn() {
    Said named = set("--rpc", url());
    assertThat(named.code()).isZero();
    assertThat(named.out()).contains("WARNING").contains("only one JSON-RPC endpoint");

    assertRefused("only one JSON-RPC endpoint");
    assertThat(release().err()).contains("WARNING").contains("--own-node");

    assertThat(set("--rpc", url(), "--own-node").code()).isZero();
    Said released = release();
    assertThat(released.code()).as(released.out() + released.err()).isZero();
    assertThat(chain.poolSize()).isEqualTo(1);
  }

  @Test
  void twoNamesForOneMachineAreOneParty() {
    assertThat(set("--rpc", url(), "--rpc", url() + "/").code()).isZero();

    assertRefused("which alone makes the majority");
  }

  @Test
  void aLineThatAnybodyCanChangeIsRefusedAmongOthers() throws Exception {
    store(
        url(),
        chain.openEndpoint(new EndpointFaults()).toString(),
        "http://user:secret@node.invalid:8545");

    assertRefused("plain http to another machine");
  }

  @Test
  void twoMachinesAreEnough() throws IOException {
    String other = chain.openEndpoint(new EndpointFaults()).toString();
    Said named = set("--rpc", url(), "--rpc", other);
    assertThat(named.out()).doesNotContain("WARNING");

    Said released = release();
    assertThat(released.code()).as(released.out() + released.err()).isZero();
    assertThat(chain.poolSize()).isEqualTo(1);
  }
}
