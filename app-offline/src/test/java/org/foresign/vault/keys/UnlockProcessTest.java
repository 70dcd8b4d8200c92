package org.foresign.vault.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import org.foresign.codec.Bytes;
import org.foresign.crypto.Argon2Parameters;
import org.foresign.crypto.Argon2id;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.slot.SlotProblem;
import org.foresign.secret.Passphrase;
import org.foresign.secret.SecretAccess;
import org.foresign.testkit.Skips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnlockProcessTest {
  private static final SecretAccess ACCESS = SecretAccess.grant();
  private static final Bytes SALT = Bytes.parseHex("00112233445566778899aabbccddeeff");

  @TempDir Path folder;

  private final UnlockProcess process =
      new UnlockProcess(
          Path.of(System.getProperty("java.home")), System.getProperty("java.class.path"), ACCESS);

  @Test
  void aChildProcessStretchesAsThisOneWould() throws Exception {
    String words = "six words that nobody would guess, ü";
    byte[] here =
        Argon2id.derive(
            words.getBytes(StandardCharsets.UTF_8),
            SALT.toArray(),
            new byte[0],
            Argon2Parameters.MINIMUM,
            32);
    try (Passphrase passphrase = Passphrase.take(words.toCharArray());
        PassphraseStretcher.Stretched there =
            process.stretch(passphrase, SALT, Argon2Parameters.MINIMUM)) {
      assertThat(there.key().<byte[], RuntimeException>use(ACCESS, byte[]::clone)).isEqualTo(here);
      assertThat(there.millis()).isPositive();
    }
  }

  @Test
  void aProcessThatDoesNotStartIsAProblem() {
    UnlockProcess broken = new UnlockProcess(Path.of("/nowhere"), "", ACCESS);
    assertThatThrownBy(() ->
            broken.stretch(Passphrase.take("abc".toCharArray()), SALT, Argon2Parameters.MINIMUM))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(SlotProblem.SLOT_UNLOCK_FAILED));
  }

  @Test
  void aProcessThatDiesIsAProblem() {
    UnlockProcess dying =
        new UnlockProcess(Path.of(System.getProperty("java.home")), "/nowhere", ACCESS);
    assertThatThrownBy(() ->
            dying.stretch(Passphrase.take("abc".toCharArray()), SALT, Argon2Parameters.MINIMUM))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(SlotProblem.SLOT_UNLOCK_FAILED));
  }

  @Test
  void aProcessThatNeverAnswersIsEndedAndIsAProblem() throws Exception {
    Skips.unlessLinux();
    Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nexec sleep 30\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    UnlockProcess silent = new UnlockProcess(folder, "", ACCESS, Duration.ofSeconds(1));

    assertThatThrownBy(() ->
            silent.stretch(Passphrase.take("abc".toCharArray()), SALT, Argon2Parameters.MINIMUM))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(SlotProblem.SLOT_UNLOCK_FAILED);
              assertThat(e.problem().details()).containsExactly("no answer within 1 s");
            });
  }

  @Test
  void questionsThatAreCutOffOrTooCostlyAreRefused() throws Exception {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    StretchMessage.write(
        new DataOutputStream(written),
        new StretchMessage.Question(
            new byte[] {1, 2}, new byte[0], SALT.toArray(), Argon2Parameters.MINIMUM));
    byte[] good = written.toByteArray();
    for (int length = 0; length < good.length; length++) {
      assertThat(answer(Arrays.copyOf(good, length)))
          .as("cut at %d", length)
          .isEqualTo(StretchMessage.REFUSED);
    }
    byte[] costly = good.clone();
    costly[1] = 0x7f;
    assertThat(answer(costly)).isEqualTo(StretchMessage.REFUSED);
    byte[] otherVersion = good.clone();
    otherVersion[0] = 2;
    assertThat(answer(otherVersion)).isEqualTo(StretchMessage.REFUSED);
  }

  private static int answer(byte[] question) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    UnlockMain.answer(
        new DataInputStream(new ByteArrayInputStream(question)), new DataOutputStream(out));
    return out.toByteArray()[0];
  }
}
