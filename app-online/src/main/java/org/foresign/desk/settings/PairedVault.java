package org.foresign.desk.settings;

import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.card.SignedIdentityCard;
import org.jspecify.annotations.Nullable;

/**
 * A vault this desk is paired with, and where the exchange with it stands.
 *
 * @param instance 16 bytes
 * @param ceremony number of the last ceremony whose result was imported; 0 for none
 * @param nextSequence sequence number of the next request
 * @param lastResult digest of the last imported signed batch, null for none
 */
public record PairedVault(
    Bytes instance,
    SignedIdentityCard card,
    long incarnation,
    long ceremony,
    long nextSequence,
    @Nullable Digest32 lastResult) {

  public Optional<Digest32> lastResultDigest() {
    return Optional.ofNullable(lastResult);
  }

  /** The X25519 key that envelopes for this vault are sealed to. */
  public Bytes agreementKey() {
    return card.card().agreement().orElseThrow();
  }
}
