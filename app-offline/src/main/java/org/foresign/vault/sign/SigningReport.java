package org.foresign.vault.sign;

import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;

/**
 * What came of signing.
 *
 * @param result digest of the signed batch
 * @param envelope the exact bytes to carry to the desk
 * @param journalHead hash of the journal entry that claimed the batch
 * @param times how long claiming, signing and sealing took
 */
public record SigningReport(
    Digest32 batchDigest,
    Digest32 result,
    Bytes envelope,
    int leaves,
    long ceremony,
    Digest32 journalHead,
    Times times) {
  /** Milliseconds of each step. */
  public record Times(long claimed, long signed, long sealed) {}
}
