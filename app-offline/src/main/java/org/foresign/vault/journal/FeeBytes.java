package org.foresign.vault.journal;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.StoreProblem;
import org.jspecify.annotations.Nullable;

/** The highest fees of a slot as the ledger stores and hashes them (docs/spec/journal.md). */
final class FeeBytes {
  private static final int FIELD = 32;

  private FeeBytes() {}

  /** Fee cap, then tip, 32 bytes each; all zero for none. */
  static Bytes encode(@Nullable FeeCaps fees) {
    byte[] out = new byte[2 * FIELD];
    if (fees != null) {
      put(fees.maxFeePerGas(), out, FIELD);
      put(fees.maxPriorityFeePerGas(), out, 2 * FIELD);
    }
    return Bytes.of(out);
  }

  static Optional<FeeCaps> decode(Bytes bytes) throws ProblemException {
    byte[] raw = bytes.toArray();
    if (raw.length != 2 * FIELD) {
      throw Problem.of(StoreProblem.STORE_CORRUPT, "fees of a slot").asException();
    }
    Wei cap = new Wei(new BigInteger(1, Arrays.copyOf(raw, FIELD)));
    Wei tip = new Wei(new BigInteger(1, Arrays.copyOfRange(raw, FIELD, 2 * FIELD)));
    if (tip.compareTo(cap) > 0) {
      throw Problem.of(StoreProblem.STORE_CORRUPT, "fees of a slot").asException();
    }
    return cap.equals(Wei.ZERO) ? Optional.empty() : Optional.of(new FeeCaps(cap, tip));
  }

  private static void put(Wei amount, byte[] out, int end) {
    byte[] raw = amount.value().toByteArray();
    int from = raw.length > FIELD ? raw.length - FIELD : 0; // the sign byte of a full value
    System.arraycopy(raw, from, out, end - raw.length + from, raw.length - from);
  }
}
