package org.foresign.desk.chain;

import java.util.List;
import org.foresign.model.eth.Wei;

/**
 * Base fees and tips of recent blocks (eth_feeHistory).
 *
 * @param oldest number of the first block in the lists
 * @param baseFees wei per gas, one a block and one more: the base fee of the block to come
 * @param tips per block the tips at the percentiles asked for, wei per gas; the lower median of
 *     what the agreeing endpoints say, since clients compute them a little differently; none for a
 *     block of which no endpoint tells them
 */
public record FeeHistory(long oldest, List<Wei> baseFees, List<List<Wei>> tips) {
  public FeeHistory {
    baseFees = List.copyOf(baseFees);
    tips = tips.stream().map(List::copyOf).toList();
    if (baseFees.size() < 2 || tips.size() != baseFees.size() - 1) {
      throw new IllegalArgumentException("a fee history has one base fee more than blocks");
    }
  }

  /** The base fee of the block to come. */
  public Wei nextBaseFee() {
    return baseFees.getLast();
  }
}
