package org.foresign.desk.chain;

import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Chain;

/**
 * One execution chain as the desk sees it. Every answer is a {@link Fact}; no method throws because
 * an endpoint is down, wrong or slow. State facts are read at one block that a quorum has reached,
 * so that an endpoint that lags is no dispute.
 */
public interface ChainView {
  Chain chain();

  /** Looks where the chain is; many things can be asked at that place together. */
  ChainPoll poll();

  /** The answer to one question, at a look of its own. */
  default <T> Fact<T> ask(Moment moment, Question<T> question) {
    return poll().ask(moment, question);
  }

  /** Sends signed bytes to every endpoint at once. The caller has recorded the exposure before. */
  Broadcast sendRaw(Bytes signed);

  /** What each endpoint does right now, for a status page. */
  List<EndpointState> endpoints();
}
