package org.foresign.desk.release;

import java.util.List;
import org.foresign.desk.chain.AccountState;
import org.foresign.desk.chain.ChainView;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.FeeHistory;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.PendingNonce;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Wei;

/**
 * What the chain says of one lane now, each fact three-valued.
 *
 * @param account nonce, balance and code at the newest common block
 * @param finalNonce next nonce as of the finalized block
 * @param baseFee of the block to come, wei per gas
 */
record LaneSight(
    Fact<AccountState> account,
    Fact<Long> finalNonce,
    Fact<PendingNonce> pending,
    Fact<Wei> baseFee) {
  static LaneSight read(ChainView chain, LaneId lane) {
    return new LaneSight(
        chain.account(lane.account(), Moment.LATEST),
        chain.nonce(lane.account(), Moment.FINALIZED),
        chain.pendingNonce(lane.account()),
        chain.feeHistory(1, List.of()).map(FeeHistory::nextBaseFee));
  }
}
