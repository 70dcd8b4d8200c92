package org.foresign.vault.judge;

import org.foresign.model.policy.Review;
import org.foresign.vault.journal.JournalReplay;
import org.foresign.vault.officers.OfficerPolicies;
import org.foresign.vault.officers.Peer;

/**
 * A batch with what the vault says of it.
 *
 * @param goesOn whether the vault claimed this very batch before and was interrupted
 * @param memory what the vault's tables said, verified, when it was judged
 */
public record JudgedBatch(
    Peer desk,
    OfficerPolicies.Accepted policy,
    Review review,
    boolean goesOn,
    JournalReplay memory) {}
