package org.foresign.practice.chain;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks an endpoint as any client would. */
final class NodeClient implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI url;

  NodeClient(URI url) {
    this.url = url;
  }

  JsonNode result(String method, String params) throws IOException, InterruptedException {
    JsonNode answer = rpc(method, params);
    if (answer.has("error")) {
      throw new AssertionError(method + " failed: " + answer);
    }
    return answer.get("result");
  }

  JsonNode error(String method, String params) throws IOException, InterruptedException {
    JsonNode answer = rpc(method, params);
    if (!answer.has("error")) {
      throw new AssertionError(method + " succeeded: " + answer);
    }
    return answer.get("error");
  }

  private JsonNode rpc(String method, String params) throws IOException, InterruptedException {
    HttpResponse<String> response =
        post(
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"%s\",\"params\":%s}"
                .formatted(method, params));
    if (response.statusCode() != 200) {
      throw new AssertionError("HTTP " + response.statusCode());
    }
    return JsonMapper.shared().readTree(response.body());
  }

  HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return post(body.getBytes(StandardCharsets.UTF_8));
  }

  HttpResponse<String> post(byte[] body) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(url).POST(BodyPublishers.ofByteArray(body)));
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(url.resolve(path)).POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(url.resolve(path)));
  }

  JsonNode data(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = get(path);
    if (response.statusCode() != 200) {
      throw new AssertionError(path + " gave HTTP " + response.statusCode());
    }
    return JsonMapper.shared().readTree(response.body()).get("data");
  }

  /** A request that is given up after the time. */
  void askWithin(Duration time) throws IOException, InterruptedException {
    send(HttpRequest.newBuilder(url.resolve("/eth/v1/node/version")).timeout(time));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(
        request.setHeader("Content-Type", "application/json").build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
