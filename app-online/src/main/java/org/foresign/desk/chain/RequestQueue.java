package org.foresign.desk.chain;

import java.util.List;
import org.foresign.model.eth.Address;

/**
 * What waits in the queue of an EIP-7002 or EIP-7251 predeploy at the end of a block. The chain
 * takes requests out at its front, 16 (EIP-7002) or 2 (EIP-7251) in each block.
 *
 * @param length how many wait
 * @param oldest who asked for the first of them, in order; all of them unless the queue is long
 * @param timestamp of the block, seconds since 1970
 */
public record RequestQueue(long length, List<Address> oldest, long timestamp) {
  public RequestQueue {
    oldest = List.copyOf(oldest);
    if (length < oldest.size()) {
      throw new IllegalArgumentException("a queue is not shorter than what was read of it");
    }
  }

  /** False only if every waiting request was read and none is this account's. */
  public boolean mayHold(Address account) {
    return length > oldest.size() || oldest.contains(account);
  }
}
