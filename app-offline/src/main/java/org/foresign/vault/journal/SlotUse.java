package org.foresign.vault.journal;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.policy.Exposure;
import org.jspecify.annotations.Nullable;

/**
 * What one batch can do at most through one nonce.
 *
 * @param exposure the most it can cost: the maximum over its leaves
 * @param highestSpend highest fees of its leaves that are not cancels; null without any
 * @param purposes ids of what its alternatives are for
 */
public record SlotUse(
    SlotId slot, Exposure exposure, @Nullable FeeCaps highestSpend, SortedSet<Digest32> purposes) {
  public SlotUse {
    purposes = Collections.unmodifiableSortedSet(new TreeSet<>(purposes));
  }
}
