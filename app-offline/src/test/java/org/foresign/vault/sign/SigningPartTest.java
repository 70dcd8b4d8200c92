package org.foresign.vault.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.model.card.SignerKind;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Mutator;
import org.junit.jupiter.api.Test;

class SigningPartTest {
  private static final Bytes COMPACT = Bytes.parseHex("11".repeat(32) + "22".repeat(32));

  private static final SigningPart PART =
      new SigningPart(
          SignerKind.MPC,
          Bytes.of((byte) 5),
          List.of(
              new SigningPart.Signed(0, new EcdsaSignature(COMPACT, 1)),
              new SigningPart.Signed(9_999, new EcdsaSignature(COMPACT, 0))));

  /** Written out by hand from docs/spec/signing-part.md and RFC 8949. */
  private static final String ENCODED =
      "84"
          + "01"
          + "05"
          + "4105"
          + "82"
          + ("8300" + "5840" + "11".repeat(32) + "22".repeat(32) + "01")
          + ("8319270f" + "5840" + "11".repeat(32) + "22".repeat(32) + "00");

  @Test
  void isWrittenAndReadAsThePageSays() throws Exception {
    assertThat(PART.encode().hex()).isEqualTo(ENCODED);
    assertThat(SigningPart.decode(Bytes.parseHex(ENCODED).toArray())).isEqualTo(PART);
  }

  @Test
  void standsDamagedInput() throws Exception {
    Mutator.of(
            PART.encode().toArray(),
            SigningPart::decode,
            part -> part.encode().toArray(),
            ProblemException.class)
        .assertCanonical();
  }
}
