package org.foresign.model.tx;

import org.foresign.codec.Digest32;

/**
 * The desk's word that a signed batch arrived, was verified and is stored (docs/spec/receipt.md).
 *
 * @param result digest of the signed batch
 * @param batchDigest digest of the batch it answers
 * @param ceremony number of the ceremony that signed it, from 1
 */
public record Receipt(Digest32 result, Digest32 batchDigest, long ceremony) {
  public static final int VERSION = 1;
  public static final int MAX_BYTES = 256;

  public Receipt {
    if (ceremony < 1) {
      throw new IllegalArgumentException("ceremonies count from 1");
    }
  }
}
