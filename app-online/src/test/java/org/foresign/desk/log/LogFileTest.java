package org.foresign.desk.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  private static final int LIMIT = 1_000;

  @TempDir private Path folder;

  @Test
  void isNeverLargerThanTwoFiles() throws IOException {
    LogFile log = new LogFile(folder, LIMIT);
    for (int i = 0; i < 500; i++) {
      log.append("line " + i);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(LogFile.NAME, LogFile.OLDER);
    }
    assertThat(Files.size(folder.resolve(LogFile.NAME))).isLessThanOrEqualTo(LIMIT);
    assertThat(Files.size(folder.resolve(LogFile.OLDER))).isBetween(LIMIT / 2L, (long) LIMIT);
    assertThat(Files.readAllLines(folder.resolve(LogFile.NAME))).last().isEqualTo("line 499");
    assertThat(Files.readAllLines(folder.resolve(LogFile.OLDER))).doesNotContain("line 0");
  }

  @Test
  void goesOnWhereTheLastProcessEnded() throws IOException {
    new LogFile(folder, LIMIT).append("first");
    new LogFile(folder, LIMIT).append("second");
    assertThat(folder.resolve(LogFile.NAME)).hasContent("first\nsecond\n");
  }

  @Test
  void isReadByItsOwnerOnly() throws IOException {
    new LogFile(folder, LIMIT).append("first");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("desk.log"))))
        .isEqualTo("rw-------");
  }

  @Test
  void followsNoLink() throws IOException {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "");
    Files.createSymbolicLink(folder.resolve(LogFile.NAME), elsewhere);
    assertThatThrownBy(() -> new LogFile(folder, LIMIT).append("first"))
        .isInstanceOf(IOException.class);
    assertThat(elsewhere).isEmptyFile();
  }
}
