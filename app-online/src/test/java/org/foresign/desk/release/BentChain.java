package org.foresign.desk.release;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.foresign.desk.chain.Answers;
import org.foresign.desk.chain.BlockHeader;
import org.foresign.desk.chain.ChainPoll;
import org.foresign.desk.chain.ChainView;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.PendingNonce;
import org.foresign.desk.chain.Question;
import org.foresign.model.eth.Address;

/** A chain one of whose questions is answered otherwise, whether it is asked alone or with more. */
final class BentChain {
  private BentChain() {}

  /**
   * @param question as the method of {@link ChainView} is called
   * @param answer from its arguments
   */
  static ChainView of(ChainView chain, String question, Function<Object[], Object> answer) {
    return (ChainView)
        Proxy.newProxyInstance(
            ChainView.class.getClassLoader(),
            new Class<?>[] {ChainView.class},
            (proxy, method, args) -> {
              if (method.getName().equals(question)) {
                return answer.apply(args);
              }
              return method.getName().equals("poll")
                  ? new Poll(chain.poll(), question, answer)
                  : method.invoke(chain, args);
            });
  }

  private record Poll(ChainPoll poll, String bent, Function<Object[], Object> answer)
      implements ChainPoll {
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
        if (question.name().equals(bent)) {
          List<Object> args = new ArrayList<>(question.subject());
          args.add(moment);
          facts.put(question, (Fact<?>) answer.apply(args.toArray()));
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
  }
}
