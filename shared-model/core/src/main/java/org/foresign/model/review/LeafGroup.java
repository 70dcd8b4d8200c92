package org.foresign.model.review;

import java.util.Collections;
import java.util.SequencedMap;
import java.util.SortedSet;
import org.foresign.model.operation.Operation;
import org.foresign.model.staking.BlsPublicKey;

/**
 * Leaves of a lane that differ by nonce, fees and validator only.
 *
 * @param one the operation of one of them
 * @param reference what a payment is for; empty without one
 * @param leaves how many there are
 * @param validators each key with its nonces, in the order of the leaves; of a consolidation the
 *     source
 */
public record LeafGroup(
    Operation one,
    String reference,
    int leaves,
    SortedSet<Long> nonces,
    SequencedMap<BlsPublicKey, SortedSet<Long>> validators) {
  public LeafGroup {
    nonces = Collections.unmodifiableSortedSet(nonces);
    validators = Collections.unmodifiableSequencedMap(validators);
  }
}
