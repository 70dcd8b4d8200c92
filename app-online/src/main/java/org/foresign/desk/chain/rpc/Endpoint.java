package org.foresign.desk.chain.rpc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.foresign.desk.chain.BlockHeader;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.http.JsonAnswer;
import org.foresign.desk.chain.http.Patience;
import org.foresign.desk.chain.quorum.EndpointGroup;
import org.foresign.desk.chain.quorum.Observation;
import org.foresign.desk.chain.quorum.Vote;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/** One JSON-RPC endpoint that is expected to serve one chain. */
final class Endpoint implements EndpointGroup.Member {
  private final String name;
  private final JsonRpcClient rpc;
  private final Chain chain;
  private final Patience patience;
  private final InstantSource clock;
  private volatile boolean proven;

  /** The endpoint has said that it knows no pending block; geth without a miner has none. */
  private volatile boolean withoutPending;

  Endpoint(String name, JsonRpcClient rpc, Chain chain, Patience patience, InstantSource clock) {
    this.name = name;
    this.rpc = rpc;
    this.chain = chain;
    this.patience = patience;
    this.clock = clock;
  }

  @Override
  public String name() {
    return name;
  }

  JsonRpcClient rpc() {
    return rpc;
  }

  /** The chain id that the endpoint names. */
  long chainId() throws ProblemException {
    return rpc.call(JsonRpcClient.Call.of("eth_chainId")).result().quantityLong();
  }

  /** Asks for the chain id unless the endpoint has given the right one before. */
  void prove() throws ProblemException {
    if (!proven) {
      check(chainId());
    }
  }

  private void check(long chainId) throws ProblemException {
    if (chainId != chain.reference()) {
      proven = false;
      throw Problem.of(
              ChainProblem.CHAIN_DIFFERS, name + " serves chain id " + chainId + ", not " + chain)
          .asException();
    }
    proven = true;
  }

  /**
   * The number of the newest block. The chain id is asked each time, since what answers behind an
   * address can be exchanged.
   */
  long reached() throws ProblemException {
    List<JsonRpcClient.Reply> replies =
        rpc.call(
            List.of(
                JsonRpcClient.Call.of("eth_chainId"), JsonRpcClient.Call.of("eth_blockNumber")));
    check(replies.get(0).result().quantityLong());
    return replies.get(1).result().quantityLong();
  }

  /** Newest and finalized block as the endpoint tells them, each by itself. */
  record Ends(Vote<BlockHeader> newest, Vote<BlockHeader> finalized) {}

  /** Where both chains end, with the chain id, which is asked each time as in {@link #reached}. */
  Ends ends() throws ProblemException {
    List<JsonRpcClient.Reply> replies =
        rpc.call(
            List.of(
                JsonRpcClient.Call.of("eth_chainId"),
                ChainRequests.block("latest"),
                ChainRequests.block("finalized")));
    check(replies.get(0).result().quantityLong());
    return new Ends(
        vote(() -> fresh(ChainAnswers.header(replies.get(1).result()))),
        vote(() -> finalized(replies.get(2).result())));
  }

  private BlockHeader finalized(JsonAnswer block) throws ProblemException {
    if (block.isNull()) {
      throw Problem.of(ChainProblem.ANSWER_NOT_FINAL, name + " has no finalized block")
          .asException();
    }
    return ChainAnswers.header(block);
  }

  /** Part of an answer, which may be wrong without the rest. */
  private interface Part<T> {
    T read() throws ProblemException;
  }

  private <T> Vote<T> vote(Part<T> part) {
    try {
      return new Vote.Answered<>(name, part.read());
    } catch (ProblemException e) {
      return new Vote.Silent<>(name, e.problem().happened());
    }
  }

  /** The header of block {@code number}. */
  Observation<BlockHeader> headerAt(long number, Moment moment) throws ProblemException {
    BlockHeader header =
        ChainAnswers.headerOf(number, rpc.call(ChainRequests.block(ChainRequests.hex(number))));
    if (moment != Moment.FINALIZED) {
      fresh(header);
    }
    return new Observation<>(header, header.ref());
  }

  /** What an endpoint says to several questions, each by itself. */
  record Observations(Map<RpcQuestion<?>, Vote<?>> votes) {
    @SuppressWarnings("unchecked") // votes are kept under the question that makes their type
    <T> Vote<Observation<T>> of(RpcQuestion<T> question) {
      return (Vote<Observation<T>>) Objects.requireNonNull(votes.get(question));
    }
  }

  /**
   * Reads several things at block {@code number}. An answer that can't be used silences its own
   * question only. The header stands before them, too: what is found below it was found on a chain
   * that has it, so a later look notices by this header alone that any of it is gone.
   */
  Observations readAll(long number, Moment moment, List<RpcQuestion<?>> questions)
      throws ProblemException {
    Tied tied =
        tied(
            number,
            moment,
            tag -> questions.stream().flatMap(q -> q.calls().apply(tag).stream()).toList());
    Map<RpcQuestion<?>, Vote<?>> votes = HashMap.newHashMap(questions.size());
    int from = 0;
    for (RpcQuestion<?> question : questions) {
      int end = from + question.calls().apply(ChainRequests.hex(number)).size();
      votes.put(question, observation(question, tied.replies().subList(from, end), tied.header()));
      from = end;
    }
    return new Observations(votes);
  }

  private <T> Vote<Observation<T>> observation(
      RpcQuestion<T> question, List<JsonRpcClient.Reply> replies, BlockHeader at) {
    return vote(() -> new Observation<>(question.reader().read(replies, at), at.ref()));
  }

  /** Replies and the header of the block that they are tied to. */
  private record Tied(List<JsonRpcClient.Reply> replies, BlockHeader header) {}

  private Tied tied(long number, Moment moment, Function<String, List<JsonRpcClient.Call>> calls)
      throws ProblemException {
    boolean pending = moment == Moment.PENDING && !withoutPending;
    String tag = pending ? "pending" : ChainRequests.hex(number);
    Tied tied = tied(number, calls.apply(tag));
    if (pending && tied.replies().stream().anyMatch(NodeWords::saysNoPending)) {
      withoutPending = true;
      return tied(number, moment, calls);
    }
    if (moment != Moment.FINALIZED) {
      fresh(tied.header());
    }
    return tied;
  }

  /**
   * The header is asked before the calls and after them: behind one address several servers may
   * answer, and both have to show the same block.
   */
  private Tied tied(long number, List<JsonRpcClient.Call> wanted) throws ProblemException {
    JsonRpcClient.Call block = ChainRequests.block(ChainRequests.hex(number));
    List<JsonRpcClient.Call> calls = new ArrayList<>(wanted.size() + 2);
    calls.add(block);
    calls.addAll(wanted);
    calls.add(block);
    List<JsonRpcClient.Reply> replies = rpc.call(calls);
    BlockHeader header = ChainAnswers.headerOf(number, replies.getLast());
    if (!ChainAnswers.headerOf(number, replies.getFirst()).equals(header)) {
      throw Problem.of(ChainProblem.ANSWER_MISMATCHED, name + " showed two blocks " + number)
          .asException();
    }
    return new Tied(replies.subList(1, replies.size() - 1), header);
  }

  /**
   * The next nonce with the endpoint's pool; where it has no pending block, without one. It then
   * says what an endpoint with an empty pool would say.
   */
  Pooled pendingNonce(Address account) throws ProblemException {
    prove();
    if (!withoutPending) {
      JsonRpcClient.Reply reply = rpc.call(nonce(account, "pending"));
      if (!NodeWords.saysNoPending(reply)) {
        return new Pooled(reply.result().quantityLong(), true);
      }
      withoutPending = true;
    }
    return new Pooled(rpc.call(nonce(account, "latest")).result().quantityLong(), false);
  }

  private static JsonRpcClient.Call nonce(Address account, String tag) {
    return ChainRequests.ofAccount("eth_getTransactionCount", account, tag);
  }

  /**
   * A next nonce.
   *
   * @param pool whether the endpoint's pool is counted in
   */
  record Pooled(long nonce, boolean pool) {}

  private BlockHeader fresh(BlockHeader header) throws ProblemException {
    Duration limit = patience.maxHeadAge();
    if (limit == null) {
      return header;
    }
    long age = clock.instant().getEpochSecond() - header.timestamp();
    if (age > limit.toSeconds()) {
      throw Problem.of(
              ChainProblem.CHAIN_STALE,
              "block "
                  + header.ref().number()
                  + " is from "
                  + Instant.ofEpochSecond(Math.min(header.timestamp(), 253_402_300_799L)))
          .asException();
    }
    return header;
  }
}
