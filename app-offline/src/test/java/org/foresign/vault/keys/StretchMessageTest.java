package org.foresign.vault.keys;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.foresign.crypto.Argon2Parameters;
import org.foresign.testkit.Mutator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StretchMessageTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 32})
  void damagedQuestionsAreReadOrRefusedAsCutOffOrOutsideTheLimits(int keyFile) throws Exception {
    Mutator.of(
            question(keyFile), StretchMessageTest::read, question -> new byte[0], IOException.class)
        .assertOnlyDeclared();
  }

  /**
   * The pipe ends after a question; a stream that goes on is refused here, as length is not its.
   */
  private static StretchMessage.Question read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    StretchMessage.Question question = StretchMessage.read(in);
    if (in.read() >= 0) {
      throw new IOException("more follows");
    }
    return question;
  }

  private static byte[] question(int keyFile) throws IOException {
    byte[] passphrase = new byte[20];
    Arrays.fill(passphrase, (byte) 'a');
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StretchMessage.write(
        new DataOutputStream(out),
        new StretchMessage.Question(
            passphrase, new byte[keyFile], new byte[16], new Argon2Parameters(65_536, 3, 1)));
    return out.toByteArray();
  }
}
