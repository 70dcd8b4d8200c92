package org.foresign.signer.local;

import java.io.InputStream;
import java.util.HexFormat;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.foresign.crypto.BouncySecp256k1;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.Passphrase;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Vectors and short forms for this package's tests. */
final class Vectors {
  static final SecretAccess ACCESS = SecretAccess.grant();
  static final Secp256k1 CURVE = new BouncySecp256k1();
  static final String DEVELOPMENT = "test test test test test test test test test test test junk";

  private Vectors() {}

  static JsonNode json(String path) throws Exception {
    try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + path)) {
      return JsonMapper.shared().readTree(in);
    }
  }

  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  static String hex(SecretBytes secret) {
    try (secret) {
      return secret.use(ACCESS, raw -> HexFormat.of().formatHex(raw));
    }
  }

  static String phrase(Mnemonic mnemonic) {
    return mnemonic.usePhrase(String::new);
  }

  static Mnemonic mnemonic(String phrase) throws ProblemException {
    return Mnemonic.parse(phrase.toCharArray(), NearWords.NOBODY, ACCESS);
  }

  static Passphrase passphrase(String text) {
    return Passphrase.takeAsTyped(text.toCharArray());
  }

  static void assertProblem(KeyProblem expected, ThrowingCallable call) {
    Assertions.assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> Assertions.assertThat(e.problem().code()).isEqualTo(expected));
  }
}
