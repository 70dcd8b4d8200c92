package org.foresign.desk.chain;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
    if (head.isNull()) {
      throw Problem.of(ChainProblem.ANSWER_NOT_FINAL, name + " has no finalized block")
          .asException();
    }
    return ChainAnswers.header(head).ref().number();
  }

  /**
   * Reads something at block {@code number}. The header is read last in the same exchange and ties
   * the value to the endpoint's chain.
   */
  <T> Sight<T> read(long number, Moment moment, Reading<T> reading) throws ProblemException {
    boolean pending = moment == Moment.PENDING && !withoutPending;
    String tag = pending ? "pending" : ChainRequests.hex(number);
    List<JsonRpcClient.Call> calls = reading.calls().apply(tag);
    Tied tied = tied(number, calls);
    if (pending && tied.replies().stream().anyMatch(NodeWords::saysNoPending)) {
      withoutPending = true;
      return read(number, moment, reading);
    }
    if (moment != Moment.FINALIZED) {
      checkFresh(tied.header());
    }
    return new Sight<>(reading.reader().read(tied.replies(), tied.header()), tied.header().ref());
  }

  /** Replies and the header of the block that they are tied to. */
  private record Tied(List<JsonRpcClient.Reply> replies, BlockHeader header) {}

  /**
   * Where the calls don't fit into one exchange, the header is asked before them, too: behind one
   * address several servers may answer, and both have to show the same block.
   */
  private Tied tied(long number, List<JsonRpcClient.Call> wanted) throws ProblemException {
    JsonRpcClient.Call block = ChainRequests.block(ChainRequests.hex(number));
    boolean together = wanted.size() < rpc.atOnce();
    List<JsonRpcClient.Call> calls = new ArrayList<>(wanted.size() + 2);
    if (!together) {
      calls.add(block);
    }
    calls.addAll(wanted);
    calls.add(block);
    List<JsonRpcClient.Reply> replies = rpc.call(calls);
    if (together && wanted.size() >= rpc.atOnce()) {
      return tied(number, wanted); // it was not one exchange after all
    }
    BlockHeader header = header(number, replies.getLast());
    int first = together ? 0 : 1;
    if (!together && !header(number, replies.getFirst()).equals(header)) {
      throw Problem.of(ChainProblem.ANSWER_MISMATCHED, name + " showed two blocks " + number)
          .asException();
    }
    return new Tied(replies.subList(first, first + wanted.size()), header);
  }

  private static BlockHeader header(long number, JsonRpcClient.Reply reply)
      throws ProblemException {
    JsonAnswer answer = reply.result();
    if (answer.isNull()) {
      throw Problem.of(ChainProblem.ENDPOINT_BEHIND, "no block " + number + " yet").asException();
    }
    BlockHeader header = ChainAnswers.header(answer);
    if (header.ref().number() != number) {
      throw answer.mismatched("is another block");
    }
    return header;
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

  private void checkFresh(BlockHeader header) throws ProblemException {
    Duration limit = patience.maxHeadAge();
    if (limit == null) {
      return;
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
  }
}
