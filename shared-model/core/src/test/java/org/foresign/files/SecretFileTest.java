package org.foresign.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.Passphrase;
import org.foresign.secret.SecretAccess;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
  private static final SecretAccess ACCESS = SecretAccess.grant();

  @TempDir private Path folder;

  private Path file(byte... content) throws Exception {
    return Files.write(folder.resolve("secret"), content);
  }

  private Path file(String content, Charset charset) throws Exception {
    return file(content.getBytes(charset));
  }

  private static String firstLine(Path file) throws ProblemException {
    try (Passphrase line = SecretFile.firstLine(file)) {
      return line.useChars(ACCESS, chars -> new String(chars));
    }
  }

  @Test
  void theFirstLineIsTakenHoweverItEndsAndWhateverWroteIt() throws Exception {
    for (String end : new String[] {"", "\n", "\r\n", "\r", "\nsecond line\n"}) {
      assertThat(firstLine(file("p\u00e4ss" + end, StandardCharsets.UTF_8))).isEqualTo("p\u00e4ss");
      // As a simple editor of another system saves it.
      assertThat(firstLine(file("\ufeffp\u00e4ss" + end, StandardCharsets.UTF_8)))
          .isEqualTo("p\u00e4ss");
      assertThat(firstLine(file("\ufeffp\u00e4ss" + end, StandardCharsets.UTF_16LE)))
          .isEqualTo("p\u00e4ss");
    }
    assertThat(firstLine(file("", StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void a25thWordKeepsItsForm() throws Exception {
    Path file = file("a\u0308\n", StandardCharsets.UTF_8);
    try (Passphrase typed = SecretFile.firstLineAsTyped(file)) {
      assertThat(typed.utf8Size()).isEqualTo(3);
    }
    assertThat(firstLine(file)).isEqualTo("\u00e4");
  }

  @Test
  void nothingIsCutOffToFit() throws Exception {
    assertThat(firstLine(file("a".repeat(1_024) + "\n", StandardCharsets.UTF_8))).hasSize(1_024);
    assertProblem(
        () -> firstLine(file("a".repeat(1_025), StandardCharsets.UTF_8)),
        FileProblem.FILE_TOO_LONG);
    assertProblem(
        () -> firstLine(file("a\n" + "b".repeat(4_096), StandardCharsets.UTF_8)),
        FileProblem.FILE_TOO_LONG);
  }

  @Test
  void whatIsNoTextIsRefused() throws Exception {
    for (byte[] bad :
        Map.of(
                "latin", "p\u00e4ss".getBytes(StandardCharsets.ISO_8859_1),
                "half a pair", new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) 0xd8},
                "odd", new byte[] {(byte) 0xff, (byte) 0xfe, 0})
            .values()) {
      assertProblem(() -> firstLine(file(bad)), FileProblem.FILE_NOT_TEXT);
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void onlyAPlainFileIsRead() throws Exception {
    assertProblem(() -> firstLine(Path.of("/dev/zero")), FileProblem.FILE_NOT_PLAIN);
    assertProblem(() -> firstLine(folder), FileProblem.FILE_IS_FOLDER);
    assertProblem(() -> firstLine(folder.resolve("none")), FileProblem.FILE_NOT_THERE);
    Path link =
        Files.createSymbolicLink(
            folder.resolve("link"), file("secret word", StandardCharsets.UTF_8));
    assertProblem(() -> firstLine(link), FileProblem.FILE_IS_LINK);
    // Last, because no time limit ends a wait for the other end of a pipe.
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertProblem(() -> firstLine(pipe), FileProblem.FILE_NOT_PLAIN);
  }

  @Test
  void anyBytesAreTextOrRefused() {
    Seeds.check(
        300,
        random -> {
          Path file = file(Seeds.bytes(random, random.nextInt(80)));
          try {
            assertThat(SecretFile.text(file)).isNotNull();
            assertThat(firstLine(file)).isNotNull();
          } catch (ProblemException e) {
            assertThat(e.problem().code()).isEqualTo(FileProblem.FILE_NOT_TEXT);
          }
        });
  }

  private static void assertProblem(ThrowingCallable call, FileProblem code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }
}
