package org.foresign.vault.journal;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Gwei;
import org.foresign.model.policy.Exposure;
import org.jspecify.annotations.Nullable;

/**
 * What one batch can do at most through one nonce.
 *
 * @param exposure the most it can cost: the maximum over its leaves
 * @param highestSpend highest fees of its leaves that are not cancels; null without any
 * @param purposes ids of what its alternatives are for, with the most that is withdrawn
 */
public record SlotUse(
    SlotId slot,
    Exposure exposure,
    @Nullable FeeCaps highestSpend,
    SortedMap<Digest32, Gwei> purposes) {
  public SlotUse {
    purposes = Collections.unmodifiableSortedMap(new TreeMap<>(purposes));
  }
}
