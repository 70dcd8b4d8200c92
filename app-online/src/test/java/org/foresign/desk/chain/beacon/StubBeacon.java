package org.foresign.desk.chain.beacon;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.foresign.desk.chain.http.StubNode;

/** A Beacon API endpoint of a test; each path's answer can be replaced. */
final class StubBeacon implements AutoCloseable {
  static final String ROOT = "0x212f13fc4df078b6cb7db228f1c8307566dcecf900867401a92023d7ba99cb5f";

  private final StubNode node = new StubNode(1);
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile int postStatus = 200;

  StubBeacon() {
    node.raw(this::answer);
    put(
        "/eth/v1/beacon/genesis",
        """
        {"data":{"genesis_time":"1742213400","genesis_validators_root":"%s",\
        "genesis_fork_version":"0x10000910"}}\
        """
            .formatted(ROOT));
    finalizedSlot(640, "aa");
    queue("pending_deposits", "");
    queue("pending_partial_withdrawals", "");
    queue("pending_consolidations", "");
    validators("");
  }

  String url() {
    return node.url();
  }

  StubBeacon put(String path, String json) {
    answers.put(path, json);
    return this;
  }

  StubBeacon finalizedSlot(long slot, String root) {
    return put(
        "/eth/v1/beacon/headers/finalized",
        """
        {"execution_optimistic":false,"finalized":true,"data":{"root":"0x%s","canonical":true,\
        "header":{"message":{"slot":"%d","proposer_index":"1","parent_root":"0x%s",\
        "state_root":"0x%s","body_root":"0x%s"},"signature":"0x00"}}}\
        """
            .formatted(root.repeat(32), slot, "11".repeat(32), "22".repeat(32), "33".repeat(32)));
  }

  static String envelope(String items) {
    return "{\"execution_optimistic\":false,\"finalized\":true,\"data\":[" + items + "]}";
  }

  StubBeacon queue(String name, String items) {
    return put("/eth/v1/beacon/states/finalized/" + name, envelope(items));
  }

  StubBeacon validators(String items) {
    return put("/eth/v1/beacon/states/finalized/validators", envelope(items));
  }

  /** Answers POST with this status and an empty body. */
  StubBeacon refusePost(int status) {
    postStatus = status;
    return this;
  }

  StubNode node() {
    return node;
  }

  List<String> asked() {
    return List.copyOf(asked);
  }

  static String validator(long index, String key, String credentials, String status) {
    return """
    {"index":"%d","balance":"32000000001","status":"%s","validator":{"pubkey":"%s",\
    "withdrawal_credentials":"%s","effective_balance":"32000000000","slashed":false,\
    "activation_eligibility_epoch":"5","activation_epoch":"9",\
    "exit_epoch":"18446744073709551615","withdrawable_epoch":"18446744073709551615"}}\
    """
        .formatted(index, status, key, credentials);
  }

  static String deposit(String key, String credentials, String gwei) {
    return """
    {"pubkey":"%s","withdrawal_credentials":"%s","amount":"%s","signature":"0x%s","slot":"639"}\
    """
        .formatted(key, credentials, gwei, "cc".repeat(96));
  }

  private void answer(HttpExchange exchange, byte[] request) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    asked.add(
        request.length == 0 ? line : line + " " + new String(request, StandardCharsets.UTF_8));
    if (exchange.getRequestMethod().equals("POST") && postStatus != 200) {
      StubNode.reply(exchange, postStatus, "");
      return;
    }
    String body = answers.get(path);
    StubNode.reply(exchange, body == null ? 404 : 200, body == null ? "{\"code\":404}" : body);
  }

  @Override
  public void close() {
    node.close();
  }
}
