package org.foresign.practice.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Skips;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner of the vault against a launcher that says what each test wants. */
class VaultProcessTest {
  @TempDir Path root;
  private StoryFolders folders;
  private VaultProcess vault;

  @BeforeEach
  void layOut() throws ProblemException {
    Skips.unless(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
    folders = StoryFolders.make(null);
    vault = vault(false);
  }

  @AfterEach
  void clear() throws ProblemException {
    if (folders != null) {
      folders.close();
    }
  }

  private VaultProcess vault(boolean leavesNothing) {
    StoryPrinter printer = new StoryPrinter(new PrintWriter(new StringWriter()), false);
    return new VaultProcess(root, folders, printer, leavesNothing);
  }

  private void launcher(String script) throws IOException {
    Path file = Files.writeString(root.resolve("foresign"), "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Problem problem() {
    return catchThrowableOfType(ProblemException.class, () -> vault.run("tries", "status"))
        .problem();
  }

  @Test
  void readsTheObjectOnTheLastLine() throws Exception {
    launcher("echo progress; echo more >&2; echo '{\"ok\":true,\"rssMb\":7}'; echo");

    assertThat(vault.run("tries", "status").number("rssMb")).isEqualTo(7);
  }

  @Test
  void aVaultThatLeavesNothingHasItsUsersHomeInThePracticeFolder() throws Exception {
    launcher("printf '{\"ok\":true,\"said\":\"%s\"}\\n' \"$HOME\"");

    assertThat(vault(true).run("tries", "status").text("said"))
        .isEqualTo(folders.root().toString());
    assertThat(vault.run("tries", "status").text("said"))
        .isEqualTo(Objects.toString(System.getenv("HOME"), ""));
  }

  @Test
  void namesHomeAndPassphraseFileAndNeverBuilds() throws Exception {
    launcher("printf '{\"ok\":true,\"said\":\"%s|%s\"}\\n' \"$*\" \"$FORESIGN_NO_BUILD\"");

    assertThat(vault.run("tries", "pair", "show").text("said"))
        .isEqualTo(
            "vault pair show --home "
                + folders.vault()
                + " --passphrase-file "
                + folders.vaultPassphrase()
                + " --json|1");
  }

  @Test
  void passesTheVaultsOwnProblemOn() throws Exception {
    launcher(
        "echo '{\"ok\":false,\"problem\":{\"code\":\"sign-lock\",\"happened\":\"H.\",\"safe\":\"S.\","
            + "\"next\":\"N.\",\"details\":[\"d1\"]}}'; exit 1");

    Problem problem = problem();
    assertThat(problem.code().id()).isEqualTo("sign-lock");
    assertThat(problem.happened()).isEqualTo("H. (d1)");
    assertThat(problem.code().safe()).isEqualTo("S.");
    assertThat(problem.code().next()).isEqualTo("N.");
  }

  @Test
  void anAnswerCountsOnlyWithAnExitOfZero() throws Exception {
    launcher("echo '{\"ok\":true}'; exit 3");

    assertThat(problem().code()).isEqualTo(StoryProblem.STORY_VAULT_SILENT);
  }

  @Test
  void withoutAnAnswerItRepeatsWhatWasSaidOnTheErrorStream() throws Exception {
    launcher("printf 'it broke\\033[31m\\n' >&2; exit 3");

    assertThat(problem().code()).isEqualTo(StoryProblem.STORY_VAULT_SILENT);
    assertThat(problem().details()).containsExactly("it broke [31m");
  }

  @Test
  void saysSoWhenThereIsNoLauncher() {
    assertThat(problem().code()).isEqualTo(StoryProblem.STORY_VAULT_NOT_STARTED);
  }
}
