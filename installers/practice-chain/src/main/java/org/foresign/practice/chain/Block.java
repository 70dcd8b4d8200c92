package org.foresign.practice.chain;

import java.util.List;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.GasSchedule;
import org.foresign.model.eth.Wei;

/**
 * A mined block.
 *
 * @param number also its slot: no slot is missed
 * @param timestamp seconds since 1970
 * @param worldMark the world's journal position after it
 */
record Block(
    long number,
    Digest32 hash,
    Digest32 parentHash,
    long timestamp,
    Wei baseFee,
    long gasUsed,
    long gasLimit,
    GasSchedule schedule,
    Address feeRecipient,
    List<MinedReceipt> receipts,
    List<BeaconWithdrawal> withdrawals,
    long worldMark) {
  Block {
    receipts = List.copyOf(receipts);
    withdrawals = List.copyOf(withdrawals);
  }

  /** Base fee of a block that follows this one. */
  Wei nextBaseFee() {
    return FeeMarket.next(baseFee, gasUsed, gasLimit);
  }
}
