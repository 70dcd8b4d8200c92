package org.foresign.carry;

import java.util.Optional;

/**
 * What a parcel holds. The word is part of file names and never changes; the cap bounds every
 * reader before it allocates (docs/spec/carry-folder.md).
 */
public enum ParcelKind {
  BATCH_REQUEST("request", 320 << 10),
  SIGNED_BATCH("signed", 1088 << 10),
  IDENTITY_CARD("identity", 16 << 10),
  ACCOUNT_CARD("account", 16 << 10),
  POLICY("policy", 1 << 20),
  APPROVAL("approval", 16 << 10),
  RECEIPT("receipt", 64 << 10),
  JOURNAL_EXPORT("journal", 16 << 20);

  private final String word;
  private final int maxBytes;

  ParcelKind(String word, int maxBytes) {
    this.word = word;
    this.maxBytes = maxBytes;
  }

  /** The kind in file names and on the command line. */
  public String word() {
    return word;
  }

  /** Largest parcel of this kind, in bytes, as carried. */
  public int maxBytes() {
    return maxBytes;
  }

  /** The kind with this word. */
  public static Optional<ParcelKind> ofWord(String word) {
    for (ParcelKind kind : values()) {
      if (kind.word.equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
