package org.foresign.model.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upokecenter.cbor.CBORObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.CodecProblem;
import org.foresign.model.Samples;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.SignedBatch.Header;
import org.foresign.model.tx.SignedBatch.KeyWrap;
import org.foresign.model.tx.SignedBatch.Section;
import org.foresign.testkit.Mutator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignedBatchCodecTest {
  static Header header(int leaves, @Nullable Bytes bits) {
    return new Header(
        Samples.fill(16, 1),
        Samples.digest(2),
        Samples.VAULT,
        3,
        412,
        Samples.digest(5),
        77,
        Samples.digest(6),
        Samples.DESK,
        Samples.digest(7),
        Samples.NOW,
        Samples.NOW + 86_400,
        leaves,
        bits);
  }

  static Section section(ReleaseClass releaseClass, int count) {
    return new Section(
        releaseClass,
        count,
        List.of(wrap(0x31), wrap(0xd5)),
        Samples.fill(Section.sealedSize(count), 0x55));
  }

  private static KeyWrap wrap(int recipient) {
    return new KeyWrap(
        WrapKind.X25519_CARD, Samples.digest(recipient), Samples.fill(32, 8), Samples.fill(48, 9));
  }

  static SignedBatch batch(int spend, int cancel) {
    return new SignedBatch(
        header(spend + cancel, null),
        List.of(section(ReleaseClass.SPEND, spend), section(ReleaseClass.CANCEL, cancel)));
  }

  @Test
  void damagedResultsAreRefusedOrOtherCanonicalOnes() {
    for (SignedBatch batch :
        List.of(
            batch(5, 3),
            new SignedBatch(
                header(10, Bytes.parseHex("f101")), List.of(section(ReleaseClass.SPEND, 6))))) {
      Mutator.of(
              SignedBatchCodec.encode(batch).toArray(),
              bytes -> SignedBatchCodec.decode(Bytes.of(bytes)),
              value -> SignedBatchCodec.encode(value).toArray(),
              ProblemException.class)
          .assertCanonical();
      assertThat(decode(SignedBatchCodec.encode(batch))).isEqualTo(batch);
    }
  }

  @Test
  void sixHundredLeavesStayWithinTheirBudget() {
    List<Section> sections = new ArrayList<>();
    for (ReleaseClass releaseClass : ReleaseClass.values()) {
      Bytes sealed = Samples.fill(Section.sealedSize(300), 1);
      sections.add(new Section(releaseClass, 300, List.of(wrap(0xd5)), sealed));
    }
    int size = SignedBatchCodec.encode(new SignedBatch(header(600, null), sections)).size();
    assertThat((size - 700) / 600.0).isLessThanOrEqualTo(64.2);
    assertThat(size - 600 * 64 - 2 * 38).as("around the signatures").isLessThanOrEqualTo(460);
  }

  @Test
  void anotherLibraryReadsTheSameFields() {
    CBORObject read = CBORObject.DecodeFromBytes(SignedBatchCodec.encode(batch(5, 3)).toArray());
    CBORObject header = CBORObject.DecodeFromBytes(read.get(0).GetByteString());
    assertThat(header.size()).isEqualTo(14);
    assertThat(header.get(5).AsInt32Value()).isEqualTo(412);
    assertThat(header.get(13).AsInt32Value()).isEqualTo(8);
    assertThat(header.get(2).GetByteString()).isEqualTo(Samples.digest(2).toArray());
    assertThat(read.get(1).size()).isEqualTo(2);
    assertThat(read.get(1).get(1).get(0).AsInt32Value()).isEqualTo(1);
    // The desk's own wrap names no recipient.
    assertThat(read.get(1).get(0).get(2).get(1).get(1).GetByteString()).isEmpty();
    assertThat(read.get(1).get(0).get(2).get(0).get(3).GetByteString())
        .isEqualTo(Samples.fill(48, 9).toArray());
  }

  @Test
  void digestIsTheTaggedHashOfTheWhole() throws Exception {
    Bytes bytes = SignedBatchCodec.encode(batch(5, 3));
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    sha.update("foresign/signed-batch/v1\0".getBytes(StandardCharsets.US_ASCII));
    assertThat(SignedBatchCodec.digest(bytes).toArray()).isEqualTo(sha.digest(bytes.toArray()));
  }

  @Test
  void signedBitsCountFromTheLeastSignificant() {
    Header header = header(10, Bytes.parseHex("f101"));
    assertThat(header.signedCount()).isEqualTo(6);
    assertThat(header.isSigned(0)).isTrue();
    assertThat(header.isSigned(1)).isFalse();
    assertThat(header.isSigned(8)).isTrue();
    assertThat(header.isSigned(9)).isFalse();
    assertThat(header(8, null).isSigned(7)).isTrue();
  }

  @Test
  void refusesBitmapsThatLie() {
    for (String bits : List.of("f1", "f10100", "ff03", "f105", "0004")) {
      assertThatIllegalArgumentException()
          .as(bits)
          .isThrownBy(() -> header(10, Bytes.parseHex(bits)));
    }
  }

  @Test
  void refusesSectionsThatDoNotAddUp() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new SignedBatch(header(9, null), List.of(section(ReleaseClass.SPEND, 8))));
    Section spend = section(ReleaseClass.SPEND, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SignedBatch(header(8, null), List.of(spend, spend)));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new SignedBatch(header(8, null), List.of(section(ReleaseClass.CANCEL, 4), spend)));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Section(ReleaseClass.SPEND, 4, List.of(wrap(1)), Samples.fill(4 * 64 + 16, 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Section(
                ReleaseClass.SPEND,
                4,
                List.of(wrap(1), wrap(1)),
                Samples.fill(Section.sealedSize(4), 1)));
  }

  @Test
  void refusesTheDeskCardInFullAsRecipient() {
    String good = SignedBatchCodec.encode(batch(5, 3)).hex();
    String full = good.replaceFirst("840140", "84015820" + "d5".repeat(32));
    assertThat(full).isNotEqualTo(good);
    assertThatThrownBy(() -> SignedBatchCodec.decode(Bytes.parseHex(full)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(CodecProblem.CBOR_NOT_CANONICAL));
  }

  @Test
  void refusesReservedWrapKinds() {
    String good = SignedBatchCodec.encode(batch(5, 3)).hex();
    String wrap = "84015820" + "31".repeat(32);
    for (String kind : List.of("02", "03", "04", "05")) {
      String other = good.replaceFirst(wrap, wrap.replaceFirst("8401", "84" + kind));
      assertThatThrownBy(() -> SignedBatchCodec.decode(Bytes.parseHex(other)))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e ->
                  assertThat(e.problem().code()).isEqualTo(SignedBatchProblem.RESULT_UNKNOWN_CODE));
    }
  }

  private static SignedBatch decode(Bytes bytes) {
    try {
      return SignedBatchCodec.decode(bytes);
    } catch (ProblemException e) {
      throw new AssertionError(e);
    }
  }
}
