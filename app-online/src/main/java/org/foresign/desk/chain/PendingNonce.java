package org.foresign.desk.chain;

/**
 * The next free nonce with pools counted in. Pools differ between honest endpoints, so this is two
 * numbers and no dispute.
 *
 * @param agreed a quorum of endpoints knows of transactions up to this nonce
 * @param highest at least one endpoint claims this much; above {@code agreed} something may be on
 *     its way that the others have not seen
 * @param pools endpoints whose pools are counted in; some have no pending block and show none
 */
public record PendingNonce(long agreed, long highest, int pools) {}
