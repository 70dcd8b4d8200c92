package org.foresign.desk.chain;

import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Wei;

/**
 * How a transaction ended.
 *
 * @param succeeded false: reverted, its nonce and fee are gone all the same
 * @param gasPrice wei per gas that was paid
 */
public record Receipt(
    Digest32 transaction,
    BlockRef block,
    boolean succeeded,
    long gasUsed,
    Wei gasPrice,
    List<Log> logs) {
  public Receipt {
    logs = List.copyOf(logs);
  }

  /** An event. */
  public record Log(Address contract, List<Digest32> topics, Bytes data) {
    public Log {
      topics = List.copyOf(topics);
    }
  }

  /** What the gas cost. */
  public Wei fee() {
    return gasPrice.times(gasUsed);
  }
}
