package org.foresign.desk.plan;

import java.util.List;
import java.util.OptionalLong;
import org.foresign.desk.chain.AccountState;
import org.foresign.desk.chain.Answers;
import org.foresign.desk.chain.BlockHeader;
import org.foresign.desk.chain.ChainPoll;
import org.foresign.desk.chain.ChainView;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.FeeHistory;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.PendingNonce;
import org.foresign.desk.chain.Question;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * What a plan needs to know of one lane, all of it known.
 *
 * @param tip median tip of recent blocks in wei per gas
 */
record LaneSituation(
    BlockHeader block, AccountState account, PendingNonce pending, Wei nextBaseFee, Wei tip) {
  /** Base fees of eight blocks, and of the tips the median. */
  private static final Question<FeeHistory> FEES = Question.feeHistory(8, List.of(50));

  static LaneSituation read(ChainView chain, LaneId lane) throws ProblemException {
    ChainPoll poll = chain.poll();
    Question<AccountState> state = Question.account(lane.account());
    Answers newest = poll.ask(Moment.LATEST, List.of(state, FEES));
    BlockHeader block = known("newest block", poll.head());
    AccountState account = known("account " + lane.account(), newest.to(state));
    PendingNonce pending =
        known(
            "pending nonce",
            poll.pendingNonce(lane.account(), newest.to(state).map(AccountState::nonce)));
    FeeHistory fees = known("fees", newest.to(FEES));
    List<Wei> tips =
        fees.tips().stream().filter(told -> !told.isEmpty()).map(List::getFirst).sorted().toList();
    // Without a word about tips the ladder begins at its own least tip.
    Wei tip = tips.isEmpty() ? Wei.ZERO : tips.get(tips.size() / 2);
    return new LaneSituation(block, account, pending, fees.nextBaseFee(), tip);
  }

  /**
   * The first nonce of the plan: the user's choice if it is not used up, else the next one above
   * what the chain has, what is on its way and what this desk has planned before.
   */
  long firstNonce(LaneId lane, OptionalLong wish, HeldNonces held) throws ProblemException {
    if (wish.isPresent()) {
      if (wish.getAsLong() < account.nonce()) {
        throw Problem.of(
                PlanProblem.PLAN_NONCE_BUSY,
                "nonce " + wish.getAsLong() + " is used up",
                "the next one is " + account.nonce())
            .asException();
      }
      return wish.getAsLong();
    }
    long planned = held.nextFree(lane);
    if (pending.highest() > Math.max(account.nonce(), planned)) {
      throw Problem.of(
              PlanProblem.PLAN_NONCE_BUSY,
              "chain " + account.nonce(),
              "on its way up to " + pending.highest(),
              "planned up to " + planned)
          .asException();
    }
    return Math.max(account.nonce(), planned);
  }

  private static <T> T known(String what, Fact<T> fact) throws ProblemException {
    return switch (fact) {
      case Fact.Known<T> known -> known.value();
      case Fact.Unknown<T> unknown ->
          throw Problem.of(PlanProblem.PLAN_CHAIN_UNKNOWN, what, unknown.words()).asException();
      case Fact.Disputed<T> disputed ->
          throw Problem.of(PlanProblem.PLAN_CHAIN_UNKNOWN, what, disputed.words()).asException();
    };
  }
}
