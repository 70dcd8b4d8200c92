package org.foresign.practice.chain;

import java.util.HashMap;
import java.util.Map;
import org.foresign.codec.Bytes;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON-RPC 2.0 over bytes: single calls and batches, every fault as an error object. */
final class RpcDispatcher {
  /** Calls in one batch; geth's default. */
  static final int MAX_BATCH = 1_000;

  private static final int MAX_DEPTH = 16;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<String, RpcMethod> methods = new HashMap<>();
  private final JsonMapper mapper;

  RpcDispatcher(NodeView view) {
    methods.putAll(new EthRpc(view).methods());
    methods.putAll(new CallRpc(view).methods());
    methods.putAll(new FeeRpc(view).methods());
    methods.putAll(new LogRpc(view).methods());
    methods.putAll(new ConfigRpc(view).methods());
    methods.putAll(new ControlRpc(view).methods());
    mapper = strictMapper();
  }

  /** Bounded depth, no duplicate fields, nothing after the value. */
  static JsonMapper strictMapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return JsonMapper.builder(factory).build();
  }

  byte[] answer(byte[] body) {
    JsonNode request;
    try {
      request = mapper.readTree(body);
    } catch (JacksonException e) {
      return bytes(error(JSON.nullNode(), RpcFault.PARSE_ERROR, "parse error"));
    }
    if (!request.isArray()) {
      return bytes(one(request));
    }
    if (request.isEmpty()) {
      return bytes(error(JSON.nullNode(), RpcFault.INVALID_REQUEST, "empty batch"));
    }
    if (request.size() > MAX_BATCH) {
      return bytes(error(JSON.nullNode(), RpcFault.INVALID_REQUEST, "batch too large"));
    }
    ArrayNode answers = JSON.arrayNode();
    for (JsonNode single : request) {
      answers.add(one(single));
    }
    return bytes(answers);
  }

  byte[] tooLarge() {
    return bytes(error(JSON.nullNode(), RpcFault.INVALID_REQUEST, "content length too large"));
  }

  private ObjectNode one(JsonNode request) {
    JsonNode id = request.path("id");
    boolean usableId = id.isString() || id.isNumber() || id.isNull();
    if (!request.isObject()
        || !usableId
        || !request.path("jsonrpc").asString("").equals("2.0")
        || !request.path("method").isString()) {
      return error(JSON.nullNode(), RpcFault.INVALID_REQUEST, "invalid request");
    }
    String name = request.path("method").stringValue();
    RpcMethod method = methods.get(name);
    if (method == null) {
      return error(
          id,
          RpcFault.METHOD_NOT_FOUND,
          "the method " + printable(name) + " does not exist/is not available");
    }
    try {
      ObjectNode answer = envelope(id);
      answer.set("result", method.answer(new RpcParams(request.path("params"))));
      return answer;
    } catch (RpcFault fault) {
      ObjectNode answer = error(id, fault.code(), fault.text());
      Bytes data = fault.data();
      if (data != null) {
        ((ObjectNode) answer.path("error")).put("data", data.prefixedHex());
      }
      return answer;
    }
  }

  private static ObjectNode envelope(JsonNode id) {
    ObjectNode node = JSON.objectNode().put("jsonrpc", "2.0");
    node.set("id", id);
    return node;
  }

  private static ObjectNode error(JsonNode id, int code, String message) {
    ObjectNode node = envelope(id);
    node.putObject("error").put("code", code).put("message", message);
    return node;
  }

  private static String printable(String name) {
    return name.length() <= 64 && name.matches("[A-Za-z0-9_]*") ? name : "(unreadable)";
  }

  private byte[] bytes(JsonNode node) {
    return mapper.writeValueAsBytes(node);
  }
}
