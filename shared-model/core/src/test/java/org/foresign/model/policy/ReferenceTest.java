package org.foresign.model.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.model.Samples;
import org.foresign.model.batch.Alternative;
import org.foresign.model.batch.BatchRequestCodec;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.batch.Run;
import org.foresign.model.operation.Operation;
import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a payment is for, as the request carries it. */
class ReferenceTest {
  private static Scene paying(String... references) {
    Scene scene = new Scene();
    scene.runs = List.of(run(scene, Scene.PAYMENT, references));
    return scene;
  }

  private static Run run(Scene scene, Operation operation, String... references) {
    int count = references.length;
    Alternative pay =
        new Alternative(
            operation.kind(),
            ReleaseClass.SPEND,
            scene.gasLimit,
            List.of(scene.fees),
            Collections.nCopies(count, operation),
            List.of(references));
    return new Run(
        5, count, List.of(pay, Samples.cancel(count, List.of(Samples.bumped(scene.fees)))));
  }

  @Test
  void makesEqualPaymentsDistinct() {
    assertThat(paying("INV 1", "INV 2").review().consentsWanted()).isEmpty();
    assertThat(paying("INV 1", "").review().consentsWanted()).isEmpty();
    assertThat(paying("", "").review().consentsWanted())
        .containsExactly(FindingCode.PURPOSE_REPEATED);
    assertThat(paying("INV 1", "INV 1").review().consentsWanted())
        .containsExactly(FindingCode.PURPOSE_REPEATED);
  }

  @Test
  void travelsInTheRequestAndStandsOnEachLeaf() throws ProblemException {
    for (Scene scene : List.of(paying("A", "", "B"), paying("A", "A"), paying("", ""))) {
      Review review = scene.review();
      Bytes bytes = review.batch().requestBytes();
      assertThat(BatchRequestCodec.decode(bytes)).isEqualTo(review.batch().request());
    }
    assertThat(
            paying("A", "").review().leaves().stream()
                .map(ReviewedTx::leaf)
                .filter(leaf -> leaf.releaseClass() == ReleaseClass.SPEND)
                .map(leaf -> leaf.reference()))
        .containsExactly("A", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " A",
        "A ",
        "A  B",
        "7\", nonces 0 to 9",
        "A\tB",
        "A\u001b[2J",
        "Zürich",
        "\u202eA",
        "A\n"
      })
  void hasVisibleAsciiSignsOnly(String reference) {
    assertThatIllegalArgumentException().isThrownBy(() -> paying(reference, "A"));
  }

  @Test
  void isShortAndOnlyOfPayments() {
    paying("a".repeat(40), "");
    assertThatIllegalArgumentException().isThrownBy(() -> paying("a".repeat(41), ""));
    Operation exit = new Operation.UnstakeFull(SceneChanges.KEY, SceneChanges.FEE);
    assertThatIllegalArgumentException().isThrownBy(() -> run(new Scene(), exit, "A", ""));
  }

  @Test
  void everyOtherByteOfItIsReadAsWrittenOrRefused() throws ProblemException {
    byte[] bytes = paying("INV 1", "INV 2").review().batch().requestBytes().toArray();
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("INV 1");
    for (int value = 0; value < 256; value++) {
      byte[] other = bytes.clone();
      other[at + 1] = (byte) value;
      boolean visible = value >= 0x20 && value < 0x7f && value != '"';
      if (visible) {
        assertThat(BatchRequestCodec.encode(BatchRequestCodec.decode(Bytes.of(other))))
            .isEqualTo(Bytes.of(other));
      } else {
        assertThatExceptionOfType(ProblemException.class)
            .as("byte %d", value)
            .isThrownBy(() -> BatchRequestCodec.decode(Bytes.of(other)));
      }
    }
  }
}
