package org.foresign.desk.chain;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.foresign.model.staking.BlsPublicKey;

/**
 * One beacon chain as the desk sees it, in finalized states only. Facts about validators and queues
 * name the finalized checkpoint they were read at; endpoints at different checkpoints don't vote
 * together, so that an endpoint that lags is no dispute. A desk without Beacon API endpoints uses
 * {@link #none()}.
 */
public interface BeaconView {
  Fact<BeaconGenesis> genesis();

  Fact<BeaconSpec> spec();

  Fact<FinalityCheckpoints> finality();

  /** The block whose state everything here is read from now; cheap to ask. */
  Fact<BlockRef> finalized();

  /**
   * The registry's record of each key; a key that it does not have maps to {@link
   * Registration.Absent}, and only a finalized answer that parsed whole can say so.
   */
  Fact<Map<BlsPublicKey, Registration>> validators(Set<BlsPublicKey> keys);

  /** Deposits of these keys that wait in the queue (EIP-6110, EIP-7251). */
  Fact<List<PendingDeposit>> pendingDeposits(Set<BlsPublicKey> keys);

  /** Registry and deposit queue together at one checkpoint: what a Stake or TopUp is judged by. */
  Fact<Map<BlsPublicKey, KeyStanding>> standings(Set<BlsPublicKey> keys);

  /** Partial withdrawals of these validator indices that wait. */
  Fact<List<PendingPartialWithdrawal>> pendingPartialWithdrawals(Set<Long> indices);

  /** Consolidations from or to these validator indices that wait. */
  Fact<List<PendingConsolidation>> pendingConsolidations(Set<Long> indices);

  List<EndpointState> endpoints();

  /** The view of a desk without Beacon API endpoints: everything is unknown and says so. */
  static BeaconView none() {
    return new NoBeacon("no Beacon API endpoint is set up");
  }

  /** The same for a desk whose Beacon API endpoints are not believed. */
  static BeaconView none(String why) {
    return new NoBeacon(why);
  }
}
