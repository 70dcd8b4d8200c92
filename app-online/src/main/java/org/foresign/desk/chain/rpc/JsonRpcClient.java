package org.foresign.desk.chain.rpc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.foresign.codec.Bytes;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.desk.chain.http.EndpointUrl;
import org.foresign.desk.chain.http.HttpLink;
import org.foresign.desk.chain.http.JsonAnswer;
import org.foresign.desk.chain.http.ProviderWords;
import org.foresign.desk.chain.http.StrictJson;
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
  private static final int HTTP_OK = 200;

  /** Calls in one exchange at first; what servers allow lies between three and a thousand. */
  private static final int MOST_AT_ONCE = 100;

  /** geth, for the calls of a batch whose answers have become too long together. */
  private static final long RESPONSE_TOO_LARGE = -32003;

  private final EndpointUrl url;
  private final HttpLink link;
  private final RpcEnvelope envelope;
  private final AtomicLong ids = new AtomicLong();

  /** Learned from what the endpoint refuses; it never rises while the desk runs. */
  private final AtomicInteger atOnce = new AtomicInteger(MOST_AT_ONCE);

  JsonRpcClient(EndpointUrl url, HttpLink link) {
    this.url = url;
    this.link = link;
    this.envelope = new RpcEnvelope(url);
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
      ChainProblem kind =
          ProviderWords.saysLimit(code, message)
              ? ChainProblem.ENDPOINT_LIMIT
              : ChainProblem.RPC_ERROR;
      return Problem.of(kind, method + ": " + message + " (code " + code + ")").asException();
    }

    @Override
    public JsonAnswer result() throws ProblemException {
      throw asException();
    }

    /** Whether this is about the batch that the call was in, and not about the call. */
    boolean isOfBatch() {
      String lower = message.toLowerCase(Locale.ROOT);
      return lower.contains("batch") || (code == RESPONSE_TOO_LARGE && lower.contains("too large"));
    }
  }

  /** The most calls that this endpoint takes in one exchange, as far as is known by now. */
  int atOnce() {
    return atOnce.get();
  }

  Reply call(Call call) throws ProblemException {
    long id = ids.incrementAndGet();
    HttpLink.Answer answer = link.post(StrictJson.write(request(id, call)));
    // Some servers send a node's error with status 400 or 500; other statuses carry no answer.
    if (answer.status() != HTTP_OK && answer.status() != 400 && answer.status() != 500) {
      throw link.status(answer);
    }
    try {
      RpcEnvelope.Item item =
          envelope.read(new JsonAnswer(read(answer), "answer"), Map.of(id, call));
      return switch (item) {
        case RpcEnvelope.Item.ToAll(ProblemException problem) -> throw problem;
        case RpcEnvelope.Item.ToCall(long to, Reply reply) -> {
          if (answer.status() != HTTP_OK && reply instanceof Result) {
            throw link.status(answer);
          }
          yield reply;
        }
      };
    } catch (ProblemException e) {
      throw answer.status() == HTTP_OK ? e : link.status(answer);
    }
  }

  private JsonNode read(HttpLink.Answer answer) throws ProblemException {
    if (ProviderWords.isPage(answer.body())) {
      String words = ProviderWords.of(url, answer.body()).map(said -> ": " + said).orElse("");
      throw Problem.of(ChainProblem.ENDPOINT_PAGE, url + words).asException();
    }
    return StrictJson.read(answer.body(), url.toString());
  }

  /**
   * All calls, in as few exchanges as the endpoint takes. There is no agreed way to refuse a batch:
   * a status, an object, a list with one error, a shorter list or a closed connection may mean it.
   * So the first call is asked alone then: if that is answered, the batch was too long, and shorter
   * ones are sent from now on; if not, its reason is the reason.
   */
  List<Reply> call(List<Call> calls) throws ProblemException {
    List<Reply> replies = new ArrayList<>(calls.size());
    while (replies.size() < calls.size()) {
      int first = replies.size();
      int size = Math.min(atOnce.get(), calls.size() - first);
      List<Call> part = calls.subList(first, first + size);
      Optional<List<Reply>> answered = size == 1 ? Optional.empty() : batch(part);
      if (answered.isPresent()) {
        replies.addAll(answered.get());
      } else {
        replies.add(call(part.getFirst()));
        if (size > 1) {
          lower(size);
        }
      }
    }
    return replies;
  }

  private void lower(int refused) {
    atOnce.accumulateAndGet(Math.max(1, refused / 2), Math::min);
  }

  /** The replies in the order of the calls; empty when the endpoint refused them together. */
  private Optional<List<Reply>> batch(List<Call> calls) throws ProblemException {
    Map<Long, Call> byId = HashMap.newHashMap(calls.size());
    List<Long> order = new ArrayList<>(calls.size());
    ArrayNode batch = JsonNodeFactory.instance.arrayNode();
    for (Call call : calls) {
      long id = ids.incrementAndGet();
      order.add(id);
      byId.put(id, call);
      batch.add(request(id, call));
    }
    Optional<JsonAnswer> list = list(StrictJson.write(batch));
    if (list.isEmpty()) {
      return Optional.empty();
    }
    Map<Long, Reply> replies = HashMap.newHashMap(calls.size());
    for (JsonAnswer item : list.get().items(calls.size())) {
      switch (envelope.read(item, byId)) {
        case RpcEnvelope.Item.ToAll refused -> {
          return Optional.empty();
        }
        case RpcEnvelope.Item.ToCall(long id, Reply reply) -> {
          if (replies.put(id, reply) != null) {
            throw envelope.mismatched("an id twice");
          }
        }
      }
    }
    if (replies.size() < calls.size()) {
      return Optional.empty(); // geth names the first call only when a batch is too long
    }
    List<Reply> ordered = new ArrayList<>(calls.size());
    for (int i = 0; i < calls.size(); i++) {
      Reply reply = Optional.ofNullable(replies.get(order.get(i))).orElseThrow();
      boolean again = reply instanceof Failure failure && failure.isOfBatch();
      if (again) {
        lower(calls.size());
      }
      ordered.add(again ? call(calls.get(i)) : reply);
    }
    return Optional.of(ordered);
  }

  /** The list that answers a batch; empty where something else came back. */
  private Optional<JsonAnswer> list(byte[] batch) throws ProblemException {
    HttpLink.Answer answer;
    try {
      answer = link.post(batch);
    } catch (ProblemException e) {
      // Erigon has closed the connection on a batch that was too long.
      if (e.problem().code() == ChainProblem.ENDPOINT_UNREACHABLE
          || e.problem().code() == ChainProblem.ANSWER_TOO_LARGE) {
        return Optional.empty();
      }
      throw e;
    }
    if (answer.status() != HTTP_OK && answer.status() != 400 && answer.status() != 500) {
      return Optional.empty();
    }
    try {
      JsonAnswer root = new JsonAnswer(read(answer), "batch");
      return root.isArray() ? Optional.of(root) : Optional.empty();
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  private static ObjectNode request(long id, Call call) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("jsonrpc", "2.0").put("id", id).put("method", call.method());
    ArrayNode params = request.putArray("params");
    call.params().forEach(params::add);
    return request;
  }
}
