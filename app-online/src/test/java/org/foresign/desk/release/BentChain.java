package org.foresign.desk.release;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.foresign.codec.Bytes;
import org.foresign.desk.chain.Answers;
import org.foresign.desk.chain.BlockHeader;
import org.foresign.desk.chain.Broadcast;
import org.foresign.desk.chain.ChainPoll;
import org.foresign.desk.chain.ChainView;
import org.foresign.desk.chain.EndpointState;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.PendingNonce;
import org.foresign.desk.chain.Question;
import org.foresign.desk.chain.RequestQueue;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;

/** A chain that answers one kind of question otherwise, whether it is asked alone or with more. */
class BentChain implements ChainView {
  private final ChainView straight;
  private final Class<?> bent;
  private final BiFunction<Question<?>, Moment, Fact<?>> answer;

  /**
   * @param bent the kind of {@link Question}
   * @param answer to a question of this kind, at a moment
   */
  BentChain(ChainView straight, Class<?> bent, BiFunction<Question<?>, Moment, Fact<?>> answer) {
    this.straight = straight;
    this.bent = bent;
    this.answer = answer;
  }

  /** Answers every question as {@code straight} does; what is overridden is bent. */
  BentChain(ChainView straight) {
    this(straight, Void.class, (question, moment) -> Fact.unknown("never asked"));
  }

  @Override
  public Chain chain() {
    return straight.chain();
  }

  @Override
  public ChainPoll poll() {
    return new Poll(straight.poll());
  }

  @Override
  public Broadcast sendRaw(Bytes signed) {
    return straight.sendRaw(signed);
  }

  @Override
  public List<EndpointState> endpoints() {
    return straight.endpoints();
  }

  private final class Poll implements ChainPoll {
    private final ChainPoll poll;

    Poll(ChainPoll poll) {
      this.poll = poll;
    }

    @Override
    public Fact<BlockHeader> head() {
      return poll.head();
    }

    @Override
    public Fact<BlockHeader> finalized() {
      return poll.finalized();
    }

    @Override
    public Answers ask(Moment moment, Collection<Question<?>> questions) {
      Map<Question<?>, Fact<?>> facts = new HashMap<>();
      List<Question<?>> others = new ArrayList<>();
      for (Question<?> question : questions) {
        if (bent.isInstance(question)) {
          facts.put(question, answer.apply(question, moment));
        } else {
          others.add(question);
        }
      }
      return poll.ask(moment, others).and(new Answers(facts));
    }

    @Override
    public Fact<PendingNonce> pendingNonce(Address account, Fact<Long> mined) {
      return poll.pendingNonce(account, mined);
    }

    @Override
    public Fact<RequestQueue> requestQueue(Address predeploy, Moment moment) {
      return poll.requestQueue(predeploy, moment);
    }
  }
}
