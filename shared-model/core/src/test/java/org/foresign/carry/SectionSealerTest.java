package org.foresign.carry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.BouncySecp256k1;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.X25519;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.card.TestCards;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.SignedBatch.KeyWrap;
import org.foresign.model.tx.SignedBatch.Section;
import org.junit.jupiter.api.Test;

class SectionSealerTest {
  private static final Bytes HEADER = Bytes.parseHex("a1010203");
  private static final Digest32 CARD = Digest32.parseHex("ab".repeat(32));

  private final SecureRandom random = new SecureRandom();
  private final SectionSealer sealer = new SectionSealer(HEADER);
  private final List<SectionSealer.Recipient> recipients =
      List.of(recipient(CARD, 11), recipient(Digest32.parseHex("cd".repeat(32)), 12));
  private final List<EcdsaSignature> signatures = signatures(13);
  private final Section section = seal();

  @Test
  void eachRecipientOpensAllSignatures() throws Exception {
    assertThat(sealer.open(section, CARD, TestCards.key(11))).isEqualTo(signatures);
    assertThat(sealer.open(section, recipients.get(1).card(), TestCards.key(12)))
        .isEqualTo(signatures);
  }

  @Test
  void aSignatureTakes64BytesAndABit() {
    assertThat(section.ciphertext().size()).isEqualTo(13 * 64 + 2 + 16);
  }

  @Test
  void followsTheSpecByTheJdkAlone() throws Exception {
    KeyWrap wrap = section.wraps().getFirst();
    byte[] header = MessageDigest.getInstance("SHA-256").digest(HEADER.toArray());
    Bytes info =
        Bytes.of("foresign/section-wrap/v1\0".getBytes())
            .concat(wrap.parameters())
            .concat(Bytes.of(X25519.publicKey(TestCards.key(11))))
            .concat(Bytes.of(header))
            .concat(Bytes.of((byte) 1));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(new byte[32], "raw"));
    byte[] prk = mac.doFinal(X25519.agree(TestCards.key(11), wrap.parameters().toArray()));
    mac.init(new SecretKeySpec(prk, "raw"));
    mac.update(info.toArray());
    byte[] kek = mac.doFinal(new byte[] {1});
    byte[] key = decrypt(kek, info.toArray(), wrap.wrapped().toArray());
    byte[] data =
        ByteBuffer.allocate(20 + 32 + 1 + 4)
            .put("foresign/section/v1\0".getBytes())
            .put(header)
            .put((byte) 1)
            .putInt(13)
            .array();
    byte[] plain = decrypt(key, data, section.ciphertext().toArray());
    for (int i = 0; i < 13; i++) {
      assertThat(Bytes.of(plain, 64 * i, 64)).isEqualTo(signatures.get(i).compact());
      assertThat(plain[13 * 64 + i / 8] >> i % 8 & 1).isEqualTo(signatures.get(i).yParity());
    }
  }

  @Test
  void refusesAnotherRecipientKeyOrHeader() {
    refuses(sealer, section, Digest32.ZERO, 11, SectionProblem.SECTION_NOT_FOR_US);
    refuses(sealer, section, CARD, 12, SectionProblem.SECTION_NOT_OPENED);
    refuses(
        new SectionSealer(Bytes.parseHex("a1010204")),
        section,
        CARD,
        11,
        SectionProblem.SECTION_NOT_OPENED);
  }

  @Test
  void refusesAnotherClassCountOrOrder() {
    refuses(
        sealer,
        new Section(ReleaseClass.SPEND, 13, section.wraps(), section.ciphertext()),
        CARD,
        11,
        SectionProblem.SECTION_NOT_OPENED);
    Bytes longer = section.ciphertext().concat(Bytes.of(new byte[64]));
    refuses(
        sealer,
        new Section(ReleaseClass.CANCEL, 14, section.wraps(), longer),
        CARD,
        11,
        SectionProblem.SECTION_NOT_OPENED);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Section(ReleaseClass.CANCEL, 14, section.wraps(), section.ciphertext()));
  }

  @Test
  void refusesEachChangedByte() {
    byte[] ciphertext = section.ciphertext().toArray();
    for (int i = 0; i < ciphertext.length; i += 7) {
      byte[] changed = ciphertext.clone();
      changed[i] ^= 0x20;
      refuses(
          sealer,
          new Section(ReleaseClass.CANCEL, 13, section.wraps(), Bytes.of(changed)),
          CARD,
          11,
          SectionProblem.SECTION_NOT_OPENED);
    }
  }

  private Section seal() {
    try {
      return sealer.seal(ReleaseClass.CANCEL, signatures, recipients, random);
    } catch (ProblemException e) {
      throw new AssertionError(e);
    }
  }

  private static SectionSealer.Recipient recipient(Digest32 card, int key) {
    return new SectionSealer.Recipient(card, Bytes.of(X25519.publicKey(TestCards.key(key))));
  }

  private static List<EcdsaSignature> signatures(int count) {
    BouncySecp256k1 curve = new BouncySecp256k1();
    List<EcdsaSignature> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(curve.sign(TestCards.key(1), TestCards.key(i + 1)));
    }
    return made;
  }

  private static byte[] decrypt(byte[] key, byte[] associated, byte[] sealed) throws Exception {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(key, "AES"),
        new GCMParameterSpec(128, new byte[12]));
    cipher.updateAAD(associated);
    return cipher.doFinal(sealed);
  }

  private static void refuses(
      SectionSealer sealer, Section section, Digest32 card, int key, ProblemCode code) {
    assertThatThrownBy(() -> sealer.open(section, card, TestCards.key(key)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }
}
