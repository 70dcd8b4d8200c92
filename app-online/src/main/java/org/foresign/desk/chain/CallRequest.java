package org.foresign.desk.chain;

import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Wei;
import org.jspecify.annotations.Nullable;

/**
 * An unsigned call to try out. It never carries a signature or signed bytes.
 *
 * @param from the account it would come from; null for a plain read
 * @param gas gas limit, or null for the endpoint's own limit
 * @param fees fee caps, or null to leave fees out of the simulation
 */
public record CallRequest(
    @Nullable Address from,
    Address to,
    Wei value,
    Bytes data,
    @Nullable Long gas,
    @Nullable FeeCaps fees) {
  public CallRequest {
    if (gas != null && gas <= 0) {
      throw new IllegalArgumentException("a gas limit is positive");
    }
  }

  /** A read of a contract. */
  public static CallRequest read(Address to, Bytes data) {
    return new CallRequest(null, to, Wei.ZERO, data, null, null);
  }
}
