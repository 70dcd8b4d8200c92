package org.foresign.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.foresign.testkit.Skips;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WritersTest {
  @TempDir private Path folder;

  @BeforeEach
  void onLinux() {
    Skips.unlessLinux();
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 0755, 1000, false",
    "0, 0755, 1000, false",
    "0, 0700, 0, false",
    "1001, 0700, 1000, true",
    "1001, 0500, 0, true",
    "1000, 0775, 1000, true",
    "0, 0757, 1000, true",
  })
  void onlyTheUserAndRootAreTrusted(int owner, String mode, int user, boolean others) {
    assertThat(Writers.includeOthers(owner, Integer.parseInt(mode, 8), user)).isEqualTo(others);
  }

  @Test
  void whatThisProcessMakesIsItsOwn() throws Exception {
    Path made = Files.createFile(folder.resolve("made"));
    assertThat(Files.getAttribute(made, "unix:uid")).isEqualTo(Writers.ownUser());
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(Writers.includeOthers(made)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw--w----", "rw-----w-"})
  void aModeThatLetsOthersWriteIsSeen(String mode) throws Exception {
    Path made = Files.createFile(folder.resolve("made"));
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(mode));
    assertThat(Writers.includeOthers(made)).isTrue();
  }

  @Test
  void aFileOfAnotherUserIsSeen() throws Exception {
    Skips.unlessRoot();
    Path made = Files.createFile(folder.resolve("made"));
    Files.setAttribute(made, "unix:uid", 12_345);
    assertThat(Writers.includeOthers(made)).isTrue();
  }
}
