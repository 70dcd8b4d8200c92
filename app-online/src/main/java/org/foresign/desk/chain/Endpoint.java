package org.foresign.desk.chain;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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
    String tag = moment == Moment.PENDING ? "pending" : ChainRequests.hex(number);
    List<JsonRpcClient.Call> calls = new ArrayList<>(reading.calls().apply(tag));
    calls.add(ChainRequests.block(ChainRequests.hex(number)));
    List<JsonRpcClient.Reply> replies = rpc.call(calls);
    JsonAnswer answer = replies.getLast().result();
    if (answer.isNull()) {
      throw Problem.of(ChainProblem.ENDPOINT_BEHIND, "no block " + number + " yet").asException();
    }
    BlockHeader header = ChainAnswers.header(answer);
    if (header.ref().number() != number) {
      throw answer.mismatched("is another block");
    }
    if (moment != Moment.FINALIZED) {
      checkFresh(header);
    }
    T value = reading.reader().read(replies.subList(0, replies.size() - 1), header);
    return new Sight<>(value, header.ref());
  }

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
