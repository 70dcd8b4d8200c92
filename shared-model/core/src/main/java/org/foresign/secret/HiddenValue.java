package org.foresign.secret;

import org.jspecify.annotations.Nullable;

/** What every secret refuses, so that it ends in no log, set or comparison by accident. */
abstract sealed class HiddenValue implements AutoCloseable permits Passphrase, SecretBytes {
  /** Refused: comparing would take a time that depends on the bytes. */
  @Override
  public final boolean equals(@Nullable Object other) {
    throw new UnsupportedOperationException("secrets are compared with equalsSecret");
  }

  /** Refused: a hash code tells something about the bytes. */
  @Override
  public final int hashCode() {
    throw new UnsupportedOperationException("secrets have no hash code");
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "(hidden)";
  }

  /** Wipes; closing twice does nothing. */
  @Override
  public abstract void close();
}
