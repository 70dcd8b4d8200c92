package org.foresign.vault.journal;

import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Gwei;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.StoreProblem;

/**
 * The purposes of one nonce, with what each withdraws at most, as the ledger stores and hashes them
 * (docs/spec/journal.md).
 */
final class PurposeBytes {
  private static final int ID = 32;
  private static final int SIZE = ID + Long.BYTES;

  private PurposeBytes() {}

  static Bytes encode(SortedMap<Digest32, Gwei> purposes) {
    ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES + purposes.size() * SIZE);
    bytes.putShort((short) purposes.size());
    purposes.forEach((purpose, gwei) -> bytes.put(purpose.toArray()).putLong(gwei.value()));
    return Bytes.of(bytes.array());
  }

  static SortedMap<Digest32, Gwei> decode(Bytes stored) throws ProblemException {
    ByteBuffer bytes = ByteBuffer.wrap(stored.toArray());
    TreeMap<Digest32, Gwei> purposes = new TreeMap<>();
    if (bytes.remaining() >= Short.BYTES) {
      int count = Short.toUnsignedInt(bytes.getShort());
      while (bytes.remaining() >= SIZE && purposes.size() < count) {
        byte[] purpose = new byte[ID];
        bytes.get(purpose);
        purposes.put(Digest32.of(purpose), gwei(bytes.getLong()));
      }
    }
    if (!encode(purposes).equals(stored)) {
      throw corrupt();
    }
    return purposes;
  }

  private static Gwei gwei(long value) throws ProblemException {
    if (value < 0) {
      throw corrupt();
    }
    return new Gwei(value);
  }

  private static ProblemException corrupt() {
    return Problem.of(StoreProblem.STORE_CORRUPT, "purposes of a nonce").asException();
  }
}
