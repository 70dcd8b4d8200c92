package org.foresign.desk.release;

import java.util.Set;
import org.foresign.desk.chain.BeaconView;
import org.foresign.desk.chain.ChainView;
import org.foresign.desk.hold.Checkpoint;
import org.foresign.desk.hold.LeafStore;
import org.foresign.model.eth.Address;

/** What the machines of all lanes of a chain share. */
record LaneParts(
    LeafStore leaves,
    DecisionBook book,
    ChainView chain,
    BeaconView beacon,
    Set<Address> own,
    Checkpoint checkpoint) {
  LaneParts {
    own = Set.copyOf(own);
  }

  Preflight preflight() {
    return new Preflight(new StakingPreflight(beacon, own));
  }
}
