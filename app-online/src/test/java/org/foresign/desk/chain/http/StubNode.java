package org.foresign.desk.chain.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * A JSON-RPC endpoint of a test with a chain whose blocks are numbered hashes. It behaves until it
 * is told to lie, lag, stall or talk nonsense.
 */
public final class StubNode implements AutoCloseable {
  /** Answers a whole request body by itself. */
  public interface Raw {
    void answer(HttpExchange exchange, byte[] request) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch stalled = new CountDownLatch(1);
  private final Map<String, Function<JsonNode, String>> methods = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile long head = 100;
  private volatile long finalized = 90;
  private volatile String fork = "00";
  private volatile long timestamp = 1_000;
  private volatile Raw raw = this::behave;

  public StubNode(long chainId) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    method("eth_chainId", p -> quoted(hex(chainId)));
    method("eth_blockNumber", p -> quoted(hex(head)));
    method("eth_getBlockByNumber", p -> block(p.get(0).stringValue()));
    method("eth_getTransactionCount", p -> quoted("0x7"));
    method("eth_getBalance", p -> quoted("0xde0b6b3a7640000"));
    method("eth_getCode", p -> quoted("0x"));
    server.start();
  }

  public static String hex(long number) {
    return "0x" + Long.toHexString(number);
  }

  public static String quoted(String text) {
    return '"' + text + '"';
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public StubNode method(String name, Function<JsonNode, String> answer) {
    methods.put(name, answer);
    return this;
  }

  /** The result is text that a node would send as JSON; an error begins with {@code !code }. */
  public StubNode method(String name, String result) {
    return method(name, p -> result);
  }

  public StubNode head(long number) {
    head = number;
    return this;
  }

  public StubNode finalized(long number) {
    finalized = number;
    return this;
  }

  /** Another chain of the same id: other block hashes. */
  public StubNode fork(String name) {
    fork = name;
    return this;
  }

  public StubNode timestamp(long seconds) {
    timestamp = seconds;
    return this;
  }

  public StubNode raw(Raw answer) {
    raw = answer;
    return this;
  }

  /** Takes the request and never answers. */
  public StubNode stalling() {
    return raw((exchange, request) -> awaitClose());
  }

  public void awaitClose() {
    try {
      stalled.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public List<String> asked() {
    return List.copyOf(asked);
  }

  public String hash(long number) {
    return "0x"
        + fork
        + "0".repeat(62 - Long.toHexString(number).length())
        + Long.toHexString(number);
  }

  public String block(String tag) {
    long number =
        switch (tag) {
          case "latest", "pending" -> head;
          case "finalized" -> finalized;
          default -> Long.parseLong(tag.substring(2), 16);
        };
    if (number > head) {
      return "null";
    }
    return """
    {"number":"%s","hash":"%s","parentHash":"%s","timestamp":"%s","gasLimit":"0x3938700",\
    "gasUsed":"0x5208","baseFeePerGas":"0x3b9aca00","transactions":[]}\
    """
        .formatted(hex(number), hash(number), hash(Math.max(0, number - 1)), hex(timestamp));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      raw.answer(exchange, exchange.getRequestBody().readAllBytes());
    }
  }

  private void behave(HttpExchange exchange, byte[] request) throws IOException {
    reply(exchange, 200, answer(StrictJson.MAPPER.readTree(request)));
  }

  public String answer(JsonNode request) {
    if (request.isArray()) {
      return StreamSupport.stream(request.spliterator(), false)
          .map(this::answer)
          .collect(Collectors.joining(",", "[", "]"));
    }
    String method = request.get("method").stringValue();
    asked.add(method);
    Function<JsonNode, String> handler =
        methods.getOrDefault(method, p -> "!-32601 the method does not exist");
    String result = handler.apply(request.get("params"));
    String head = "{\"jsonrpc\":\"2.0\",\"id\":" + request.get("id");
    if (result.startsWith("!")) {
      int space = result.indexOf(' ');
      return head
          + ",\"error\":{\"code\":"
          + result.substring(1, space)
          + ",\"message\":"
          + StrictJson.MAPPER.writeValueAsString(result.substring(space + 1))
          + "}}";
    }
    return head + ",\"result\":" + result + "}";
  }

  public static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    stalled.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
