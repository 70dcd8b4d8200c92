package org.foresign.desk.chain;

import java.util.Collection;
import java.util.List;
import org.foresign.model.eth.Address;

/**
 * One look at a chain. Its newest and its finalized block were fixed by one exchange with each
 * endpoint; whatever is asked through it is read at those two, and what is asked together goes to
 * an endpoint in as few requests as that takes. Like a {@link ChainView} it never throws because an
 * endpoint is down, wrong or slow.
 */
public interface ChainPoll {
  /** The newest block that a quorum has reached. */
  Fact<BlockHeader> head();

  /** The newest block that a quorum calls finalized. */
  Fact<BlockHeader> finalized();

  /**
   * Answers each question by itself, at the newest or the finalized block of this look. A fact that
   * is known is of exactly that block. PENDING asks at the newest block with pools counted in.
   */
  Answers ask(Moment moment, Collection<Question<?>> questions);

  /** The answer to one question. */
  default <T> Fact<T> ask(Moment moment, Question<T> question) {
    return ask(moment, List.<Question<?>>of(question)).to(question);
  }

  /**
   * Next nonce with pools counted in.
   *
   * @param mined the next nonce at the newest block
   */
  Fact<PendingNonce> pendingNonce(Address account, Fact<Long> mined);

  /**
   * The queue of a request predeploy at the end of that block (EIP-7002 and EIP-7251, storage).
   *
   * @param predeploy one of the two
   */
  Fact<RequestQueue> requestQueue(Address predeploy, Moment moment);
}
