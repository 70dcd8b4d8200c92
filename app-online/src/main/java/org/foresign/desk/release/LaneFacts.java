package org.foresign.desk.release;

import java.util.List;
import java.util.Set;
import org.foresign.desk.chain.AccountState;
import org.foresign.desk.chain.Answers;
import org.foresign.desk.chain.ChainPoll;
import org.foresign.desk.chain.ChainView;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.FeeHistory;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.PendingNonce;
import org.foresign.desk.chain.Question;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Wei;

/**
 * What the chain says of one lane at one newest block, each fact three-valued.
 *
 * @param poll at which more can be asked
 * @param account nonce, balance and code
 * @param baseFee of the block to come, wei per gas
 */
public record LaneFacts(
    LaneId lane, ChainPoll poll, Fact<AccountState> account, Fact<Wei> baseFee) {
  private static final Question<FeeHistory> FEES = Question.feeHistory(1, List.of());

  /** What {@link #of} needs answers to. */
  static Set<Question<?>> questions(LaneId lane) {
    return Set.of(Question.account(lane.account()), FEES);
  }

  static LaneFacts of(LaneId lane, ChainPoll poll, Answers newest) {
    return new LaneFacts(
        lane,
        poll,
        newest.to(Question.account(lane.account())),
        newest.to(FEES).map(FeeHistory::nextBaseFee));
  }

  static LaneFacts read(ChainView chain, LaneId lane) {
    ChainPoll poll = chain.poll();
    return of(lane, poll, poll.ask(Moment.LATEST, questions(lane)));
  }

  /** Next nonce as of the finalized block; asked now. */
  Fact<Long> finalNonce() {
    return poll.ask(Moment.FINALIZED, Question.nonce(lane.account()));
  }

  /** Next nonce with pools counted in; asked now. */
  Fact<PendingNonce> pending() {
    return poll.pendingNonce(lane.account(), account.map(AccountState::nonce));
  }
}
