package org.foresign.model.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.foresign.codec.Bytes;
import org.foresign.codec.CodecProblem;
import org.foresign.codec.Digest32;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Mutator;
import org.junit.jupiter.api.Test;

class ReceiptCodecTest {
  private static final String BYTES =
      "a4010102582011111111111111111111111111111111111111111111111111111111111111110358202222"
          + "22222222222222222222222222222222222222222222222222222222222204182a";

  @Test
  void bytesAreThoseOfTheSpec() throws Exception {
    Receipt receipt =
        new Receipt(Digest32.parseHex("11".repeat(32)), Digest32.parseHex("22".repeat(32)), 42);
    assertThat(ReceiptCodec.encode(receipt).hex()).isEqualTo(BYTES);
    assertThat(ReceiptCodec.decode(Bytes.parseHex(BYTES))).isEqualTo(receipt);
  }

  @Test
  void everyReceiptIsCanonical() {
    Mutator.of(
            Bytes.parseHex(BYTES).toArray(),
            bytes -> ReceiptCodec.decode(Bytes.of(bytes)),
            receipt -> ReceiptCodec.encode(receipt).toArray(),
            ProblemException.class)
        .assertCanonical();
  }

  @Test
  void refusesAnotherVersion() {
    assertThatThrownBy(() -> ReceiptCodec.decode(Bytes.parseHex("a40102" + BYTES.substring(6))))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(CodecProblem.FORMAT_UNKNOWN_VERSION));
  }
}
