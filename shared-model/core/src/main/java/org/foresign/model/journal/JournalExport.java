package org.foresign.model.journal;

import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;

/**
 * Successive journal entries with the signature of the vault that wrote them
 * (docs/spec/journal.md).
 *
 * @param vaultInstance 16 bytes
 * @param vaultCard digest of the vault's identity card
 * @param exportedAt vault time in seconds since 1970
 * @param entries exact bytes of each entry
 */
public record JournalExport(
    Bytes vaultInstance, Digest32 vaultCard, long exportedAt, List<Bytes> entries) {
  public static final int VERSION = 1;
  public static final int MAX_BYTES = 15_000 << 10;
  public static final int MAX_ENTRIES = 100_000;

  public JournalExport {
    entries = List.copyOf(entries);
    if (vaultInstance.size() != 16 || exportedAt < 0 || entries.isEmpty()) {
      throw new IllegalArgumentException("instance, time or entries of a journal export are off");
    }
  }
}
