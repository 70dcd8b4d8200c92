package org.foresign.desk.chain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.foresign.codec.Bytes;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON-RPC 2.0 to one endpoint. A transport or format failure is a {@link ProblemException}; an
 * error that the node reports is a value, since for a simulation or a broadcast it is the answer.
 */
final class JsonRpcClient {
  private static final int MAX_MESSAGE = 300;
  private static final int MAX_REVERT_DATA = 64 << 10;
  private static final int HTTP_OK = 200;

  private final EndpointUrl url;
  private final HttpLink link;
  private final AtomicLong ids = new AtomicLong();

  JsonRpcClient(EndpointUrl url, HttpLink link) {
    this.url = url;
    this.link = link;
  }

  /** A method and its parameters. */
  record Call(String method, List<JsonNode> params) {
    Call {
      params = List.copyOf(params);
    }

    static Call of(String method, JsonNode... params) {
      return new Call(method, List.of(params));
    }
  }

  /** What came back for one call. */
  sealed interface Reply {
    /** The result, possibly JSON null. */
    JsonAnswer result() throws ProblemException;
  }

  record Result(JsonAnswer value) implements Reply {
    @Override
    public JsonAnswer result() {
      return value;
    }
  }

  /** The node reports an error; its text is cleaned, redacted and shortened. */
  record Failure(String method, long code, String message, Bytes data) implements Reply {
    ProblemException asException() {
      return Problem.of(ChainProblem.RPC_ERROR, method + ": " + message + " (code " + code + ")")
          .asException();
    }

    @Override
    public JsonAnswer result() throws ProblemException {
      throw asException();
    }
  }

  Reply call(Call call) throws ProblemException {
    long id = ids.incrementAndGet();
    HttpLink.Answer answer = link.post(url.target(), StrictJson.write(request(id, call)));
    // Some servers send a node's error with status 400 or 500; other statuses carry no answer.
    if (answer.status() != HTTP_OK && answer.status() != 400 && answer.status() != 500) {
      throw link.status(answer.status());
    }
    try {
      JsonNode root = StrictJson.read(answer.body(), url.toString());
      Reply reply = reply(root, Map.of(id, call));
      if (answer.status() != HTTP_OK && reply instanceof Result) {
        throw link.status(answer.status());
      }
      return reply;
    } catch (ProblemException e) {
      throw answer.status() == HTTP_OK ? e : link.status(answer.status());
    }
  }

  /** All calls in one exchange; one by one where the endpoint does not take batches. */
  List<Reply> call(List<Call> calls) throws ProblemException {
    if (calls.size() == 1) {
      return List.of(call(calls.getFirst()));
    }
    Map<Long, Call> byId = HashMap.newHashMap(calls.size());
    List<Long> order = new ArrayList<>(calls.size());
    ArrayNode batch = JsonNodeFactory.instance.arrayNode();
    for (Call call : calls) {
      long id = ids.incrementAndGet();
      order.add(id);
      byId.put(id, call);
      batch.add(request(id, call));
    }
    HttpLink.Answer answer = link.post(url.target(), StrictJson.write(batch));
    if (answer.status() != HTTP_OK && answer.status() != 400) {
      throw link.status(answer.status());
    }
    JsonNode root = StrictJson.read(answer.body(), url.toString());
    if (root.isObject()) {
      return oneByOne(calls);
    }
    Map<Long, Reply> replies = HashMap.newHashMap(calls.size());
    for (JsonAnswer item : new JsonAnswer(root, "batch").items(calls.size())) {
      long id = item.field("id").number();
      if (replies.put(id, reply(item, byId)) != null) {
        throw mismatched("an id twice");
      }
    }
    if (replies.size() != calls.size()) {
      throw mismatched("a batch of " + calls.size() + " calls has fewer answers");
    }
    List<Reply> ordered = new ArrayList<>(calls.size());
    for (long id : order) {
      ordered.add(Optional.ofNullable(replies.get(id)).orElseThrow(() -> mismatched("no answer")));
    }
    return ordered;
  }

  private List<Reply> oneByOne(List<Call> calls) throws ProblemException {
    List<Reply> replies = new ArrayList<>(calls.size());
    for (Call call : calls) {
      replies.add(call(call));
    }
    return replies;
  }

  private static ObjectNode request(long id, Call call) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("jsonrpc", "2.0").put("id", id).put("method", call.method());
    ArrayNode params = request.putArray("params");
    call.params().forEach(params::add);
    return request;
  }

  private Reply reply(JsonNode root, Map<Long, Call> asked) throws ProblemException {
    return reply(new JsonAnswer(root, "answer"), asked);
  }

  private Reply reply(JsonAnswer answer, Map<Long, Call> asked) throws ProblemException {
    if (!answer.field("jsonrpc").string().equals("2.0")) {
      throw answer.malformed("is not JSON-RPC 2.0");
    }
    Call call = asked.get(answer.field("id").number());
    if (call == null) {
      throw mismatched("an id that was not asked");
    }
    Optional<JsonAnswer> error = answer.optional("error");
    boolean hasResult = answer.names().contains("result");
    if (error.isPresent() == hasResult) {
      throw answer.malformed("has not exactly one of result and error");
    }
    if (error.isPresent()) {
      return failure(call, error.get());
    }
    return new Result(answer.member("result", call.method()));
  }

  private Failure failure(Call call, JsonAnswer error) throws ProblemException {
    Optional<JsonAnswer> message = error.optional("message");
    String text = message.isPresent() ? message.get().string() : "no message";
    return new Failure(call.method(), error.field("code").integer(), clean(text), data(error));
  }

  /** Revert data where the node sends it as a string; other forms carry nothing we need. */
  private static Bytes data(JsonAnswer error) throws ProblemException {
    Optional<JsonAnswer> data = error.optional("data");
    if (data.isPresent() && data.get().isString() && data.get().string().startsWith("0x")) {
      return data.get().data(MAX_REVERT_DATA);
    }
    return Bytes.EMPTY;
  }

  private String clean(String text) {
    String whole = url.redact(text);
    StringBuilder clean = new StringBuilder();
    whole
        .codePoints()
        .limit(MAX_MESSAGE)
        .map(c -> Character.isISOControl(c) || !Character.isDefined(c) ? ' ' : c)
        .filter(c -> Character.getType(c) != Character.FORMAT)
        .forEach(clean::appendCodePoint);
    return clean.toString().strip();
  }

  private ProblemException mismatched(String what) {
    return Problem.of(ChainProblem.ANSWER_MISMATCHED, url + ", " + what).asException();
  }
}
