package org.foresign.model.review;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.foresign.model.eth.Gwei;
import org.foresign.model.operation.Operation;
import org.foresign.model.staking.BlsPublicKey;

/**
 * Successive nonces that offer the same.
 *
 * @param last the same as {@code first} for a nonce of its own
 */
public record NonceRun(long first, long last, List<Offer> offers) {
  public NonceRun {
    offers = List.copyOf(offers);
  }

  /**
   * Amounts of stakes for one key, of which a nonce allows one: two of them are no way to fund it
   * in two steps.
   */
  public SequencedMap<BlsPublicKey, Set<Gwei>> exclusiveStakes() {
    SequencedMap<BlsPublicKey, Set<Gwei>> stakes = new LinkedHashMap<>();
    for (Offer offer : offers) {
      if (offer.operation() instanceof Operation.Stake stake) {
        stakes.computeIfAbsent(stake.validator(), key -> new LinkedHashSet<>()).add(stake.amount());
      }
    }
    stakes.values().removeIf(amounts -> amounts.size() < 2);
    return stakes;
  }
}
