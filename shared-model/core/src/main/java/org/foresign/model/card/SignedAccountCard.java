package org.foresign.model.card;

import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;

/** An account card as it was made or received, with its exact bytes and their digest. */
public record SignedAccountCard(AccountCard card, Bytes bytes, Digest32 digest) {}
