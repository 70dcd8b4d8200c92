package org.foresign.desk.chain;

import org.foresign.model.eth.Gwei;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.WithdrawalCredentials;

/** What the validator registry holds for a key. */
public sealed interface Registration {
  /** Epoch that stands for "not set" (consensus-specs FAR_FUTURE_EPOCH, 2^64 - 1). */
  long NEVER = Long.MAX_VALUE;

  /** A finalized registry does not have the key. */
  record Absent() implements Registration {}

  /**
   * A validator.
   *
   * @param balance gwei
   * @param effectiveBalance gwei
   * @param activationEpoch {@link #NEVER} until it is known; exit and withdrawable alike
   */
  record Validator(
      long index,
      BlsPublicKey key,
      WithdrawalCredentials credentials,
      Gwei balance,
      Gwei effectiveBalance,
      boolean slashed,
      BeaconStatus status,
      long activationEpoch,
      long exitEpoch,
      long withdrawableEpoch)
      implements Registration {}
}
