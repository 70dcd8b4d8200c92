package org.foresign.practice.chain;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * One endpoint of the practice chain: JSON-RPC by POST to {@code /} and the Beacon API under {@code
 * /eth/v1}, on loopback only. Requests are bounded; those that name another host or come from a web
 * page (which browsers mark with an Origin) are refused.
 */
final class PracticeNode implements AutoCloseable {
  static final int MAX_BODY = 5 << 20;

  private static final int BACKLOG = 64;

  private final NodeView view;
  private final RpcDispatcher dispatcher;
  private final BeaconRest beacon;
  private final JsonMapper mapper = RpcDispatcher.strictMapper();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param port 0 for any that is free
   */
  PracticeNode(NodeView view, int port) throws IOException {
    this.view = view;
    this.dispatcher = new RpcDispatcher(view);
    this.beacon = new BeaconRest(view);
    server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  EndpointFaults faults() {
    return view.faults();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!waitOut() || view.faults().isDown()) {
        return;
      }
      if (!isLocalName(exchange.getRequestHeaders().getFirst("Host"))
          || exchange.getRequestHeaders().containsKey("Origin")) {
        send(exchange, 403, mapper.writeValueAsBytes(BeaconJson.error(403, "invalid host")));
        return;
      }
      byte[] body = read(exchange.getRequestBody());
      if (body.length > MAX_BODY) {
        send(exchange, 413, dispatcher.tooLarge());
      } else if (exchange.getRequestURI().getPath().startsWith("/eth/")) {
        rest(exchange, body);
      } else {
        rpc(exchange, body);
      }
    }
  }

  /** Sits out the endpoint's delay; false if it was closed meanwhile. */
  private boolean waitOut() {
    long nanos = view.faults().delay().toNanos();
    try {
      return nanos == 0 || !closed.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void rpc(HttpExchange exchange, byte[] body) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST");
      send(exchange, 405, mapper.writeValueAsBytes(BeaconJson.error(405, "method not allowed")));
      return;
    }
    send(exchange, 200, dispatcher.answer(body));
  }

  private void rest(HttpExchange exchange, byte[] body) throws IOException {
    try {
      JsonNode answer =
          beacon.answer(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              query(exchange.getRequestURI().getRawQuery()),
              parse(body));
      send(exchange, 200, mapper.writeValueAsBytes(answer));
    } catch (RestFault fault) {
      send(
          exchange,
          fault.status(),
          mapper.writeValueAsBytes(BeaconJson.error(fault.status(), fault.text())));
    }
  }

  private JsonNode parse(byte[] body) throws RestFault {
    if (body.length == 0) {
      return MissingNode.getInstance();
    }
    try {
      return mapper.readTree(body);
    } catch (JacksonException e) {
      throw RestFault.badRequest("body is no JSON");
    }
  }

  private static Map<String, List<String>> query(@Nullable String rawQuery) throws RestFault {
    Map<String, List<String>> query = new LinkedHashMap<>();
    if (rawQuery == null) {
      return query;
    }
    try {
      for (String pair : rawQuery.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        query
            .computeIfAbsent(
                URLDecoder.decode(name, StandardCharsets.UTF_8), n -> new ArrayList<>())
            .add(URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
      return query;
    } catch (IllegalArgumentException e) {
      throw RestFault.badRequest("query is not well formed");
    }
  }

  private static byte[] read(InputStream body) throws IOException {
    return body.readNBytes(MAX_BODY + 1);
  }

  private boolean isLocalName(@Nullable String host) {
    int port = server.getAddress().getPort();
    return ("127.0.0.1:" + port).equals(host) || ("localhost:" + port).equals(host);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
