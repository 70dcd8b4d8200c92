package org.foresign.model.card;

import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;

/**
 * An identity card as it was made or received, with its exact bytes.
 *
 * @param digest the card's name everywhere else
 */
public record SignedIdentityCard(IdentityCard card, Bytes bytes, Digest32 digest) {}
