package org.foresign.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Skips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedFileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 200_000})
  void readsAWholeFile(int size) throws Exception {
    byte[] content = new byte[size];
    for (int i = 0; i < size; i++) {
      content[i] = (byte) (i * 31);
    }
    Path file = Files.write(folder.resolve("file"), content);
    assertThat(NamedFile.read(file, 200_000)).isEqualTo(content);
    assertThat(NamedFile.read(file, Math.max(size, 1))).isEqualTo(content);
  }

  @Test
  void refusesWhatIsLargerOrNotThere() throws Exception {
    Path file = Files.write(folder.resolve("file"), new byte[100_001]);
    assertThat(refusal(file, 100_000)).isEqualTo(FileProblem.FILE_TOO_LONG);
    assertThat(refusal(folder.resolve("none"), 9)).isEqualTo(FileProblem.FILE_NOT_THERE);
    assertThat(refusal(file.resolve("inside"), 9)).isEqualTo(FileProblem.FILE_NOT_THERE);
    assertThat(refusal(folder, 9)).isEqualTo(FileProblem.FILE_IS_FOLDER);
  }

  @Test
  @Timeout(20)
  void refusesLinksPipesAndDevices() throws Exception {
    Skips.unlessLinux();
    Path file = Files.write(folder.resolve("file"), new byte[3]);
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    Path broken = Files.createSymbolicLink(folder.resolve("broken"), folder.resolve("none"));
    assertThat(refusal(link, 9)).isEqualTo(FileProblem.FILE_IS_LINK);
    assertThat(refusal(broken, 9)).isEqualTo(FileProblem.FILE_IS_LINK);
    assertThat(refusal(pipe(), 9)).isEqualTo(FileProblem.FILE_NOT_PLAIN);
    assertThat(refusal(Path.of("/dev/zero"), 9)).isEqualTo(FileProblem.FILE_NOT_PLAIN);
  }

  private Path pipe() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe");
    Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assertThat(made.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(made.exitValue()).isZero();
    return pipe;
  }

  private static Object refusal(Path file, int maxBytes) {
    ProblemException problem =
        catchThrowableOfType(ProblemException.class, () -> NamedFile.read(file, maxBytes));
    return problem.problem().code();
  }
}
