package org.foresign.model.policy;

import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.staking.BlsPublicKey;

/** Where value of a batch can end up. */
public sealed interface Destination {
  /** An account that is paid. */
  record Recipient(Chain chain, Address address) implements Destination {}

  /** A validator: whoever holds its key may have fixed other credentials first. */
  record Validator(Chain chain, BlsPublicKey key) implements Destination {}

  /** Whoever builds the block, by tips. */
  record BlockBuilder(Chain chain) implements Destination {}

  /** The request queue of a predeploy, which keeps the attached fee. */
  record RequestQueue(Chain chain, Address predeploy) implements Destination {}
}
