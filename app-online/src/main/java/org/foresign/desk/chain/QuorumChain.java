package org.foresign.desk.chain;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Keccak;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/** A chain seen through several JSON-RPC endpoints with a quorum. */
public final class QuorumChain implements ChainView, AutoCloseable {
  private static final int MAX_HISTORY = 1024;
  private static final int MAX_OUTPUT = 1 << 20;

  private final EndpointSet endpoints;

  private QuorumChain(EndpointSet endpoints) {
    this.endpoints = endpoints;
  }

  /**
   * Connects to the endpoints of one chain. Endpoints that are down or serve another chain are kept
   * and count as soon as they answer for the right one.
   *
   * @throws ProblemException CHAIN_DIFFERS when those of another chain leave no quorum;
   *     ENDPOINT_REFUSED when one is listed twice or the quorum does not fit their number
   */
  public static QuorumChain open(
      Chain chain, List<EndpointUrl> urls, Quorum quorum, Patience patience, InstantSource clock)
      throws ProblemException {
    return new QuorumChain(EndpointSet.open(chain, urls, quorum, patience, clock));
  }

  /** Endpoints that served another chain when this was opened; their answers do not count. */
  public List<String> strangers() {
    return endpoints.strangers();
  }

  @Override
  public Chain chain() {
    return endpoints.chain();
  }

  @Override
  public Fact<BlockHeader> block(Moment moment) {
    checkState(moment);
    return endpoints.read(moment, headerOnly());
  }

  @Override
  public Fact<BlockHeader> blockAt(long number) {
    return switch (endpoints.anchor(Moment.LATEST)) {
      case EndpointSet.Anchor.Nowhere(String why) -> Fact.unknown(why);
      case EndpointSet.Anchor.At(long head) when number > head ->
          Fact.unknown("block " + number + " is not there yet; the newest is " + head);
      case EndpointSet.Anchor.At(long head) -> {
        Quorum.Rule<BlockHeader> rule = Quorum.Rule.equality();
        // An old block is as old as it is: the finalized moment does not ask for a fresh one.
        List<Vote<Sight<BlockHeader>>> votes =
            endpoints
                .chorus()
                .ask(
                    e -> e.read(number, Moment.FINALIZED, headerOnly()),
                    v ->
                        endpoints.quorum().isSettled(v, rule)
                            ? Chorus.Wait.NO_LONGER
                            : Chorus.Wait.FOR_ALL);
        yield endpoints.quorum().decide(votes, rule);
      }
    };
  }

  private static Endpoint.Reading<BlockHeader> headerOnly() {
    return new Endpoint.Reading<>(tag -> List.of(), (replies, at) -> at);
  }

  @Override
  public Fact<Long> nonce(Address account, Moment moment) {
    checkState(moment);
    return endpoints.read(
        moment,
        new Endpoint.Reading<>(
            tag -> List.of(ChainRequests.ofAccount("eth_getTransactionCount", account, tag)),
            (replies, at) -> replies.getFirst().result().quantityLong()));
  }

  @Override
  public Fact<PendingNonce> pendingNonce(Address account) {
    Fact<Long> mined = nonce(account, Moment.LATEST);
    return mined.then((floor, block) -> {
      List<Vote<Endpoint.Pooled>> votes =
          endpoints.chorus().ask(e -> e.pendingNonce(account), endpoints::untilQuorum);
      List<Long> said = new ArrayList<>();
      int pools = 0;
      for (Vote<Endpoint.Pooled> vote : votes) {
        if (vote instanceof Vote.Said<Endpoint.Pooled>(String name, Endpoint.Pooled next)) {
          said.add(next.nonce());
          pools += next.pool() ? 1 : 0;
        }
      }
      said.sort(Comparator.reverseOrder());
      int needed = endpoints.quorum().needed();
      if (said.size() < needed) {
        return Fact.unknown(endpoints.quorum().waitingFor(votes));
      }
      long agreed = Math.max(floor, said.get(needed - 1));
      return Fact.known(new PendingNonce(agreed, Math.max(agreed, said.getFirst()), pools), block);
    });
  }

  @Override
  public Fact<Wei> balance(Address account, Moment moment) {
    checkState(moment);
    return endpoints.read(
        moment,
        new Endpoint.Reading<>(
            tag -> List.of(ChainRequests.ofAccount("eth_getBalance", account, tag)),
            (replies, at) -> replies.getFirst().result().wei()));
  }

  @Override
  public Fact<AccountCode> code(Address account, Moment moment) {
    checkState(moment);
    return endpoints.read(
        moment,
        new Endpoint.Reading<>(
            tag -> List.of(ChainRequests.ofAccount("eth_getCode", account, tag)),
            (replies, at) -> ChainAnswers.code(replies.getFirst())));
  }

  @Override
  public Fact<AccountState> account(Address account, Moment moment) {
    checkState(moment);
    return endpoints.read(
        moment,
        new Endpoint.Reading<>(
            tag ->
                List.of(
                    ChainRequests.ofAccount("eth_getTransactionCount", account, tag),
                    ChainRequests.ofAccount("eth_getBalance", account, tag),
                    ChainRequests.ofAccount("eth_getCode", account, tag)),
            (replies, at) -> ChainAnswers.account(replies)));
  }

  @Override
  public Fact<FeeHistory> feeHistory(int blocks, List<Integer> percentiles) {
    if (blocks < 1 || blocks > MAX_HISTORY) {
      throw new IllegalArgumentException("a fee history has 1 to " + MAX_HISTORY + " blocks");
    }
    return endpoints.read(
        Moment.LATEST,
        new Endpoint.Reading<>(
            tag -> List.of(ChainRequests.feeHistory(blocks, tag, percentiles)),
            (replies, at) ->
                ChainAnswers.feeHistory(
                    replies.getFirst().result(), at.ref().number(), percentiles.size())),
        new Quorum.Rule<>(h -> List.of(h.oldest(), h.baseFees()), ChainAnswers::medianTips),
        Chorus.Wait.BRIEFLY);
  }

  @Override
  public Fact<Optional<Receipt>> receipt(Digest32 transaction, Moment moment) {
    checkState(moment);
    return endpoints.read(
        moment,
        new Endpoint.Reading<>(
            tag -> List.of(ChainRequests.ofTransaction("eth_getTransactionReceipt", transaction)),
            (replies, at) -> ChainAnswers.receipt(replies.getFirst().result(), transaction, at)),
        new Quorum.Rule<>(QuorumChain::ending, QuorumChain::withPrice),
        Chorus.Wait.NO_LONGER);
  }

  /** What decides; the price is told by some endpoints only. */
  private static Object ending(Optional<Receipt> receipt) {
    return receipt.map(r -> List.of(r.block(), r.succeeded(), r.gasUsed()));
  }

  private static Optional<Receipt> withPrice(List<Optional<Receipt>> agreeing) {
    return agreeing.stream()
        .flatMap(Optional::stream)
        .filter(r -> r.gasPrice() != null)
        .findFirst()
        .or(agreeing::getFirst);
  }

  @Override
  public Fact<TxPresence> transaction(Digest32 transaction) {
    return endpoints.read(
        Moment.LATEST,
        new Endpoint.Reading<>(
            tag -> List.of(ChainRequests.ofTransaction("eth_getTransactionByHash", transaction)),
            (replies, at) -> ChainAnswers.presence(replies.getFirst().result(), transaction, at)),
        new Quorum.Rule<>(QuorumChain::minedOrNot, QuorumChain::countPools),
        Chorus.Wait.BRIEFLY);
  }

  /** Pools differ between honest endpoints, blocks do not. */
  private static Object minedOrNot(TxPresence presence) {
    return presence instanceof TxPresence.Mined ? presence : "not in a block";
  }

  private static TxPresence countPools(List<TxPresence> agreeing) {
    if (agreeing.getFirst() instanceof TxPresence.Mined mined) {
      return mined;
    }
    long pools = agreeing.stream().filter(p -> p instanceof TxPresence.Pooled).count();
    return pools == 0 ? new TxPresence.Unseen() : new TxPresence.Pooled(Math.toIntExact(pools));
  }

  @Override
  public Fact<Simulation> simulate(CallRequest call, Moment moment) {
    CallRequest unlimited =
        new CallRequest(call.from(), call.to(), call.value(), call.data(), null, null);
    return endpoints.read(
        moment,
        new Endpoint.Reading<>(
            tag ->
                List.of(
                    ChainRequests.call("eth_call", call, tag),
                    ChainRequests.call("eth_estimateGas", unlimited, tag)),
            (replies, at) -> ChainAnswers.simulation(replies.get(0), replies.get(1))),
        new Quorum.Rule<>(QuorumChain::outcome, QuorumChain::highestGas),
        Chorus.Wait.NO_LONGER);
  }

  /** Reasons and gas differ between clients; whether it goes through, and its answer, do not. */
  private static Object outcome(Simulation simulation) {
    return switch (simulation) {
      case Simulation.Succeeds s -> s.output();
      case Simulation.Reverts r -> "reverts";
      case Simulation.Refused r -> r.kind();
    };
  }

  private static Simulation highestGas(List<Simulation> agreeing) {
    return agreeing.stream()
        .max(
            Comparator.comparingLong(
                s -> s instanceof Simulation.Succeeds(Bytes out, long gas) ? gas : 0))
        .orElseThrow();
  }

  @Override
  public Fact<Bytes> call(CallRequest call, Moment moment) {
    return endpoints.read(
        moment,
        new Endpoint.Reading<>(
            tag -> List.of(ChainRequests.call("eth_call", call, tag)),
            (replies, at) -> replies.getFirst().result().data(MAX_OUTPUT)));
  }

  @Override
  public Fact<Wei> requestFee(Address predeploy, Moment moment) {
    return word(CallRequest.read(predeploy, Bytes.EMPTY), moment);
  }

  @Override
  public Fact<RequestQueue> requestQueue(Address predeploy, Moment moment) {
    checkState(moment);
    RequestSlots slots = RequestSlots.of(predeploy);
    return endpoints
        .read(moment, slots.ends())
        .then((ends, block) ->
            ends.length() == 0
                ? Fact.known(new RequestQueue(0, List.of(), ends.timestamp()), block)
                : endpoints
                    .read(moment, slots.entries(ends))
                    .then((queue, at) ->
                        queue.isPresent()
                            ? Fact.known(queue.get(), at)
                            : Fact.unknown("the queue moved while it was read")));
  }

  @Override
  public Fact<Wei> tokenBalance(Address token, Address holder, Moment moment) {
    checkState(moment);
    return word(CallRequest.read(token, ChainRequests.balanceOf(holder)), moment);
  }

  private Fact<Wei> word(CallRequest call, Moment moment) {
    return endpoints.read(
        moment,
        new Endpoint.Reading<>(
            tag -> List.of(ChainRequests.call("eth_call", call, tag)),
            (replies, at) -> ChainAnswers.word(replies.getFirst().result())));
  }

  @Override
  public Broadcast sendRaw(Bytes signed) {
    Digest32 transaction = Digest32.of(Keccak.hash(signed.toArray()));
    List<Vote<Broadcast.Outcome>> votes =
        endpoints.chorus().ask(e -> send(e, signed, transaction), v -> Chorus.Wait.FOR_ALL);
    List<Broadcast.Outcome> outcomes = new ArrayList<>();
    for (Vote<Broadcast.Outcome> vote : votes) {
      outcomes.add(
          switch (vote) {
            case Vote.Said<Broadcast.Outcome>(String name, Broadcast.Outcome outcome) -> outcome;
            case Vote.Silent<Broadcast.Outcome>(String name, String why) ->
                new Broadcast.NoAnswer(name, Problem.of(ChainProblem.ENDPOINT_TIMEOUT, name));
          });
    }
    return new Broadcast(transaction, outcomes);
  }

  private static Broadcast.Outcome send(Endpoint endpoint, Bytes signed, Digest32 transaction) {
    try {
      endpoint.prove();
      return switch (endpoint.rpc().call(ChainRequests.raw(signed))) {
        case JsonRpcClient.Result(JsonAnswer value) -> {
          if (!value.digest().equals(transaction)) {
            throw value.mismatched("is the hash of another transaction");
          }
          yield new Broadcast.Accepted(endpoint.name(), transaction);
        }
        case JsonRpcClient.Failure failure ->
            NodeWords.saysAlreadyKnown(failure.message())
                ? new Broadcast.AlreadyKnown(endpoint.name())
                : new Broadcast.Rejected(
                    endpoint.name(), NodeWords.rejection(failure.message()), failure.message());
      };
    } catch (ProblemException e) {
      return new Broadcast.NoAnswer(endpoint.name(), e.problem());
    }
  }

  @Override
  public List<EndpointState> endpoints() {
    return endpoints.states();
  }

  private static void checkState(Moment moment) {
    if (moment == Moment.PENDING) {
      throw new IllegalArgumentException("pending state is each endpoint's own");
    }
  }

  @Override
  public void close() {
    endpoints.close();
  }
}
