package org.foresign.desk.chain.rpc;

import java.util.Map;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.desk.chain.http.EndpointUrl;
import org.foresign.desk.chain.http.JsonAnswer;
import org.foresign.desk.chain.http.ProviderWords;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * Reads the objects of JSON-RPC 2.0. What decides is strict: an id that was asked, and either a
 * result or an error. What only repeats it is not: servers leave the version away, send ids as
 * texts, and put a null beside the member that counts.
 */
final class RpcEnvelope {
  private static final int MAX_REVERT_DATA = 64 << 10;

  private final EndpointUrl url;

  RpcEnvelope(EndpointUrl url) {
    this.url = url;
  }

  /** What one object is about. */
  sealed interface Item {
    /** The reply to a call. */
    record ToCall(long id, JsonRpcClient.Reply reply) implements Item {}

    /** An error about the exchange as a whole, which names no call. */
    record ToAll(ProblemException problem) implements Item {}
  }

  Item read(JsonAnswer answer, Map<Long, JsonRpcClient.Call> asked) throws ProblemException {
    Optional<JsonAnswer> version = answer.optional("jsonrpc");
    if (version.isPresent() && !version.get().string().equals("2.0")) {
      throw answer.malformed("is not JSON-RPC 2.0");
    }
    Optional<JsonAnswer> error = answer.optional("error");
    Optional<JsonAnswer> id = answer.optional("id");
    if (id.isEmpty()) {
      return new Item.ToAll(toAll(answer, error));
    }
    long number = id.get().isString() ? id.get().decimal() : id.get().number();
    JsonRpcClient.Call call = asked.get(number);
    if (call == null) {
      throw mismatched("an id that was not asked");
    }
    if (error.isPresent()) {
      if (answer.optional("result").isPresent()) {
        throw answer.malformed("has both a result and an error");
      }
      return new Item.ToCall(number, failure(call, error.get()));
    }
    if (!answer.names().contains("result")) {
      throw answer.malformed("has neither a result nor an error");
    }
    return new Item.ToCall(
        number, new JsonRpcClient.Result(answer.member("result", call.method())));
  }

  private ProblemException toAll(JsonAnswer answer, Optional<JsonAnswer> error)
      throws ProblemException {
    JsonAnswer source = error.orElse(answer);
    Optional<String> said = ProviderWords.of(source);
    if (said.isEmpty()) {
      return answer.malformed("names no call");
    }
    String words = ProviderWords.clean(url, said.get());
    ChainProblem kind =
        ProviderWords.saysLimit(code(source), words)
            ? ChainProblem.ENDPOINT_LIMIT
            : ChainProblem.RPC_ERROR;
    return Problem.of(kind, url + ": " + words).asException();
  }

  private JsonRpcClient.Failure failure(JsonRpcClient.Call call, JsonAnswer error)
      throws ProblemException {
    String words = ProviderWords.of(error).orElse("no message");
    return new JsonRpcClient.Failure(
        call.method(), code(error), ProviderWords.clean(url, words), data(error));
  }

  private static long code(JsonAnswer error) throws ProblemException {
    Optional<JsonAnswer> code = error.isObject() ? error.optional("code") : Optional.empty();
    return code.isPresent() ? code.get().numberOr(0) : 0;
  }

  /** Revert data where the node sends it as a string; other forms carry nothing we need. */
  private static Bytes data(JsonAnswer error) throws ProblemException {
    Optional<JsonAnswer> data = error.isObject() ? error.optional("data") : Optional.empty();
    if (data.isPresent() && data.get().isString() && data.get().string().startsWith("0x")) {
      return data.get().data(MAX_REVERT_DATA);
    }
    return Bytes.EMPTY;
  }

  ProblemException mismatched(String what) {
    return Problem.of(ChainProblem.ANSWER_MISMATCHED, url + ", " + what).asException();
  }
}
