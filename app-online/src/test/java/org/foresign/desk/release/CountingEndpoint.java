package org.foresign.desk.release;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Stands before an endpoint, counts what it is asked, and can take no batches or lie. */
final class CountingEndpoint implements AutoCloseable {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final URI behind;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> calls = new ArrayList<>();
  private int requests;
  private int beacon;
  private boolean withoutBatches;
  private BiFunction<JsonNode, JsonNode, JsonNode> lie = (call, result) -> result;

  CountingEndpoint(URI behind) throws IOException {
    this.behind = behind;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * What was asked.
   *
   * @param requests of JSON-RPC, each one call or a batch
   * @param beacon requests of the Beacon API
   */
  record Count(int requests, int calls, int beacon) {}

  /** What was asked since this was called last. */
  synchronized Count taken() {
    Count count = new Count(requests, calls.size(), beacon);
    calls.clear();
    requests = 0;
    beacon = 0;
    return count;
  }

  /** Methods of the calls since they were taken last. */
  synchronized List<String> methods() {
    return List.copyOf(calls);
  }

  /** Refuses whatever comes as a list. */
  synchronized CountingEndpoint withoutBatches() {
    withoutBatches = true;
    return this;
  }

  /** Says something else: gets the call and the true result. */
  synchronized CountingEndpoint lie(BiFunction<JsonNode, JsonNode, JsonNode> change) {
    lie = change;
    return this;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] asked = exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestURI().getPath().startsWith("/eth/")) {
        synchronized (this) {
          beacon++;
        }
        HttpResponse<byte[]> answer = forward(exchange, asked);
        send(exchange, answer.statusCode(), answer.body());
        return;
      }
      JsonNode call = MAPPER.readTree(asked);
      if (refuses(call)) {
        send(exchange, 200, MAPPER.writeValueAsBytes(refusal()));
        return;
      }
      HttpResponse<byte[]> answer = forward(exchange, asked);
      send(exchange, answer.statusCode(), bent(call, MAPPER.readTree(answer.body())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean refuses(JsonNode call) {
    requests++;
    if (withoutBatches && call.isArray()) {
      return true;
    }
    if (call.isArray()) {
      call.forEach(one -> calls.add(one.get("method").stringValue()));
    } else {
      calls.add(call.get("method").stringValue());
    }
    return false;
  }

  private static ObjectNode refusal() {
    ObjectNode refusal = MAPPER.createObjectNode();
    refusal.put("jsonrpc", "2.0").putNull("id");
    refusal.putObject("error").put("code", -32600).put("message", "batches are not supported");
    return refusal;
  }

  private synchronized byte[] bent(JsonNode call, JsonNode answer) {
    if (call.isArray()) {
      for (int i = 0; i < call.size(); i++) {
        bend(call.get(i), (ObjectNode) ((ArrayNode) answer).get(i));
      }
    } else {
      bend(call, (ObjectNode) answer);
    }
    return MAPPER.writeValueAsBytes(answer);
  }

  private void bend(JsonNode call, ObjectNode answer) {
    JsonNode result = answer.get("result");
    if (result != null) {
      answer.set("result", lie.apply(call, result));
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.BodyPublisher content =
        body.length == 0
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(body);
    HttpRequest request =
        HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
            .header("Content-Type", "application/json")
            .method(exchange.getRequestMethod(), content)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }
}
