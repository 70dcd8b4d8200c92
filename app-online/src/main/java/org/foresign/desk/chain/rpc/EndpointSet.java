package org.foresign.desk.chain.rpc;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.foresign.desk.chain.BlockHeader;
import org.foresign.desk.chain.EndpointState;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.PendingNonce;
import org.foresign.desk.chain.http.EndpointUrl;
import org.foresign.desk.chain.http.HttpLinks;
import org.foresign.desk.chain.http.Patience;
import org.foresign.desk.chain.quorum.EndpointGroup;
import org.foresign.desk.chain.quorum.EndpointList;
import org.foresign.desk.chain.quorum.Observation;
import org.foresign.desk.chain.quorum.Quorum;
import org.foresign.desk.chain.quorum.Vote;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.problem.ProblemException;

/** The endpoints of one chain and the quorum that decides between them. */
final class EndpointSet implements AutoCloseable {
  private final Chain chain;
  private final Quorum quorum;
  private final HttpLinks links;
  private final EndpointGroup<Endpoint> group;

  private List<String> strangers = List.of();

  private EndpointSet(Chain chain, Quorum quorum, HttpLinks links, EndpointGroup<Endpoint> group) {
    this.chain = chain;
    this.quorum = quorum;
    this.links = links;
    this.group = group;
  }

  /**
   * Asks every endpoint for its chain id. Endpoints that do not answer, or for another chain, are
   * kept and asked again before they are used; until then they count as silent.
   *
   * @throws ProblemException CHAIN_DIFFERS when so many serve another chain than {@code chain} that
   *     the others are no quorum; ENDPOINT_REFUSED when one is listed twice or the quorum does not
   *     fit their number
   */
  static EndpointSet open(
      Chain chain, List<EndpointUrl> urls, Quorum quorum, Patience patience, InstantSource clock)
      throws ProblemException {
    EndpointList.check(urls, quorum);
    HttpLinks links = new HttpLinks(patience);
    List<Endpoint> endpoints = new ArrayList<>();
    List<String> names = EndpointList.names(urls);
    for (int i = 0; i < urls.size(); i++) {
      EndpointUrl url = urls.get(i);
      JsonRpcClient rpc = new JsonRpcClient(url, links.to(url));
      endpoints.add(new Endpoint(names.get(i), rpc, chain, patience, clock));
    }
    EndpointSet set =
        new EndpointSet(chain, quorum, links, new EndpointGroup<>(endpoints, patience));
    try {
      set.checkChainIds();
    } catch (ProblemException e) {
      set.close();
      throw e;
    }
    return set;
  }

  private void checkChainIds() throws ProblemException {
    List<Vote<Long>> votes = group.ask(Endpoint::chainId, v -> EndpointGroup.Wait.FOR_ALL);
    List<String> others = new ArrayList<>();
    for (Vote<Long> vote : votes) {
      if (vote instanceof Vote.Answered<Long>(String endpoint, Long id)
          && id != chain.reference()) {
        others.add(endpoint + " serves chain id " + id);
      }
    }
    EndpointList.requireQuorum(others, quorum, "expected " + chain);
    strangers = List.copyOf(others);
  }

  /** Endpoints that served another chain when this was opened, with what they serve. */
  List<String> strangers() {
    return strangers;
  }

  Chain chain() {
    return chain;
  }

  Quorum quorum() {
    return quorum;
  }

  EndpointGroup<Endpoint> group() {
    return group;
  }

  /** The values said, highest first. */
  static List<Long> said(List<Vote<Long>> votes) {
    List<Long> values = new ArrayList<>();
    for (Vote<Long> vote : votes) {
      if (vote instanceof Vote.Answered<Long>(String endpoint, Long value)) {
        values.add(value);
      }
    }
    values.sort(Comparator.reverseOrder());
    return values;
  }

  /** Waits for a quorum of answers of any content, then briefly for the rest. */
  <T> EndpointGroup.Wait untilQuorum(List<Vote<T>> votes) {
    long said = votes.stream().filter(v -> v instanceof Vote.Answered<T>).count();
    return said >= quorum.needed() ? EndpointGroup.Wait.BRIEFLY : EndpointGroup.Wait.FOR_ALL;
  }

  /** The header of the block with this number, when a quorum shows the same. */
  Fact<BlockHeader> headerAt(long number, Moment moment) {
    Quorum.Rule<BlockHeader> rule = Quorum.Rule.equality();
    List<Vote<Observation<BlockHeader>>> votes =
        group.ask(
            e -> e.headerAt(number, moment),
            v ->
                quorum.isSettled(v, rule)
                    ? EndpointGroup.Wait.NO_LONGER
                    : EndpointGroup.Wait.FOR_ALL);
    return quorum.decide(votes, rule);
  }

  /**
   * Next nonce with pools counted in: what a quorum says, and what anybody says.
   *
   * @param mined the next nonce at the newest block
   */
  Fact<PendingNonce> pendingNonce(Address account, Fact<Long> mined) {
    return mined.then((floor, block) -> {
      List<Vote<Endpoint.Pooled>> votes =
          group.ask(e -> e.pendingNonce(account), this::untilQuorum);
      List<Long> said = new ArrayList<>();
      int pools = 0;
      for (Vote<Endpoint.Pooled> vote : votes) {
        if (vote instanceof Vote.Answered<Endpoint.Pooled>(String name, Endpoint.Pooled next)) {
          said.add(next.nonce());
          pools += next.pool() ? 1 : 0;
        }
      }
      said.sort(Comparator.reverseOrder());
      if (said.size() < quorum.needed()) {
        return Fact.unknown(quorum.waitingFor(votes));
      }
      long agreed = Math.max(floor, said.get(quorum.needed() - 1));
      return Fact.known(new PendingNonce(agreed, Math.max(agreed, said.getFirst()), pools), block);
    });
  }

  /** What each endpoint is doing. */
  List<EndpointState> states() {
    return group.ask(Endpoint::reached, v -> EndpointGroup.Wait.FOR_ALL).stream()
        .map(vote ->
            switch (vote) {
              case Vote.Answered<Long>(String name, Long head) ->
                  new EndpointState(name, true, "at block " + head);
              case Vote.Silent<Long>(String name, String why) ->
                  new EndpointState(name, false, why);
            })
        .collect(Collectors.toUnmodifiableList());
  }

  @Override
  public void close() {
    group.close();
    links.close();
  }
}
