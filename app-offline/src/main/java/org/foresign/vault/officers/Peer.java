package org.foresign.vault.officers;

import org.foresign.model.card.SignedIdentityCard;

/**
 * A machine or an approver that officers accepted.
 *
 * @param name as the officers call it
 */
public record Peer(SignedIdentityCard card, String name, boolean revoked) {}
