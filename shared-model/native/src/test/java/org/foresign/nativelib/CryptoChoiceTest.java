package org.foresign.nativelib;

import static org.assertj.core.api.Assertions.assertThat;

import org.foresign.crypto.BouncySecp256k1;
import org.foresign.crypto.CryptoChoice;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.problem.Problem;
import org.junit.jupiter.api.Test;

class CryptoChoiceTest {
  @Test
  void saysWhatIsReallyUsed() {
    boolean bouncy = Secp256k1.best() instanceof BouncySecp256k1;
    assertThat(CryptoChoice.signatures().fallback()).isEqualTo(bouncy);
    assertThat(CryptoChoice.signatures().library())
        .isEqualTo(bouncy ? "Bouncy Castle" : "libsecp256k1");
  }

  @Test
  void aFallbackSaysWhyInThreeSentences() {
    CryptoChoice choice =
        new CryptoChoice(
            CryptoChoice.Use.SIGNATURES,
            true,
            Problem.of(NativeProblem.NATIVE_FILE_CHANGED, "/x/lib.so"));
    assertThat(choice.words())
        .startsWith("cryptography of signatures: Bouncy Castle in place of libsecp256k1. ")
        .contains("(/x/lib.so)")
        .contains(NativeProblem.NATIVE_FILE_CHANGED.safe())
        .contains(NativeProblem.NATIVE_FILE_CHANGED.next())
        .endsWith("(native-file-changed)");
    assertThat(choice.facts()).containsEntry("fallback", true).containsKey("problem");
    assertThat(new CryptoChoice(CryptoChoice.Use.DEPOSIT_CHECKS, false, null).words())
        .isEqualTo("cryptography of deposit checks: blst");
  }
}
