package org.foresign.desk.chain.rpc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.foresign.desk.chain.Answers;
import org.foresign.desk.chain.BlockHeader;
import org.foresign.desk.chain.BlockRef;
import org.foresign.desk.chain.ChainPoll;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.PendingNonce;
import org.foresign.desk.chain.Question;
import org.foresign.desk.chain.RequestQueue;
import org.foresign.desk.chain.quorum.EndpointGroup;
import org.foresign.desk.chain.quorum.Observation;
import org.foresign.desk.chain.quorum.Quorum;
import org.foresign.desk.chain.quorum.Vote;
import org.foresign.model.eth.Address;

/** A look at a chain through several endpoints. */
final class QuorumPoll implements ChainPoll {
  /** Questions that go to an endpoint at once, so that its answers fit into memory and time. */
  private static final int MOST_TOGETHER = 500;

  private final EndpointSet endpoints;
  private final Fact<BlockHeader> head;
  private final Fact<BlockHeader> finalized;

  private QuorumPoll(EndpointSet endpoints, Fact<BlockHeader> head, Fact<BlockHeader> finalized) {
    this.endpoints = endpoints;
    this.head = head;
    this.finalized = finalized;
  }

  static QuorumPoll of(EndpointSet endpoints) {
    List<Vote<Endpoint.Ends>> votes = endpoints.group().ask(Endpoint::ends, endpoints::untilQuorum);
    return new QuorumPoll(
        endpoints,
        common(endpoints, Moment.LATEST, votes, Endpoint.Ends::newest),
        common(endpoints, Moment.FINALIZED, votes, Endpoint.Ends::finalized));
  }

  /**
   * The block that a quorum has reached. Those that are further have not shown it yet, so they are
   * asked for it unless the others are a quorum already.
   */
  private static Fact<BlockHeader> common(
      EndpointSet endpoints,
      Moment moment,
      List<Vote<Endpoint.Ends>> votes,
      Function<Endpoint.Ends, Vote<BlockHeader>> end) {
    List<Vote<BlockHeader>> told = votes.stream().map(vote -> flat(vote, end)).toList();
    List<Long> reached = EndpointSet.said(told.stream().map(QuorumPoll::number).toList());
    Quorum quorum = endpoints.quorum();
    if (reached.size() < quorum.needed()) {
      return Fact.unknown(quorum.waitingFor(told));
    }
    long number = reached.get(quorum.needed() - 1);
    List<Vote<Observation<BlockHeader>>> there =
        told.stream().map(vote -> at(number, vote)).toList();
    Quorum.Rule<BlockHeader> rule = Quorum.Rule.equality();
    return quorum.isSettled(there, rule)
        ? quorum.decide(there, rule)
        : endpoints.headerAt(number, moment);
  }

  private static Vote<BlockHeader> flat(
      Vote<Endpoint.Ends> vote, Function<Endpoint.Ends, Vote<BlockHeader>> end) {
    return switch (vote) {
      case Vote.Answered<Endpoint.Ends>(String name, Endpoint.Ends ends) -> end.apply(ends);
      case Vote.Silent<Endpoint.Ends>(String name, String why) -> new Vote.Silent<>(name, why);
    };
  }

  private static Vote<Long> number(Vote<BlockHeader> vote) {
    return switch (vote) {
      case Vote.Answered<BlockHeader>(String name, BlockHeader header) ->
          new Vote.Answered<>(name, header.ref().number());
      case Vote.Silent<BlockHeader>(String name, String why) -> new Vote.Silent<>(name, why);
    };
  }

  private static Vote<Observation<BlockHeader>> at(long number, Vote<BlockHeader> vote) {
    return switch (vote) {
      case Vote.Answered<BlockHeader>(String name, BlockHeader header)
          when header.ref().number() == number ->
          new Vote.Answered<>(name, new Observation<>(header, header.ref()));
      case Vote.Answered<BlockHeader>(String name, BlockHeader header) ->
          new Vote.Silent<>(name, "is at block " + header.ref().number());
      case Vote.Silent<BlockHeader>(String name, String why) -> new Vote.Silent<>(name, why);
    };
  }

  @Override
  public Fact<BlockHeader> head() {
    return head;
  }

  @Override
  public Fact<BlockHeader> finalized() {
    return finalized;
  }

  @Override
  public Answers ask(Moment moment, Collection<Question<?>> questions) {
    List<Question<?>> distinct = List.copyOf(new LinkedHashSet<>(questions));
    Map<Question<?>, Fact<?>> facts = new HashMap<>();
    for (int from = 0; from < distinct.size(); from += MOST_TOGETHER) {
      int end = Math.min(distinct.size(), from + MOST_TOGETHER);
      List<RpcQuestion<?>> together = new ArrayList<>(end - from);
      distinct.subList(from, end).forEach(question -> together.add(RpcQuestion.of(question)));
      List<Fact<?>> found = read(moment, together);
      for (int i = from; i < end; i++) {
        facts.put(distinct.get(i), found.get(i - from));
      }
    }
    return new Answers(facts);
  }

  @SuppressWarnings("unchecked") // the fact is about the one question
  private <T> Fact<T> read(Moment moment, RpcQuestion<T> question) {
    return (Fact<T>) read(moment, List.<RpcQuestion<?>>of(question)).getFirst();
  }

  /** A fact for each question, in their order. */
  private List<Fact<?>> read(Moment moment, List<RpcQuestion<?>> questions) {
    Fact<BlockHeader> at = moment == Moment.FINALIZED ? finalized : head;
    return switch (at) {
      case Fact.Known<BlockHeader>(BlockHeader header, BlockRef block) -> {
        List<Vote<Endpoint.Observations>> votes =
            endpoints
                .group()
                .ask(e -> e.readAll(block.number(), moment, questions), v -> wait(v, questions));
        List<Fact<?>> facts = new ArrayList<>(questions.size());
        questions.forEach(question -> facts.add(decide(question, votes, block)));
        yield facts;
      }
      case Fact.Unknown<BlockHeader>(String why) -> all(questions, why);
      case Fact.Disputed<BlockHeader> disputed ->
          all(questions, disputed.map(BlockHeader::ref).words());
    };
  }

  private static List<Fact<?>> all(List<RpcQuestion<?>> questions, String why) {
    return Collections.nCopies(questions.size(), Fact.unknown(why));
  }

  /** All questions are settled together: the slowest to settle is the one that is waited for. */
  private EndpointGroup.Wait wait(
      List<Vote<Endpoint.Observations>> votes, List<RpcQuestion<?>> questions) {
    EndpointGroup.Wait wait = EndpointGroup.Wait.NO_LONGER;
    for (RpcQuestion<?> question : questions) {
      if (!isSettled(question, votes)) {
        return EndpointGroup.Wait.FOR_ALL;
      }
      if (question.onceSettled() == EndpointGroup.Wait.BRIEFLY) {
        wait = EndpointGroup.Wait.BRIEFLY;
      }
    }
    return wait;
  }

  private <T> boolean isSettled(RpcQuestion<T> question, List<Vote<Endpoint.Observations>> votes) {
    return endpoints.quorum().isSettled(about(question, votes), question.rule());
  }

  private <T> Fact<T> decide(
      RpcQuestion<T> question, List<Vote<Endpoint.Observations>> votes, BlockRef at) {
    Fact<T> fact = endpoints.quorum().decide(about(question, votes), question.rule());
    return fact instanceof Fact.Known<T>(T value, BlockRef block) && !block.equals(at)
        ? Fact.unknown("the chain moved from block " + at + " to " + block + " meanwhile")
        : fact;
  }

  private static <T> List<Vote<Observation<T>>> about(
      RpcQuestion<T> question, List<Vote<Endpoint.Observations>> votes) {
    List<Vote<Observation<T>>> about = new ArrayList<>(votes.size());
    for (Vote<Endpoint.Observations> vote : votes) {
      about.add(
          switch (vote) {
            case Vote.Answered<Endpoint.Observations>(
                    String name,
                    Endpoint.Observations observations) ->
                observations.of(question);
            case Vote.Silent<Endpoint.Observations>(String name, String why) ->
                new Vote.Silent<>(name, why);
          });
    }
    return about;
  }

  @Override
  public Fact<PendingNonce> pendingNonce(Address account, Fact<Long> mined) {
    return endpoints.pendingNonce(account, mined);
  }

  @Override
  public Fact<RequestQueue> requestQueue(Address predeploy, Moment moment) {
    QueueStorage slots = QueueStorage.of(predeploy);
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
}
