package org.foresign.desk.chain;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/** One JSON-RPC endpoint that is expected to serve one chain. */
final class Endpoint implements Chorus.Member {
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

  /** What to ask at a block, and how to read the replies. */
  record Reading<T>(Function<String, List<JsonRpcClient.Call>> calls, Reader<T> reader) {}

  /** Turns replies into a value. */
  interface Reader<T> {
    T read(List<JsonRpcClient.Reply> replies, BlockHeader at) throws ProblemException;
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
   * How far the endpoint is. The chain id is asked each time, since what answers behind an address
   * can be exchanged.
   */
  long reached(Moment moment) throws ProblemException {
    boolean finalized = moment == Moment.FINALIZED;
    List<JsonRpcClient.Reply> replies =
        rpc.call(
            List.of(
                JsonRpcClient.Call.of("eth_chainId"),
                finalized
                    ? ChainRequests.block("finalized")
                    : JsonRpcClient.Call.of("eth_blockNumber")));
    check(replies.get(0).result().quantityLong());
    JsonAnswer head = replies.get(1).result();
    if (!finalized) {
      return head.quantityLong();
    }
    return finalized(head).ref().number();
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
      return new Vote.Said<>(name, part.read());
    } catch (ProblemException e) {
      return new Vote.Silent<>(name, e.problem().happened());
    }
  }

  /**
   * Reads something at block {@code number}. The header is read last in the same exchange and ties
   * the value to the endpoint's chain.
   */
  <T> Sight<T> read(long number, Moment moment, Reading<T> reading) throws ProblemException {
    Tied tied = tied(number, moment, reading.calls(), false);
    return new Sight<>(reading.reader().read(tied.replies(), tied.header()), tied.header().ref());
  }

  /** What an endpoint says to several questions, each by itself. */
  record Sights(Map<Question<?>, Vote<?>> votes) {
    @SuppressWarnings("unchecked") // votes are kept under the question that makes their type
    <T> Vote<Sight<T>> of(Question<T> question) {
      return (Vote<Sight<T>>) Objects.requireNonNull(votes.get(question));
    }
  }

  /**
   * Reads several things at block {@code number}. An answer that can't be used silences its own
   * question only. The header stands before them, too: what is found below it was found on a chain
   * that has it, so a later look notices by this header alone that any of it is gone.
   */
  Sights readAll(long number, Moment moment, List<Question<?>> questions) throws ProblemException {
    Tied tied =
        tied(
            number,
            moment,
            tag ->
                questions.stream().flatMap(q -> q.reading().calls().apply(tag).stream()).toList(),
            true);
    Map<Question<?>, Vote<?>> votes = HashMap.newHashMap(questions.size());
    int from = 0;
    for (Question<?> question : questions) {
      int end = from + question.reading().calls().apply(ChainRequests.hex(number)).size();
      votes.put(question, sight(question, tied.replies().subList(from, end), tied.header()));
      from = end;
    }
    return new Sights(votes);
  }

  private <T> Vote<Sight<T>> sight(
      Question<T> question, List<JsonRpcClient.Reply> replies, BlockHeader at) {
    return vote(() -> new Sight<>(question.reading().reader().read(replies, at), at.ref()));
  }

  /** Replies and the header of the block that they are tied to. */
  private record Tied(List<JsonRpcClient.Reply> replies, BlockHeader header) {}

  private Tied tied(
      long number,
      Moment moment,
      Function<String, List<JsonRpcClient.Call>> calls,
      boolean headerFirst)
      throws ProblemException {
    boolean pending = moment == Moment.PENDING && !withoutPending;
    String tag = pending ? "pending" : ChainRequests.hex(number);
    Tied tied = tied(number, calls.apply(tag), headerFirst);
    if (pending && tied.replies().stream().anyMatch(NodeWords::saysNoPending)) {
      withoutPending = true;
      return tied(number, moment, calls, headerFirst);
    }
    if (moment != Moment.FINALIZED) {
      fresh(tied.header());
    }
    return tied;
  }

  /**
   * Where the calls don't fit into one exchange, the header is asked before them, too: behind one
   * address several servers may answer, and both have to show the same block.
   */
  private Tied tied(long number, List<JsonRpcClient.Call> wanted, boolean headerFirst)
      throws ProblemException {
    JsonRpcClient.Call block = ChainRequests.block(ChainRequests.hex(number));
    boolean together = wanted.size() < rpc.atOnce();
    int first = headerFirst || !together ? 1 : 0;
    List<JsonRpcClient.Call> calls = new ArrayList<>(wanted.size() + 2);
    if (first == 1) {
      calls.add(block);
    }
    calls.addAll(wanted);
    calls.add(block);
    List<JsonRpcClient.Reply> replies = rpc.call(calls);
    if (first == 0 && wanted.size() >= rpc.atOnce()) {
      return tied(number, wanted, headerFirst); // it was not one exchange after all
    }
    BlockHeader header = ChainAnswers.headerOf(number, replies.getLast());
    if (first == 1 && !ChainAnswers.headerOf(number, replies.getFirst()).equals(header)) {
      throw Problem.of(ChainProblem.ANSWER_MISMATCHED, name + " showed two blocks " + number)
          .asException();
    }
    return new Tied(replies.subList(first, first + wanted.size()), header);
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
