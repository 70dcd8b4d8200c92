package org.foresign.vault.journal;

import org.foresign.model.tx.SettledSlot;

/**
 * A nonce that officers took out of the outstanding exposure (docs/spec/journal.md).
 *
 * @param entry number of the journal's entry about it
 * @param act number of the first entry of the same decision
 * @param source who says so: the digest of a desk's card, or the officers' own words
 * @param afterBatch number of the newest batch then; what a later one signs for it counts again
 */
public record WriteOff(long entry, long act, SettledSlot settled, String source, long afterBatch) {}
