package org.foresign.desk.release;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.foresign.desk.chain.BeaconSpec;
import org.foresign.desk.chain.KeyStanding;
import org.foresign.desk.chain.PendingConsolidation;
import org.foresign.desk.chain.PendingPartialWithdrawal;
import org.foresign.desk.chain.Registration;
import org.foresign.model.staking.BlsPublicKey;

/**
 * What effects are judged by: registry and queues of one finalized state.
 *
 * @param slot of the state's newest block
 */
record ConsensusFacts(
    long slot,
    BeaconSpec spec,
    Map<BlsPublicKey, KeyStanding> keys,
    List<PendingPartialWithdrawal> partials,
    List<PendingConsolidation> consolidations) {
  ConsensusFacts {
    keys = Map.copyOf(keys);
    partials = List.copyOf(partials);
    consolidations = List.copyOf(consolidations);
  }

  /** The epoch that the state is in, skipped slots at its end counted. */
  long epoch() {
    return spec.checkpointEpoch(slot);
  }

  Optional<Registration.Validator> validator(BlsPublicKey key) {
    KeyStanding standing = keys.get(key);
    return standing != null && standing.registration() instanceof Registration.Validator v
        ? Optional.of(v)
        : Optional.empty();
  }

  /** Before this epoch no withdrawal can be paid that was asked for in a block of that slot. */
  long firstPayout(long requestSlot) {
    return requestSlot / spec.slotsPerEpoch() + spec.payoutDelay();
  }
}
