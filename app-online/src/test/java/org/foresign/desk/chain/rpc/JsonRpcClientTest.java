package org.foresign.desk.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.foresign.codec.Bytes;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.desk.chain.http.EndpointUrl;
import org.foresign.desk.chain.http.HttpLinks;
import org.foresign.desk.chain.http.Patience;
import org.foresign.desk.chain.http.StrictJson;
import org.foresign.desk.chain.http.StubNode;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class JsonRpcClientTest {
  private static final String KEY = "k3y-0123456789abcdef";
  private static final int LIMIT = 64 << 10;
  private static final Patience PATIENT =
      new Patience(
          Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(1), LIMIT, null);

  /** Where the endpoint never answers and the test waits for that. */
  private static final Patience SHORT =
      new Patience(
          Duration.ofSeconds(20), Duration.ofSeconds(1), Duration.ofSeconds(1), LIMIT, null);

  private final StubNode node = new StubNode(1);
  private final List<HttpLinks> open = new ArrayList<>();
  private Patience patience = PATIENT;

  @AfterEach
  void stop() {
    open.forEach(HttpLinks::close);
    node.close();
  }

  private JsonRpcClient client() throws ProblemException {
    EndpointUrl url =
        EndpointUrl.parse(
            node.url().replace("http://", "http://user:passw0rd@")
                + "/v3/"
                + KEY
                + "?token="
                + KEY);
    HttpLinks links = new HttpLinks(patience);
    open.add(links);
    return new JsonRpcClient(url, links.to(url));
  }

  private Problem problem() throws ProblemException {
    JsonRpcClient client = client();
    ProblemException thrown =
        catchThrowableOfType(
            ProblemException.class, () -> client.call(JsonRpcClient.Call.of("eth_chainId")));
    assertThat(thrown).isNotNull().hasNoCause();
    assertThat(thrown.toString() + thrown.problem())
        .doesNotContain(KEY)
        .doesNotContain("passw0rd")
        .doesNotContain("user:");
    return thrown.problem();
  }

  private void body(String text) {
    node.raw((exchange, request) -> StubNode.reply(exchange, 200, text));
  }

  @Test
  void sendsUserInfoAsAuthorizationAndPathAndQueryAsTheyAre() throws ProblemException {
    AtomicBoolean right = new AtomicBoolean();
    node.raw((exchange, request) -> {
      String expected = "Basic dXNlcjpwYXNzdzByZA==";
      right.set(
          expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))
              && exchange.getRequestURI().toString().equals("/v3/" + KEY + "?token=" + KEY)
              && exchange.getProtocol().equals("HTTP/1.1"));
      StubNode.reply(exchange, 200, node.answer(StrictJson.MAPPER.readTree(request)));
    });

    assertThat(client().call(JsonRpcClient.Call.of("eth_chainId")).result().quantityLong())
        .isEqualTo(1);
    assertThat(right).isTrue();
  }

  @Test
  void namesADeadEndpointWithoutItsKey() throws ProblemException {
    node.close();
    assertThat(problem().code()).isEqualTo(ChainProblem.ENDPOINT_UNREACHABLE);
  }

  @Test
  void givesUpOnASilentEndpoint() throws ProblemException {
    patience = SHORT;
    node.stalling();
    assertThat(problem().code()).isEqualTo(ChainProblem.ENDPOINT_TIMEOUT);
  }

  @Test
  void givesUpOnAnAnswerThatDripsWithoutEnd() throws ProblemException {
    patience = SHORT;
    node.raw((exchange, request) -> {
      exchange.sendResponseHeaders(200, 1000);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      node.awaitClose();
    });
    assertThat(problem().code()).isEqualTo(ChainProblem.ENDPOINT_TIMEOUT);
  }

  @Test
  void doesNotReadAnAnswerBeyondTheLimit() throws ProblemException {
    node.raw((exchange, request) -> {
      exchange.sendResponseHeaders(200, 0);
      byte[] spaces = " ".repeat(8192).getBytes(StandardCharsets.US_ASCII);
      try (OutputStream out = exchange.getResponseBody()) {
        for (int i = 0; i < 16_384; i++) {
          out.write(spaces);
        }
      }
    });
    assertThat(problem().code()).isEqualTo(ChainProblem.ANSWER_TOO_LARGE);
  }

  @Test
  void followsNoRedirect() throws ProblemException {
    AtomicBoolean followed = new AtomicBoolean();
    try (StubNode elsewhere = new StubNode(1)) {
      elsewhere.raw((exchange, request) -> followed.set(true));
      for (int status : new int[] {301, 302, 307, 308}) {
        node.raw((exchange, request) -> {
          exchange.getResponseHeaders().set("Location", elsewhere.url());
          StubNode.reply(exchange, status, "");
        });
        assertThat(problem().code()).isEqualTo(ChainProblem.ENDPOINT_REDIRECT);
      }
    }
    assertThat(followed).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "hello",
        "null",
        "[]",
        "{}",
        "1",
        "{\"jsonrpc\":\"2.0\",\"id\":1}",
        "{\"jsonrpc\":\"1.0\",\"id\":1,\"result\":\"0x1\"}",
        "{\"jsonrpc\":\"2.0\",\"result\":\"0x1\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1.0,\"result\":\"0x1\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x1\"} {}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x1\",\"result\":\"0x2\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x1\",\"error\":{\"code\":1,\"message\":\"\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":\"one\",\"result\":\"0x1\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":NaN}"
      })
  void refusesWhatIsNoAnswer(String text) throws ProblemException {
    body(text);
    assertThat(problem().code()).isEqualTo(ChainProblem.ANSWER_MALFORMED);
  }

  @Test
  void refusesTheAnswerToAnotherQuestion() throws ProblemException {
    body("{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":\"0x1\"}");
    assertThat(problem().code()).isEqualTo(ChainProblem.ANSWER_MISMATCHED);
  }

  @Test
  void refusesHostileNesting() throws ProblemException {
    body("[".repeat(20_000) + "]".repeat(20_000));
    assertThat(problem().code()).isEqualTo(ChainProblem.ANSWER_MALFORMED);
    body("{\"a\":".repeat(10_000));
    assertThat(problem().code()).isEqualTo(ChainProblem.ANSWER_MALFORMED);
    assertThat(StrictJson.read(nested(32), "test").isArray()).isTrue();
    ProblemException thrown =
        catchThrowableOfType(ProblemException.class, () -> StrictJson.read(nested(33), "test"));
    assertThat(thrown.problem().code()).isEqualTo(ChainProblem.ANSWER_MALFORMED);
  }

  private static byte[] nested(int depth) {
    return ("[".repeat(depth) + "]".repeat(depth)).getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void refusesAnAnswerOfMillionsOfTinyValues() {
    byte[] many = ("[" + "[],".repeat(2_600_000) + "[]]").getBytes(StandardCharsets.US_ASCII);
    ProblemException thrown =
        catchThrowableOfType(ProblemException.class, () -> StrictJson.read(many, "test"));
    assertThat(thrown.problem().code()).isEqualTo(ChainProblem.ANSWER_MALFORMED);
  }

  @Test
  void aNodesErrorIsAValueWithoutKeysOrControlSigns() throws ProblemException {
    node.method("eth_chainId", "!-32000 bad key " + KEY + "\u001b[31m\n\u202eevil passw0rd");

    JsonRpcClient.Reply reply = client().call(JsonRpcClient.Call.of("eth_chainId"));

    assertThat(reply)
        .isEqualTo(
            new JsonRpcClient.Failure("eth_chainId", -32000, "bad key … [31m evil …", Bytes.EMPTY));
  }

  @Test
  void shortensALongErrorAndReadsRevertData() throws ProblemException {
    body(
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":3,\"message\":\""
            + "x".repeat(5000)
            + "\",\"data\":\"0x08c379a0\"}}");

    JsonRpcClient.Failure failure =
        (JsonRpcClient.Failure) client().call(JsonRpcClient.Call.of("eth_call"));

    assertThat(failure.message()).hasSize(300);
    assertThat(failure.data()).isEqualTo(Bytes.parseHex("08c379a0"));
  }

  @Test
  void readsANodesErrorBehindStatus400And500Only() throws ProblemException {
    String error = "{\"jsonrpc\":\"2.0\",\"id\":%d,\"error\":{\"code\":-1,\"message\":\"no\"}}";
    JsonRpcClient client = client();
    node.raw((exchange, request) -> StubNode.reply(exchange, 400, error.formatted(1)));
    assertThat(client.call(JsonRpcClient.Call.of("x"))).isInstanceOf(JsonRpcClient.Failure.class);
    node.raw((exchange, request) -> StubNode.reply(exchange, 429, error.formatted(1)));
    assertThat(problem().code()).isEqualTo(ChainProblem.ENDPOINT_LIMIT);
    node.raw((exchange, request) ->
        StubNode.reply(exchange, 500, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x1\"}"));
    assertThat(problem().code()).isEqualTo(ChainProblem.ENDPOINT_STATUS);
  }

  @Test
  void matchesABatchByIdAndRefusesAWrongOne() throws ProblemException {
    List<JsonRpcClient.Call> calls =
        List.of(JsonRpcClient.Call.of("a"), JsonRpcClient.Call.of("b"));
    String one = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x1\"}";
    String two = "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":\"0x2\"}";
    body("[" + two + "," + one + "]");
    assertThat(client().call(calls).get(0).result().quantityLong()).isEqualTo(1);
    for (String wrong : List.of("[" + one + "," + one + "]", "[" + one + "]", "[]")) {
      body(wrong);
      JsonRpcClient client = client();
      ProblemException thrown =
          catchThrowableOfType(ProblemException.class, () -> client.call(calls));
      assertThat(thrown.problem().code())
          .as(wrong)
          .isIn(ChainProblem.ANSWER_MISMATCHED, ChainProblem.ANSWER_MALFORMED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":1,\"result\":\"0x1\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"result\":\"0x1\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x1\",\"error\":null}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x01\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x0000000000000001\"}"
      })
  void whatRepeatsOrPadsDoesNotDecide(String text) throws ProblemException {
    body(text);
    assertThat(client().call(JsonRpcClient.Call.of("eth_chainId")).result().quantityLong())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"message\":\"x\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":\"x\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null,\"error\":{\"code\":7,\"message\":\"x\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":99999999999,\"message\":\"x\"}}"
      })
  void readsAnErrorInAnyOfItsForms(String text) throws ProblemException {
    body(text);
    assertThat(client().call(JsonRpcClient.Call.of("eth_chainId")))
        .isInstanceOfSatisfying(
            JsonRpcClient.Failure.class, failure -> assertThat(failure.message()).isEqualTo("x"));
  }

  /** Forms in which providers say that they do not answer, each with its status. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200|{\"code\":-32005,\"message\":\"quota of the day\"}|ENDPOINT_LIMIT|quota of the day",
        "200|{\"id\":null,\"error\":{\"code\":-32005,\"message\":\"many\"}}|ENDPOINT_LIMIT|many",
        "200|{\"error\":\"no such key\"}|RPC_ERROR|no such key",
        "401|{\"id\":1,\"error\":{\"message\":\"switched off\"}}|ENDPOINT_KEY|switched off",
        "403|go away|ENDPOINT_KEY|go away",
        "429|<html><title>slow down</title></html>|ENDPOINT_LIMIT|slow down",
        "200|<!DOCTYPE html><html><title>log in</title></html>|ENDPOINT_PAGE|log in",
        "503|{\"code\":503,\"message\":\"still catching up\"}|ENDPOINT_STATUS|still catching up"
      })
  void saysTheProvidersOwnReason(int status, String text, String code, String words)
      throws ProblemException {
    node.raw((exchange, request) ->
        StubNode.reply(exchange, status, text.replace("}}", ",\"k\":\"" + KEY + "\"}}")));
    assertThat(problem().code().toString()).isEqualTo(code);
    assertThat(problem().happened()).contains(words);
  }

  @Test
  void unpacksWhatNobodyAskedToPackAndStopsAtTheLimit() throws ProblemException {
    String good = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x1\"}";
    packed(good);
    assertThat(client().call(JsonRpcClient.Call.of("x")).result().quantityLong()).isEqualTo(1);
    packed(" ".repeat(1 << 20));
    assertThat(problem().code()).isEqualTo(ChainProblem.ANSWER_TOO_LARGE);
  }

  private void packed(String text) {
    node.raw((exchange, request) -> {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
        zip.write(text.getBytes(StandardCharsets.UTF_8));
      }
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      exchange.sendResponseHeaders(200, bytes.size());
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes.toByteArray());
      }
    });
  }

  /** How providers and nodes refuse a batch of more than three, or any. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500|{\"id\":1,\"error\":{\"message\":\"above three needs a paid plan\",\"code\":31}}",
        "403|{\"id\":null,\"error\":{\"code\":-32600,\"message\":\"no batches\"}}",
        "413|too large",
        "200|[{\"id\":null,\"error\":{\"code\":-32600,\"message\":\"too long\"}}]",
        "200|{\"id\":null,\"error\":{\"code\":-32010,\"message\":\"too large\"}}",
        "200|[{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32600,\"message\":\"too"
            + " large\"}}]",
        "400|<html></html>",
        "200|''"
      })
  void asksInSmallerBatchesAndRemembers(int status, String text) throws ProblemException {
    List<Integer> sizes = new CopyOnWriteArrayList<>();
    node.method("a", "\"0x1\"");
    node.raw((exchange, request) -> {
      JsonNode asked = StrictJson.MAPPER.readTree(request);
      sizes.add(asked.isArray() ? asked.size() : 1);
      boolean refused = asked.size() > 3 && asked.isArray();
      String first = refused ? "\"id\":" + asked.get(0).get("id") : "";
      StubNode.reply(
          exchange,
          refused ? status : 200,
          refused ? text.replace("\"id\":1", first) : node.answer(asked));
    });
    List<JsonRpcClient.Call> calls = Collections.nCopies(8, JsonRpcClient.Call.of("a"));
    JsonRpcClient client = client();
    for (JsonRpcClient.Reply reply : client.call(calls)) {
      assertThat(reply.result().quantityLong()).isEqualTo(1);
    }
    assertThat(sizes.getFirst()).isEqualTo(8);
    sizes.clear();
    assertThat(client.call(calls)).hasSize(8);
    assertThat(sizes).allMatch(size -> size <= 3).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void doesNotTakeADeadEndpointForOneWithoutBatches() throws ProblemException {
    JsonRpcClient client = client();
    node.raw((exchange, request) -> StubNode.reply(exchange, 503, "down"));
    List<JsonRpcClient.Call> calls = Collections.nCopies(8, JsonRpcClient.Call.of("a"));
    ProblemException thrown =
        catchThrowableOfType(ProblemException.class, () -> client.call(calls));
    assertThat(thrown.problem().code()).isEqualTo(ChainProblem.ENDPOINT_STATUS);
    assertThat(client.atOnce()).isGreaterThan(8);
  }
}
