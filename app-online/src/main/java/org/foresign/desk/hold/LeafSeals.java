package org.foresign.desk.hold;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.AesGcm256;
import org.foresign.crypto.DomainTag;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.foresign.store.Sealer;
import org.foresign.store.Sql;

/** Seals and opens the signatures of held leaves, under one content key a batch and class. */
final class LeafSeals implements AutoCloseable {
  private static final int PACKED = 65;

  private final ClassKeys keys;
  private final SecretAccess access;
  private final SecureRandom random;

  LeafSeals(Sealer sealer, SecretAccess access, SecureRandom random) {
    this.keys = new ClassKeys(sealer);
    this.access = access;
    this.random = random;
  }

  /** Makes the keys of a new batch and seals its signatures, by leaf index. */
  Map<Integer, Bytes> seal(
      Sql sql, long batch, ExpandedBatch leaves, Map<Integer, EcdsaSignature> signatures)
      throws ProblemException {
    Map<Integer, Bytes> sealed = new HashMap<>();
    Map<ReleaseClass, SecretBytes> classKeys = new EnumMap<>(ReleaseClass.class);
    try {
      for (ReleaseClass releaseClass : ReleaseClass.values()) {
        classKeys.put(releaseClass, keys.create(sql, batch, releaseClass, random));
      }
      classKeys.forEach((releaseClass, key) ->
          key.run(access, raw -> sealClass(raw, releaseClass, leaves, signatures, sealed)));
    } finally {
      classKeys.values().forEach(SecretBytes::close);
    }
    return sealed;
  }

  private static void sealClass(
      byte[] key,
      ReleaseClass releaseClass,
      ExpandedBatch leaves,
      Map<Integer, EcdsaSignature> signatures,
      Map<Integer, Bytes> sealed) {
    for (UnsignedTx leaf : leaves.leaves()) {
      EcdsaSignature signature = signatures.get(leaf.index());
      if (leaf.releaseClass() == releaseClass && signature != null) {
        byte[] packed =
            ByteBuffer.allocate(PACKED)
                .put(signature.compact().toArray())
                .put((byte) signature.yParity())
                .array();
        sealed.put(
            leaf.index(),
            Bytes.of(
                AesGcm256.seal(
                    key, nonce(leaf.index()), associated(leaf.signingDigest()), packed)));
      }
    }
  }

  /** Opens the signature of one leaf over this digest. */
  EcdsaSignature open(Sql sql, HeldLeaf leaf, Digest32 signingDigest, Bytes sealed)
      throws ProblemException {
    try (SecretBytes key = keys.open(sql, leaf.batch(), leaf.releaseClass())) {
      byte[] packed = key.use(access, raw -> open(raw, leaf, signingDigest, sealed));
      return new EcdsaSignature(Bytes.of(packed, 0, 64), packed[64]);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.of(HoldProblem.LEAF_DAMAGED, "leaf " + leaf.id()), e);
    }
  }

  private static byte[] open(byte[] key, HeldLeaf leaf, Digest32 signingDigest, Bytes sealed)
      throws ProblemException {
    try {
      return AesGcm256.open(key, nonce(leaf.index()), associated(signingDigest), sealed.toArray());
    } catch (ProblemException e) {
      throw new ProblemException(Problem.of(HoldProblem.LEAF_DAMAGED, "leaf " + leaf.id()), e);
    }
  }

  /** The content key seals each leaf index once, so the index is a nonce that never repeats. */
  private static byte[] nonce(int index) {
    return ByteBuffer.allocate(AesGcm256.NONCE_SIZE).putInt(8, index).array();
  }

  private static byte[] associated(Digest32 signingDigest) {
    byte[] tag = DomainTag.of("held-leaf");
    return ByteBuffer.allocate(tag.length + 32).put(tag).put(signingDigest.toArray()).array();
  }

  @Override
  public void close() {
    keys.close();
  }
}
