package org.foresign.vault.judge;

import org.foresign.model.policy.Review;
import org.foresign.vault.journal.JournalRecall;
import org.foresign.vault.officers.Peer;
import org.foresign.vault.officers.Policies;

/**
 * A batch with what the vault says of it.
 *
 * @param goesOn whether the vault claimed this very batch before and was interrupted
 * @param memory what the vault's tables said, verified, when it was judged
 */
public record Judged(
    Peer desk, Policies.Accepted policy, Review review, boolean goesOn, JournalRecall memory) {}
