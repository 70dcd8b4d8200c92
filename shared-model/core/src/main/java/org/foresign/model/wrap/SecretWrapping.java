package org.foresign.model.wrap;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import org.foresign.codec.Bytes;
import org.foresign.crypto.AesGcm256;
import org.foresign.crypto.Argon2Parameters;
import org.foresign.crypto.ConstantTime;
import org.foresign.crypto.DomainTag;
import org.foresign.crypto.HkdfSha256;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * Seals secrets into wraps and opens them with the output of one Argon2id run
 * (docs/spec/wrapped-secret.md). The run itself is elsewhere: it takes a second and much memory.
 * All arrays stay the caller's to wipe.
 */
public final class SecretWrapping {
  private static final Bytes UNSET = Bytes.of(new byte[32]);

  private SecretWrapping() {}

  /**
   * Where a wrap stands and what it costs to open it.
   *
   * @param salt the salt that {@code stretched} was derived with
   */
  public record Place(
      SecretWrapKind kind, SecretPurpose purpose, long number, Bytes salt, Argon2Parameters cost) {}

  /**
   * Seals a whole secret.
   *
   * @param stretched32 output of Argon2id
   */
  public static WrappedSecret seal(
      Place place, byte[] stretched32, byte[] secret, SecureRandom random) {
    requireStretched(stretched32);
    byte[] nonce = new byte[AesGcm256.NONCE_SIZE];
    random.nextBytes(nonce);
    Bytes commitment = Bytes.of(derive(stretched32, "wrap-commitment", place));
    byte[] key = derive(stretched32, "wrap-key", place);
    try {
      WrappedSecret bare =
          wrap(place, commitment, Bytes.of(nonce), UNSET); // only its header is used
      byte[] sealed = AesGcm256.seal(key, nonce, associated(bare), secret);
      return wrap(place, commitment, Bytes.of(nonce), Bytes.of(sealed));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Opens a wrap; the result is the caller's to wipe.
   *
   * @param stretched32 output of Argon2id over the passphrase with the wrap's salt and cost
   * @throws ProblemException with a {@link UnlockProblem}
   */
  public static byte[] open(WrappedSecret wrap, byte[] stretched32) throws ProblemException {
    requireStretched(stretched32);
    Place place = new Place(wrap.kind(), wrap.purpose(), wrap.number(), wrap.salt(), wrap.cost());
    byte[] commitment = derive(stretched32, "wrap-commitment", place);
    if (!ConstantTime.equals(commitment, wrap.commitment().toArray())) {
      throw Problem.of(UnlockProblem.UNLOCK_PASSPHRASE_WRONG).asException();
    }
    byte[] key = derive(stretched32, "wrap-key", place);
    try {
      return AesGcm256.open(key, wrap.nonce().toArray(), associated(wrap), wrap.sealed().toArray());
    } catch (ProblemException e) {
      throw new ProblemException(Problem.of(UnlockProblem.UNLOCK_DAMAGED), e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static WrappedSecret wrap(Place place, Bytes commitment, Bytes nonce, Bytes sealed) {
    return new WrappedSecret(
        place.kind(),
        place.purpose(),
        place.number(),
        1,
        0,
        place.salt(),
        place.cost(),
        commitment,
        nonce,
        sealed);
  }

  private static byte[] associated(WrappedSecret wrap) {
    return Bytes.of(DomainTag.of("wrap")).concat(WrappedSecretCodec.header(wrap)).toArray();
  }

  private static byte[] derive(byte[] stretched32, String name, Place place) {
    byte[] tag = DomainTag.of(name);
    byte[] info =
        ByteBuffer.allocate(tag.length + 1 + 4)
            .put(tag)
            .put((byte) place.purpose().code())
            .putInt((int) place.number())
            .array();
    return HkdfSha256.derive(stretched32, new byte[0], info, AesGcm256.KEY_SIZE);
  }

  private static void requireStretched(byte[] stretched32) {
    if (stretched32.length != 32) {
      throw new IllegalArgumentException("Argon2id gives 32 bytes here");
    }
  }
}
