package org.foresign.vault.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunTimeCheckTest {
  private static final List<String> GOOD =
      List.of(
          "--limit-modules",
          "java.base",
          "-XX:+DisableAttachMechanism",
          "-XX:-HeapDumpOnOutOfMemoryError",
          "-XX:-CreateCoredumpOnCrash",
          "-cp",
          "a.jar",
          "Main",
          "sign");

  @Test
  void theLaunchersFlagsAreEnough() {
    assertThat(flags(GOOD).state()).isEqualTo(LockState.ENFORCED);
  }

  /** Every option of both launchers, as they are written there. */
  @ParameterizedTest
  @ValueSource(strings = {"foresign", "foresign.cmd"})
  void whatTheLauncherGivesTheVaultIsAllowed(String launcher) throws Exception {
    Path file = Path.of(System.getProperty("foresign.root"), launcher);
    String text = Files.readString(file);
    int end = text.indexOf("org.foresign.vault.app.VaultMain");
    int start = Math.max(text.lastIndexOf("bin/java\"", end), text.lastIndexOf("java.exe\"", end));
    List<String> arguments = new ArrayList<>();
    String options = text.substring(text.indexOf('"', start) + 1, end);
    for (String word : options.replace("\\\n", " ").strip().split("\\s+", -1)) {
      String bare = word.replaceFirst("^\\$\\{user_home:\\+", "").replace("\"", "");
      arguments.add(bare);
    }
    assertThat(arguments).contains("--limit-modules", "-cp", "-XX:-UsePerfData");
    arguments.add("org.foresign.vault.app.VaultMain");

    assertThat(flags(arguments).detail()).isEqualTo("attach and dumps are off");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:-DisableAttachMechanism",
        "-XX:+HeapDumpOnOutOfMemoryError",
        "-XX:+CreateCoredumpOnCrash",
        "-javaagent:a.jar",
        "-agentlib:jdwp=transport=dt_socket",
        "-agentpath:/a.so",
        "-Xrunjdwp",
        "-XX:Flags=a",
        "-XX:VMOptionsFile=a",
        "-Dcom.sun.management.jmxremote",
        "-Xbootclasspath/a:a.jar",
        "-XX:OnError=sh",
        "-XX:OnOutOfMemoryError=sh",
        "-XX:+HeapDumpBeforeFullGC",
        "-XX:+HeapDumpAfterFullGC",
        "-XX:+ManagementServer",
        "-XX:StartFlightRecording",
        "-XX:SharedArchiveFile=a",
        "-XX:AOTCache=a",
        "-Djava.system.class.loader=A",
        "--patch-module=java.base=a",
        "--add-modules=ALL-SYSTEM",
        "@options",
        "-Djava.security.properties=/a",
        "-Dsun.boot.library.path=/a",
        "-Djava.library.path=/a",
        "-Djava.home=/a",
        "-Djdk.lang.Process.launchMechanism=VFORK",
        "-Xlog:all:file=a",
        "-Xlog:all",
        "-Xshare:dump",
        "-XX:ErrorFile=a",
        "-XX:CompileCommandFile=a",
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:-UseSerialGC",
        "-Xmx160m -Xdebug",
        "-DXforesign.root=a",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--enable-native-access=java.base",
        "--module-path=a",
        "-classpath",
        "-showversion",
        "-",
        "-jar"
      })
  void oneForeignFlagIsARedLock(String flag) {
    List<String> arguments = new ArrayList<>(GOOD);
    arguments.add(GOOD.indexOf("-cp"), flag);
    assertThat(flags(arguments).state()).isEqualTo(LockState.RED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+DisableAttachMechanism",
        "-XX:-HeapDumpOnOutOfMemoryError",
        "-XX:-CreateCoredumpOnCrash"
      })
  void oneMissingFlagIsARedLock(String flag) {
    List<String> arguments = new ArrayList<>(GOOD);
    arguments.remove(flag);
    assertThat(flags(arguments).detail()).isEqualTo(flag + " is missing");
  }

  @Test
  void argumentsOfTheProgramAreNotFlags() {
    List<String> arguments = new ArrayList<>(GOOD);
    arguments.remove("-XX:+DisableAttachMechanism");
    arguments.add("-XX:+DisableAttachMechanism");
    assertThat(flags(arguments).state()).isEqualTo(LockState.RED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "JAVA_TOOL_OPTIONS",
        "_JAVA_OPTIONS",
        "JDK_JAVA_OPTIONS",
        "CLASSPATH",
        "LD_PRELOAD",
        "LD_AUDIT",
        "LD_LIBRARY_PATH",
        "GCONV_PATH",
        "DYLD_INSERT_LIBRARIES",
        "DYLD_LIBRARY_PATH"
      })
  void whatTheEnvironmentAddsIsARedLock(String variable) {
    assertThat(RunTimeCheck.flags(GOOD, Map.of(variable, ""), true).detail())
        .isEqualTo(variable + " is set");
    assertThat(RunTimeCheck.flags(List.of(), Map.of(variable, ""), false).state())
        .isEqualTo(LockState.RED);
  }

  @Test
  void onlyTheRunTimesOwnFoldersMayBeTheLibraryPath() {
    String home = System.getProperty("java.home");
    String own = home + "/lib/server:" + home + "/lib:" + home + "/../lib";
    assertThat(withLibraryPath(own).state()).isEqualTo(LockState.ENFORCED);
    assertThat(withLibraryPath(own + ":/tmp").state()).isEqualTo(LockState.RED);
    assertThat(withLibraryPath(own + ":").state()).isEqualTo(LockState.RED);
  }

  private static LockFinding withLibraryPath(String path) {
    return RunTimeCheck.flags(GOOD, Map.of("LD_LIBRARY_PATH", path), true);
  }

  @Test
  void theValueOfAnOptionEndsNoOptions() {
    List<String> arguments = new ArrayList<>(GOOD);
    arguments.addAll(GOOD.indexOf("-cp"), List.of("-cp", "b.jar", "-javaagent:a.jar"));
    assertThat(flags(arguments).detail()).isEqualTo("-javaagent:a.jar is given");
  }

  @Test
  void aSystemThatDoesNotTellIsNotCalledEnforced() {
    assertThat(RunTimeCheck.flags(List.of(), Map.of(), false).state())
        .isEqualTo(LockState.NOT_ENFORCED_BY_SYSTEM);
  }

  @Test
  void anUnreadableCommandLineIsARedLockWhereTheSystemTells() {
    assertThat(flags(List.of()).state()).isEqualTo(LockState.RED);
  }

  @Test
  void aModuleBeyondTheListIsARedLock() {
    assertThat(RunTimeCheck.modules(Set.of("java.base", "java.rmi"), Set.of("java.base")).detail())
        .isEqualTo("not on the allow-list: java.rmi");
    assertThat(RunTimeCheck.modules(Set.of("java.base"), Set.of("java.base", "java.sql")).state())
        .isEqualTo(LockState.ENFORCED);
  }

  private static LockFinding flags(List<String> arguments) {
    return RunTimeCheck.flags(arguments, Map.of(), true);
  }

  @Test
  void splitsACommandLineAtItsZeroBytes() {
    byte[] line = "java\0-Dempty=\0\0last\0".getBytes(StandardCharsets.UTF_8);

    assertThat(RunTimeCheck.parseCommandLine(line)).containsExactly("-Dempty=", "", "last");
    assertThat(RunTimeCheck.parseCommandLine(new byte[0])).isEmpty();
  }
}
