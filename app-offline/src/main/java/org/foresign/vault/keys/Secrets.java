package org.foresign.vault.keys;

import java.util.EnumMap;
import java.util.Map;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.secret.SecretBytes;

/** Opened secrets of a vault, by purpose. Owns those that were not taken; close it to wipe them. */
public final class Secrets implements AutoCloseable {
  private final Map<SecretPurpose, SecretBytes> secrets = new EnumMap<>(SecretPurpose.class);

  Secrets() {}

  void put(SecretPurpose purpose, SecretBytes secret) {
    secrets.put(purpose, secret);
  }

  /** A secret that stays this object's. */
  public SecretBytes of(SecretPurpose purpose) {
    SecretBytes secret = secrets.get(purpose);
    if (secret == null) {
      throw new IllegalStateException("the secret for " + purpose + " was not opened");
    }
    return secret;
  }

  /** A secret that becomes the caller's. */
  public SecretBytes take(SecretPurpose purpose) {
    SecretBytes secret = of(purpose);
    secrets.remove(purpose);
    return secret;
  }

  @Override
  public void close() {
    secrets.values().forEach(SecretBytes::close);
    secrets.clear();
  }

  @Override
  public String toString() {
    return "Secrets(hidden)";
  }
}
