package org.foresign.desk.hold;

import org.foresign.desk.chain.PendingPartialWithdrawal;

/**
 * What tells a validator's waiting withdrawals apart. Two with the same mark are worth the same on
 * the same day, so that either may stand for the other.
 *
 * @param gwei what will be paid at most
 * @param epoch the first epoch in which it can be paid
 */
public record PartialMark(long gwei, long epoch) {

  public static PartialMark of(PendingPartialWithdrawal waiting) {
    return new PartialMark(waiting.amount().value(), waiting.withdrawableEpoch());
  }
}
