package org.foresign.carry;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.AesGcm256;
import org.foresign.crypto.DomainTag;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.HkdfSha256;
import org.foresign.crypto.Sha256;
import org.foresign.crypto.X25519;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.SignedBatch.KeyWrap;
import org.foresign.model.tx.SignedBatch.Section;
import org.foresign.model.tx.WrapKind;

/**
 * Packs and seals the signatures of one release class under a random key of its own, wrapped to
 * each recipient's card, and opens them (docs/spec/signed-batch.md). The header it belongs to is
 * authenticated by its exact bytes.
 */
public final class SectionSealer {
  private static final int SIGNATURE = 64;
  private static final byte[] ZERO_NONCE = new byte[AesGcm256.NONCE_SIZE];

  private final Digest32 headerHash;

  /**
   * @param headerBytes exact bytes of the signed batch's header
   */
  public SectionSealer(Bytes headerBytes) {
    this.headerHash = Digest32.of(Sha256.hash(headerBytes.toArray()));
  }

  /** A machine that shall be able to open a section. */
  public record Recipient(Digest32 card, Bytes agreementKey) {}

  /**
   * Seals signatures, in canonical order of their leaves.
   *
   * @throws ProblemException if a recipient's key is refused
   */
  public Section seal(
      ReleaseClass releaseClass,
      List<EcdsaSignature> signatures,
      List<Recipient> recipients,
      SecureRandom random)
      throws ProblemException {
    if (signatures.isEmpty() || recipients.isEmpty()) {
      throw new IllegalArgumentException("a section has signatures and recipients");
    }
    byte[] plain = pack(signatures);
    byte[] key = new byte[AesGcm256.KEY_SIZE];
    try {
      random.nextBytes(key);
      byte[] sealed =
          AesGcm256.seal(key, ZERO_NONCE, sectionData(releaseClass, signatures.size()), plain);
      List<KeyWrap> wraps = new ArrayList<>(recipients.size());
      for (Recipient recipient : recipients) {
        wraps.add(wrap(key, recipient, releaseClass, random));
      }
      return new Section(releaseClass, signatures.size(), wraps, Bytes.of(sealed));
    } finally {
      Arrays.fill(key, (byte) 0);
      Arrays.fill(plain, (byte) 0);
    }
  }

  /**
   * Opens a section with the key of one recipient. The signatures have valid ranges; that they are
   * the right ones is for the caller to check against its own request.
   *
   * @param recipientKey32 X25519 private key; stays the caller's to wipe
   * @throws ProblemException with a {@link SectionProblem}
   */
  public List<EcdsaSignature> open(Section section, Digest32 recipient, byte[] recipientKey32)
      throws ProblemException {
    KeyWrap wrap =
        section.wraps().stream()
            .filter(w -> w.kind() == WrapKind.X25519_CARD && w.recipient().equals(recipient))
            .findFirst()
            .orElseThrow(() -> Problem.of(SectionProblem.SECTION_NOT_FOR_US).asException());
    byte[] key = unwrap(wrap, section.releaseClass(), recipientKey32);
    byte[] plain;
    try {
      plain =
          AesGcm256.open(
              key,
              ZERO_NONCE,
              sectionData(section.releaseClass(), section.signatureCount()),
              section.ciphertext().toArray());
    } catch (ProblemException e) {
      throw new ProblemException(Problem.of(SectionProblem.SECTION_NOT_OPENED), e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
    try {
      return unpack(plain, section.signatureCount());
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private KeyWrap wrap(
      byte[] key, Recipient recipient, ReleaseClass releaseClass, SecureRandom random)
      throws ProblemException {
    byte[] ephemeral = new byte[X25519.KEY_SIZE];
    byte[] shared = new byte[0];
    byte[] wrappingKey = new byte[0];
    try {
      random.nextBytes(ephemeral);
      Bytes ephemeralPublic = Bytes.of(X25519.publicKey(ephemeral));
      byte[] info = wrapInfo(ephemeralPublic, recipient.agreementKey(), releaseClass);
      shared = X25519.agree(ephemeral, recipient.agreementKey().toArray());
      wrappingKey = HkdfSha256.derive(shared, new byte[0], info, AesGcm256.KEY_SIZE);
      Bytes wrapped = Bytes.of(AesGcm256.seal(wrappingKey, ZERO_NONCE, info, key));
      return new KeyWrap(WrapKind.X25519_CARD, recipient.card(), ephemeralPublic, wrapped);
    } finally {
      Arrays.fill(ephemeral, (byte) 0);
      Arrays.fill(shared, (byte) 0);
      Arrays.fill(wrappingKey, (byte) 0);
    }
  }

  private byte[] unwrap(KeyWrap wrap, ReleaseClass releaseClass, byte[] recipientKey32)
      throws ProblemException {
    byte[] shared = new byte[0];
    byte[] wrappingKey = new byte[0];
    try {
      Bytes own = Bytes.of(X25519.publicKey(recipientKey32));
      byte[] info = wrapInfo(wrap.parameters(), own, releaseClass);
      shared = X25519.agree(recipientKey32, wrap.parameters().toArray());
      wrappingKey = HkdfSha256.derive(shared, new byte[0], info, AesGcm256.KEY_SIZE);
      byte[] key = AesGcm256.open(wrappingKey, ZERO_NONCE, info, wrap.wrapped().toArray());
      if (key.length != AesGcm256.KEY_SIZE) {
        throw Problem.of(SectionProblem.SECTION_MALFORMED, "key length").asException();
      }
      return key;
    } catch (ProblemException e) {
      throw new ProblemException(Problem.of(SectionProblem.SECTION_NOT_OPENED), e);
    } finally {
      Arrays.fill(shared, (byte) 0);
      Arrays.fill(wrappingKey, (byte) 0);
    }
  }

  private byte[] sectionData(ReleaseClass releaseClass, int count) {
    byte[] tag = DomainTag.of("section");
    return ByteBuffer.allocate(tag.length + 32 + 1 + 4)
        .put(tag)
        .put(headerHash.toArray())
        .put((byte) releaseClass.code())
        .putInt(count)
        .array();
  }

  private byte[] wrapInfo(Bytes ephemeral, Bytes recipientKey, ReleaseClass releaseClass) {
    return Bytes.of(DomainTag.of("section-wrap"))
        .concat(ephemeral)
        .concat(recipientKey)
        .concat(headerHash.bytes())
        .concat(Bytes.of((byte) releaseClass.code()))
        .toArray();
  }

  private static byte[] pack(List<EcdsaSignature> signatures) {
    int count = signatures.size();
    byte[] packed = new byte[packedSize(count)];
    for (int i = 0; i < count; i++) {
      EcdsaSignature signature = signatures.get(i);
      System.arraycopy(signature.compact().toArray(), 0, packed, i * SIGNATURE, SIGNATURE);
      packed[count * SIGNATURE + i / 8] |= (byte) (signature.yParity() << (i % 8));
    }
    return packed;
  }

  private static List<EcdsaSignature> unpack(byte[] packed, int count) throws ProblemException {
    if (count < 1 || packed.length != packedSize(count)) {
      throw Problem.of(SectionProblem.SECTION_MALFORMED, packed.length + " bytes").asException();
    }
    int parityAt = count * SIGNATURE;
    if (count % 8 != 0 && (packed[packed.length - 1] & 0xff) >>> (count % 8) != 0) {
      throw Problem.of(SectionProblem.SECTION_MALFORMED, "unused parity bits").asException();
    }
    List<EcdsaSignature> signatures = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int parity = packed[parityAt + i / 8] >> (i % 8) & 1;
      try {
        signatures.add(new EcdsaSignature(Bytes.of(packed, i * SIGNATURE, SIGNATURE), parity));
      } catch (IllegalArgumentException e) {
        throw new ProblemException(
            Problem.of(SectionProblem.SECTION_SIGNATURE_INVALID, "signature " + i), e);
      }
    }
    return signatures;
  }

  private static int packedSize(int count) {
    return count * SIGNATURE + (count + 7) / 8;
  }
}
