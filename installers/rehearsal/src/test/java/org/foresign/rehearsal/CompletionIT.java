package org.foresign.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.foresign.testkit.Skips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The completion script of {@code ./foresign completion}, asked by a real bash. */
class CompletionIT {
  private static final String ASK =
      """
      . "$0"
      compopt() { :; }
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
      _foresign
      echo "${COMPREPLY[*]}"
      """;

  @TempDir Path folder;

  @Test
  void completesTheLauncherAndBothPrograms() throws Exception {
    Path launcher = Launched.launcherOrSkip();
    Skips.unless(Files.isExecutable(Path.of("/bin/bash")), "bash is not here");
    Launched script = Launched.run(folder, Map.of(), List.of(launcher.toString(), "completion"));
    assertThat(script.exitCode()).as(script.err()).isZero();
    Path file = Files.writeString(folder.resolve("foresign.completion"), script.out());

    assertThat(complete(file, "./foresign", "v")).isEqualTo("vault");
    assertThat(complete(file, "./foresign", "vault", "account", ""))
        .isEqualTo("new import list card");
    assertThat(complete(file, "./foresign", "desk", "batch", "ex")).isEqualTo("export");
    assertThat(complete(file, "./foresign", "practice", "--head")).isEqualTo("--headless");
  }

  private String complete(Path script, String... words) {
    List<String> command = new ArrayList<>(List.of("/bin/bash", "-c", ASK, script.toString()));
    command.addAll(List.of(words));
    Launched run = Launched.run(folder, Map.of(), command);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out().strip();
  }
}
