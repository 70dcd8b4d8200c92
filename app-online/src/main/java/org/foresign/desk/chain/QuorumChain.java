package org.foresign.desk.chain;

import java.time.InstantSource;
import java.util.ArrayList;
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
  public ChainPoll poll() {
    return QuorumPoll.of(endpoints);
  }

  @Override
  public Fact<BlockHeader> block(Moment moment) {
    return read(moment, Question.block());
  }

  @Override
  public Fact<BlockHeader> blockAt(long number) {
    return switch (endpoints.anchor(Moment.LATEST)) {
      case EndpointSet.Anchor.Nowhere(String why) -> Fact.unknown(why);
      case EndpointSet.Anchor.At(long head) when number > head ->
          Fact.unknown("block " + number + " is not there yet; the newest is " + head);
      // An old block is as old as it is: the finalized moment does not ask for a fresh one.
      case EndpointSet.Anchor.At(long head) ->
          endpoints.readAt(number, Moment.FINALIZED, Question.block());
    };
  }

  @Override
  public Fact<Long> nonce(Address account, Moment moment) {
    return read(moment, Question.nonce(account));
  }

  @Override
  public Fact<PendingNonce> pendingNonce(Address account) {
    return endpoints.pendingNonce(account, nonce(account, Moment.LATEST));
  }

  @Override
  public Fact<Wei> balance(Address account, Moment moment) {
    return read(moment, Question.balance(account));
  }

  @Override
  public Fact<AccountCode> code(Address account, Moment moment) {
    return read(moment, Question.code(account));
  }

  @Override
  public Fact<AccountState> account(Address account, Moment moment) {
    return read(moment, Question.account(account));
  }

  @Override
  public Fact<FeeHistory> feeHistory(int blocks, List<Integer> percentiles) {
    return endpoints.read(Moment.LATEST, Question.feeHistory(blocks, percentiles));
  }

  @Override
  public Fact<Optional<Receipt>> receipt(Digest32 transaction, Moment moment) {
    return read(moment, Question.receipt(transaction));
  }

  @Override
  public Fact<TxPresence> transaction(Digest32 transaction) {
    return endpoints.read(Moment.LATEST, Question.transaction(transaction));
  }

  @Override
  public Fact<Simulation> simulate(CallRequest call, Moment moment) {
    return endpoints.read(moment, Question.simulate(call));
  }

  @Override
  public Fact<Bytes> call(CallRequest call, Moment moment) {
    return endpoints.read(moment, Question.call(call));
  }

  @Override
  public Fact<Wei> requestFee(Address predeploy, Moment moment) {
    return endpoints.read(moment, Question.requestFee(predeploy));
  }

  @Override
  public Fact<RequestQueue> requestQueue(Address predeploy, Moment moment) {
    RequestSlots slots = RequestSlots.of(predeploy);
    return read(moment, slots.ends())
        .then((ends, block) ->
            ends.length() == 0
                ? Fact.known(new RequestQueue(0, List.of(), ends.timestamp()), block)
                : read(moment, slots.entries(ends))
                    .then((queue, at) ->
                        queue.isPresent()
                            ? Fact.known(queue.get(), at)
                            : Fact.unknown("the queue moved while it was read")));
  }

  @Override
  public Fact<Wei> tokenBalance(Address token, Address holder, Moment moment) {
    return read(moment, Question.tokenBalance(token, holder));
  }

  /** State, which is read at a block; the pending one is each endpoint's own. */
  private <T> Fact<T> read(Moment moment, Question<T> question) {
    if (moment == Moment.PENDING) {
      throw new IllegalArgumentException("pending state is each endpoint's own");
    }
    return endpoints.read(moment, question);
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

  @Override
  public void close() {
    endpoints.close();
  }
}
