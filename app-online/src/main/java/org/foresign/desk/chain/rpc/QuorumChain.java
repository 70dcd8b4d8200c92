package org.foresign.desk.chain.rpc;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Keccak;
import org.foresign.desk.chain.Broadcast;
import org.foresign.desk.chain.ChainPoll;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.desk.chain.ChainView;
import org.foresign.desk.chain.EndpointState;
import org.foresign.desk.chain.http.EndpointUrl;
import org.foresign.desk.chain.http.JsonAnswer;
import org.foresign.desk.chain.http.Patience;
import org.foresign.desk.chain.quorum.EndpointGroup;
import org.foresign.desk.chain.quorum.Quorum;
import org.foresign.desk.chain.quorum.Vote;
import org.foresign.model.eth.Chain;
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
  public Broadcast sendRaw(Bytes signed) {
    Digest32 transaction = Digest32.of(Keccak.hash(signed.toArray()));
    List<Vote<Broadcast.Outcome>> votes =
        endpoints.group().ask(e -> send(e, signed, transaction), v -> EndpointGroup.Wait.FOR_ALL);
    List<Broadcast.Outcome> outcomes = new ArrayList<>();
    for (Vote<Broadcast.Outcome> vote : votes) {
      outcomes.add(
          switch (vote) {
            case Vote.Answered<Broadcast.Outcome>(String name, Broadcast.Outcome outcome) ->
                outcome;
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
