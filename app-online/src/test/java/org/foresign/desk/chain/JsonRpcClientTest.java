package org.foresign.desk.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.OutputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.foresign.codec.Bytes;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  private final HttpClient http = HttpLink.newClient(PATIENT);
  private Patience patience = PATIENT;

  @AfterEach
  void stop() {
    http.shutdownNow();
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
    return new JsonRpcClient(url, new HttpLink(http, url, patience));
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
        assertThat(problem().code()).isEqualTo(ChainProblem.ENDPOINT_STATUS);
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
        "<html></html>",
        "null",
        "[]",
        "{}",
        "1",
        "{\"jsonrpc\":\"2.0\",\"id\":1}",
        "{\"jsonrpc\":\"1.0\",\"id\":1,\"result\":\"0x1\"}",
        "{\"id\":1,\"result\":\"0x1\"}",
        "{\"jsonrpc\":\"2.0\",\"result\":\"0x1\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"result\":\"0x1\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1.0,\"result\":\"0x1\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x1\"} {}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x1\",\"result\":\"0x2\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x1\",\"error\":{\"code\":1,\"message\":\"\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"message\":\"x\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":\"x\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":99999999999,\"message\":\"x\"}}",
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
    assertThat(problem().code()).isEqualTo(ChainProblem.ENDPOINT_STATUS);
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
      assertThat(thrown.problem().code()).as(wrong).isEqualTo(ChainProblem.ANSWER_MISMATCHED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ftp://host",
        "host:8545",
        "//host",
        "http://",
        "http:///x",
        "http://h:0",
        "http://h#x",
        "http://a b",
        "file:///etc/passwd",
        "http://[::1",
        "unix:/run/geth.ipc"
      })
  void refusesWhatIsNoEndpoint(String text) {
    ProblemException thrown =
        catchThrowableOfType(ProblemException.class, () -> EndpointUrl.parse(text));
    assertThat(thrown.problem().code()).isEqualTo(ChainProblem.ENDPOINT_REFUSED);
  }

  @Test
  void anEndpointsTextShowsHostAndPortOnly() throws ProblemException {
    assertThat(EndpointUrl.parse("HTTPS://u:p@Example.org:8545/v3/" + KEY + "?k=" + KEY))
        .hasToString("https://example.org:8545/…");
    assertThat(EndpointUrl.parse("https://example.org")).hasToString("https://example.org");
    assertThat(EndpointUrl.parse("http://10.0.0.1:8545").isUnprotected()).isTrue();
    assertThat(EndpointUrl.parse("http://127.0.0.1:8545").isUnprotected()).isFalse();
    assertThat(EndpointUrl.parse("https://10.0.0.1").isUnprotected()).isFalse();
    assertThat(EndpointUrl.parse("http://127.evil.example").isUnprotected()).isTrue();
    assertThat(EndpointUrl.parse("https://h/key/").below("/eth/v1/x?id=1"))
        .hasToString("https://h/key/eth/v1/x?id=1");
    assertThat(EndpointUrl.parse("https://h/?k=v").below("/eth/v1/x?id=1"))
        .hasToString("https://h/eth/v1/x?id=1&k=v");
  }
}
