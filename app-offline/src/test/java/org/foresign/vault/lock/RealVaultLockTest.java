package org.foresign.vault.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.foresign.testkit.EmptyNetwork;
import org.foresign.testkit.Skips;
import org.foresign.vault.app.VaultMain;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The vault's own entry point, started as the launcher starts it. */
class RealVaultLockTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void withoutANetworkARealVaultMaySign() throws Exception {
    List<String> command = new ArrayList<>(EmptyNetwork.commandPrefixOrSkip());
    command.addAll(lockStatus(CommandRun.vaultFlags()));

    CommandRun run = CommandRun.run(command);

    assertThat(run.exitCode()).as(run.output()).isZero();
    JsonNode report = JSON.readTree(run.output());
    assertThat(report.get("signs").asBoolean()).isTrue();
    // Not everywhere is there Yama, and Landlock; root and the maker of a user namespace read all.
    Set<String> dependOnTheMachine = Set.of("debuggers", "not-dumpable", "files");
    for (JsonNode lock : report.get("locks")) {
      assertThat(lock.get("state").asString())
          .as(lock.toString())
          .isIn(
              dependOnTheMachine.contains(lock.get("lock").asString())
                  ? List.of("enforced", "not-enforced-by-system")
                  : List.of("enforced"));
    }
  }

  @Test
  void filesAreClosedToTheVaultWhereTheKernelCan() throws Exception {
    Skips.unlessLinux();
    Skips.unless(
        new Landlock(new LinuxKernel(Cpu.ofLinux().orElseThrow())).abi() > 0,
        "this kernel has no Landlock");

    JsonNode report = JSON.readTree(CommandRun.run(lockStatus(CommandRun.vaultFlags())).output());

    assertThat(state(report, "files")).isEqualTo("enforced");
  }

  /** The mark of the second start proves nothing: what holds is tried. */
  @Test
  void whoPretendsTheSecondStartGetsARedLock() throws Exception {
    Skips.unlessLinux();
    Skips.unless(
        new Landlock(new LinuxKernel(Cpu.ofLinux().orElseThrow())).abi() > 0,
        "this kernel has no Landlock");

    CommandRun run =
        CommandRun.run(lockStatus(CommandRun.vaultFlags()), Map.of("FORESIGN_INSIDE_LOCK", "1"));

    JsonNode report = JSON.readTree(run.output());
    assertThat(state(report, "files")).isEqualTo("red");
    assertThat(state(report, "system-calls")).isEqualTo("enforced");
    assertThat(report.get("signsForPractice").asBoolean()).isFalse();
  }

  @Test
  void withoutTheLaunchersFlagsNoVaultSigns() throws Exception {
    Skips.unlessLinux();

    CommandRun run = CommandRun.run(lockStatus(List.of("--enable-native-access=ALL-UNNAMED")));

    assertThat(run.exitCode()).isEqualTo(1);
    JsonNode report = JSON.readTree(run.output());
    assertThat(report.get("signsForPractice").asBoolean()).isFalse();
    assertThat(state(report, "modules")).isEqualTo("red");
    assertThat(state(report, "java-flags")).isEqualTo("red");
    assertThat(state(report, "system-calls")).isEqualTo("enforced");
  }

  @Test
  void aCommandLineLongerThanAPageHidesNoMissingFlag() throws Exception {
    Skips.unlessLinux();
    List<String> flags = new ArrayList<>(CommandRun.vaultFlags());
    flags.addAll(0, Collections.nCopies(2_000, "-XX:+UseSerialGC"));

    JsonNode whole = JSON.readTree(CommandRun.run(lockStatus(flags)).output());
    flags.remove(RunTimeCheck.NEEDED_FLAGS.getFirst());
    JsonNode lacking = JSON.readTree(CommandRun.run(lockStatus(flags)).output());

    assertThat(state(whole, "java-flags")).isEqualTo("enforced");
    assertThat(state(lacking, "java-flags")).isEqualTo("red");
    assertThat(lacking.get("signsForPractice").asBoolean()).isFalse();
  }

  @Test
  void aLibraryPutBeforeTheVaultsOwnIsARedLock() throws Exception {
    Skips.unlessLinux();
    Map<String, String> environment = Map.of("LD_LIBRARY_PATH", "/nowhere");

    CommandRun run = CommandRun.run(lockStatus(CommandRun.vaultFlags()), environment);

    JsonNode report = JSON.readTree(run.output());
    assertThat(state(report, "java-flags")).isEqualTo("red");
    assertThat(report.get("signsForPractice").asBoolean()).isFalse();
  }

  private static String state(JsonNode report, String lock) {
    for (JsonNode finding : report.get("locks")) {
      if (finding.get("lock").asString().equals(lock)) {
        return finding.get("state").asString();
      }
    }
    throw new AssertionError("no finding about " + lock);
  }

  private static List<String> lockStatus(List<String> flags) {
    return CommandRun.javaCommand(flags, VaultMain.class.getName(), "lock", "status", "--json");
  }
}
