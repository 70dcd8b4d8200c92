package org.foresign.desk.chain;

import java.util.Optional;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Wei;
import org.jspecify.annotations.Nullable;

/**
 * How a transaction ended.
 *
 * @param succeeded false: reverted, its nonce and fee are gone all the same
 * @param gasPrice wei per gas that was paid; null where no endpoint tells it
 */
public record TxReceipt(
    Digest32 transaction, BlockRef block, boolean succeeded, long gasUsed, @Nullable Wei gasPrice) {

  /** What the gas cost, where the price is told. */
  public Optional<Wei> fee() {
    return Optional.ofNullable(gasPrice).map(price -> price.times(gasUsed));
  }
}
