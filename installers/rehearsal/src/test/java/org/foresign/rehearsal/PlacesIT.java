package org.foresign.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.foresign.testkit.ReadOnlyFolder;
import org.foresign.testkit.SharedData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The built programs, started by the launcher from places where people really keep things. */
class PlacesIT {
  @TempDir Path folder;
  private Path root;
  private Path passphrase;
  private final Map<String, String> environment = new HashMap<>();

  /** A built checkout as a copy: launcher, class path and module list, all in one folder. */
  @BeforeEach
  void layOut() throws IOException {
    Path original = Launched.launcherOrSkip().getParent();
    root = Files.createDirectories(folder.resolve("Größe & Tresor/foresign"));
    copy(original, "foresign");
    copy(original, "installers/vault-modules.txt");
    for (String app : List.of("app-online", "app-offline")) {
      String name = app.equals("app-online") ? "foresign-desk.jar" : "foresign-vault.jar";
      copy(original, app + "/target/" + name);
      String classPath =
          Files.readString(original.resolve(app + "/target/run-time.classpath")).strip();
      List<String> jars = new ArrayList<>();
      for (String jar : classPath.split(File.pathSeparator)) {
        // Nothing is run from the builder's own repository, which other users can't read.
        assertThat(Path.of(jar)).startsWith(original.resolve(app).resolve("target"));
        Path to = root.resolve("lib").resolve(Path.of(jar).getFileName().toString());
        Files.createDirectories(to.getParent());
        Files.copy(Path.of(jar), to, StandardCopyOption.REPLACE_EXISTING);
        jars.add(to.toString());
      }
      Files.writeString(
          root.resolve(app + "/target/run-time.classpath"), String.join(File.pathSeparator, jars));
    }
    passphrase = Files.writeString(folder.resolve("passphrase"), "practice, nothing of worth\n");
    environment.put("HOME", Files.createDirectory(folder.resolve("home")).toString());
  }

  private void copy(Path original, String file) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.copy(original.resolve(file), root.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
  }

  private Launched run(List<String> before, String... arguments) {
    List<String> command = new ArrayList<>(before);
    command.add(root.resolve("foresign").toString());
    command.addAll(List.of(arguments));
    return Launched.run(folder, environment, command);
  }

  private void makesBoth(List<String> before) {
    for (String program : List.of("vault", "desk")) {
      Launched made =
          run(
              before,
              program,
              "create",
              "--practice",
              "--home",
              folder.resolve("Häuser").resolve(program).toString(),
              "--passphrase-file",
              passphrase.toString());
      assertThat(made.exitCode()).as(made.out() + made.err()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"LC_ALL, C", "LC_ALL, C.UTF-8", "LANG, tlh_QO.UTF-8"})
  void bothProgramsRunFromAPathWithUmlautsAndBlanksInEveryLocale(String variable, String value) {
    environment.put(variable, value);
    makesBoth(List.of());
    assertThat(folder.resolve("Häuser/vault")).isNotEmptyDirectory();
  }

  @Test
  void bothProgramsRunFromAFolderThatNobodyCanWrite() {
    makesBoth(ReadOnlyFolder.commandPrefixOrSkip(root));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vault", "desk"})
  void whatHasNoNamedHomeIsMadeInTheHomeThatIsSet(String program) {
    Launched made =
        run(List.of(), program, "create", "--practice", "--passphrase-file", passphrase.toString());

    assertThat(made.exitCode()).as(made.out() + made.err()).isZero();
    assertThat(folder.resolve("home/.foresign").resolve(program)).isNotEmptyDirectory();
  }

  @Test
  void practiceLeavesNothingInTheUsersHome() {
    Launched told =
        Launched.run(
            folder,
            environment,
            List.of(
                SharedData.projectRoot().resolve("foresign").toString(),
                "practice",
                "--headless",
                "--nonces",
                "6",
                "--tiers",
                "1"));

    assertThat(told.exitCode()).as(told.out() + told.err()).isZero();
    assertThat(told.out() + told.err()).contains("Everything was deleted");
    assertThat(folder.resolve("home")).isEmptyDirectory();
  }
}
