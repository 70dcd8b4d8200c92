package org.foresign.desk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.desk.plan.PlannedSlot;
import org.foresign.desk.settings.Endpoints;
import org.foresign.desk.work.OpenChains;
import org.foresign.model.batch.SnapshotFact;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.practice.chain.PracticeChain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An endpoint whose node knows nothing of the staking contracts; all else it knows. */
class MissingContractTest {
  private static final Chain CHAIN = Networks.HOODI.chain();
  private static final BlsPublicKey KEY =
      BlsPublicKey.parseHex(
          "0x97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac58"
              + "6c55e83ff97a1aeffb3af00adb22c6bb");

  @TempDir private Path folder;
  private final TestVault vault = new TestVault(true);
  private final HttpClient client = HttpClient.newHttpClient();
  private PracticeChain practice;
  private HttpServer between;
  private TypedDesk typed;
  private volatile boolean forgets;

  @BeforeEach
  void begin() throws Exception {
    practice =
        PracticeChain.builder()
            .network(Networks.HOODI)
            .fund(vault.account(), Wei.parseEther("100"))
            .build()
            .start();
    practice.mine(2);
    between = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    between.createContext("/", this::answer);
    between.start();
    typed = new TypedDesk(folder);
    try (TestDesk desk = typed.create()) {
      desk.pair(vault);
      new Endpoints(desk.home())
          .set(
              CHAIN,
              Endpoints.Kind.EXECUTION,
              List.of("http://127.0.0.1:" + between.getAddress().getPort()));
    }
  }

  @AfterEach
  void end() {
    between.stop(0);
    practice.close();
    client.close();
  }

  @Test
  void isNamedByTheStatusOfTheEndpoint() {
    assertThat(status()).doesNotContain("there is no");
    forgets = true;
    assertThat(status())
        .contains(
            "WARNING: there is no deposit contract here",
            "WARNING: there is no contract of withdrawal requests here",
            "WARNING: there is no contract of consolidation requests here");
  }

  private String status() {
    return typed.run("endpoints", "status", "--chain", "hoodi").out();
  }

  @Test
  void isToldToTheVault() throws Exception {
    assertThat(planned(0)).contains(true).doesNotContain(false);
    forgets = true;
    assertThat(planned(1)).contains(false).doesNotContain(true);
  }

  /** What the snapshot of a plan says of the contract's code. */
  private Set<Boolean> planned(int number) throws Exception {
    try (TestDesk desk = typed.open();
        OpenChains chains = OpenChains.open(desk.home(), CHAIN, Clock.systemUTC())) {
      ExpandedBatch batch =
          desk.plan(
              vault,
              chains.execution(),
              chains.beacon(),
              List.of(PlannedSlot.of(new Operation.UnstakeFull(KEY, Wei.of(1 + number)))));
      Set<Boolean> told = new HashSet<>();
      batch.request().snapshots().getFirst().facts().stream()
          .filter(fact ->
              fact instanceof SnapshotFact.AccountCode code
                  && code.account().equals(Networks.WITHDRAWAL_REQUESTS))
          .forEach(fact -> told.add(((SnapshotFact.AccountCode) fact).hasCode()));
      return told;
    }
  }

  /** Hands a call on, and takes the code out of what comes back. */
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] asked = exchange.getRequestBody().readAllBytes();
      HttpResponse<String> answered =
          client.send(
              HttpRequest.newBuilder(URI.create(practice.url().toString()))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(asked))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      byte[] said = changed(asked, answered.body()).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answered.statusCode(), said.length);
      exchange.getResponseBody().write(said);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String changed(byte[] asked, String body) {
    if (!forgets) {
      return body;
    }
    JsonMapper json = JsonMapper.shared();
    JsonNode calls = json.readTree(asked);
    JsonNode answers = json.readTree(body);
    Set<String> codes = new HashSet<>();
    for (JsonNode call : calls.isArray() ? calls : json.createArrayNode().add(calls)) {
      if (call.path("method").asString().equals("eth_getCode")) {
        codes.add(call.path("id").toString());
      }
    }
    for (JsonNode one : answers.isArray() ? answers : json.createArrayNode().add(answers)) {
      if (codes.contains(one.path("id").toString())) {
        ((ObjectNode) one).put("result", "0x");
      }
    }
    return json.writeValueAsString(answers);
  }
}
