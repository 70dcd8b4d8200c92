package org.foresign.vault.journal;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.StoreProblem;

/** The purposes of one nonce as the ledger stores and hashes them (docs/spec/journal.md). */
final class PurposeBytes {
  private static final int SIZE = 32;

  private PurposeBytes() {}

  static Bytes encode(Collection<Digest32> purposes) {
    ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES + purposes.size() * SIZE);
    bytes.putShort((short) purposes.size());
    new TreeSet<>(purposes).forEach(purpose -> bytes.put(purpose.toArray()));
    return Bytes.of(bytes.array());
  }

  static SortedSet<Digest32> decode(Bytes stored) throws ProblemException {
    ByteBuffer bytes = ByteBuffer.wrap(stored.toArray());
    TreeSet<Digest32> purposes = new TreeSet<>();
    if (bytes.remaining() >= Short.BYTES) {
      int count = Short.toUnsignedInt(bytes.getShort());
      while (bytes.remaining() >= SIZE && purposes.size() < count) {
        byte[] purpose = new byte[SIZE];
        bytes.get(purpose);
        purposes.add(Digest32.of(purpose));
      }
    }
    if (!encode(purposes).equals(stored)) {
      throw Problem.of(StoreProblem.STORE_CORRUPT, "purposes of a nonce").asException();
    }
    return purposes;
  }
}
