package org.foresign.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Homes with the cost of real ones, made and opened by the launcher with the heap it gives. */
class RealHomesIT {
  @TempDir Path folder;
  private Path launcher;
  private Path passphrase;

  @BeforeEach
  void layOut() throws IOException {
    launcher = Launched.launcherOrSkip();
    passphrase = Files.writeString(folder.resolve("passphrase"), "six words of nothing of worth\n");
  }

  private Launched run(String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString(), program));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "--home",
            folder.resolve(program).toString(),
            "--passphrase-file",
            passphrase.toString(),
            "--json"));
    return Launched.run(folder, Map.of("HOME", folder.toString()), command);
  }

  private static JsonNode fine(Launched run) {
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    return JsonMapper.shared().readTree(run.lastLine());
  }

  @Test
  void aRealDeskIsMadeOpenedAndNotMadeTwice() {
    JsonNode made = fine(run("desk", "create"));
    assertThat(made.path("practice").asBoolean()).isFalse();

    fine(run("desk", "status"));
    Launched again = run("desk", "create");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.out()).contains("desk-home-exists");
  }

  /** A real vault wants a terminal; what its passphrase costs is the same for this one. */
  @Test
  void aVaultWithTheCostOfARealOneIsMadeAndOpened() {
    fine(run("vault", "create", "--practice", "--kdf-memory", "256"));
    assertThat(fine(run("vault", "unlock", "check")).path("ok").asBoolean()).isTrue();
  }
}
