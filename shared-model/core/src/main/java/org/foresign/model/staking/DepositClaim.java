package org.foresign.model.staking;

import org.foresign.codec.Digest32;

/**
 * A deposit with the two roots that its source wrote beside it.
 *
 * @param messageRoot claimed hash tree root of the DepositMessage
 * @param dataRoot claimed hash tree root of the DepositData
 */
public record DepositClaim(DepositData data, Digest32 messageRoot, Digest32 dataRoot) {
  /** A claim whose roots are computed from the data, where the source names none. */
  public static DepositClaim of(DepositData data) {
    return new DepositClaim(data, DepositRoots.message(data), DepositRoots.data(data));
  }
}
