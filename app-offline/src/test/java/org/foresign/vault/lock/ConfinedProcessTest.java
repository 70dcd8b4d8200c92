package org.foresign.vault.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.foresign.testkit.Skips;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a locked process can still do with files and other processes, and an open one can. */
class ConfinedProcessTest {
  private static final List<String> NEEDED =
      List.of("read-named", "list-named", "write-named", "remove-named", "random");

  private static final List<String> CLOSED =
      List.of(
          "write-to-read",
          "make-folder",
          "make-link",
          "read-other",
          "list-other",
          "write-other",
          "append-other",
          "temporary-file",
          "set-mode",
          "set-time",
          "start-program",
          "start-by-loader",
          "program-in-memory",
          "parent-memory",
          "parent-files",
          "tcp");

  private static final long EPERM = 1;
  private static final long EACCES = 13;

  @TempDir Path folder;
  private ServerSocket server;
  private LinuxKernel kernel;
  private long local = -1;

  @BeforeEach
  void layOut() throws IOException {
    assumeTrue(Cpu.ofLinux().isPresent(), "the locks need Linux on x86_64 or aarch64");
    kernel = new LinuxKernel(Cpu.ofLinux().orElseThrow());
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    for (String name : List.of("read", "written", "empty", "other")) {
      Files.createDirectory(folder.resolve(name));
    }
    Files.writeString(folder.resolve("read/in"), "x");
    Files.writeString(folder.resolve("other/secret"), "x");
    local = kernel.call(LinuxCall.SOCKET, 1, 1, 0);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = ConfinedProbe.address(arena, "foresign-probe-" + server.getLocalPort());
      assertThat(kernel.call(LinuxCall.BIND, local, name.address(), name.byteSize())).isZero();
      assertThat(kernel.call(LinuxCall.LISTEN, local, 50)).isZero();
    }
  }

  @AfterEach
  void end() throws IOException {
    if (local >= 0) {
      kernel.call(LinuxCall.CLOSE, local);
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void everyAttemptWorksInAnOpenProcess() throws Exception {
    Map<String, String> results = probe("open");

    for (List<String> names : List.of(NEEDED, CLOSED, List.of("by-finalizer"))) {
      names.forEach(name -> assertThat(results.get(name)).as(name).isEqualTo("done"));
    }
    assertThat(results.get("signal-parent")).isEqualTo("0");
    assertThat(results.get("abstract-socket")).isEqualTo("0");
  }

  @Test
  void aLockedProcessReachesOnlyWhatItsCommandNames() throws Exception {
    requireVersion(1);
    Map<String, String> results = probe("confined");

    assertThat(results.get("lock.files")).startsWith("enforced Landlock ");
    NEEDED.forEach(name -> assertThat(results.get(name)).as(name).isEqualTo("done"));
    CLOSED.forEach(name -> assertThat(results.get(name)).as(name).startsWith("refused"));
    // Not every file system has attributes of users; where it does not, the answer is another.
    assertThat(results.get("set-attribute")).isEqualTo("refused -" + EACCES);
    // The filter refuses it first.
    assertThat(results.get("signal-parent")).isEqualTo("-" + EACCES);
    try (var made = Files.list(folder.resolve("written"))) {
      assertThat(made).isEmpty();
    }
    assertThat(folder.resolve("other/secret")).hasContent("x");
  }

  @Test
  void threadsThatWereThereBeforeTheProgramAreClosedToo() throws Exception {
    requireVersion(1);

    assertThat(probe("confined").get("by-finalizer")).contains("AccessDenied");
    // Without the second start the thread goes on as before.
    Map<String, String> thread = probe("thread");
    assertThat(thread.get("by-finalizer")).isEqualTo("done");
    assertThat(thread.get("tried")).startsWith("red not refused: other threads");
    assertThat(folder.resolve("other/late")).exists();
  }

  @Test
  void withoutTheFilterLandlockAloneRefusesPortsAbstractSocketsAndSignals() throws Exception {
    requireVersion(6);
    Map<String, String> results = probe("thread");

    assertThat(results.get("restricted")).isEqualTo("0");
    assertThat(results.get("tcp")).contains("Permission denied");
    assertThat(results.get("abstract-socket")).isEqualTo("-" + EPERM);
    assertThat(results.get("signal-parent")).isEqualTo("-" + EPERM);
    // These the filter has to refuse: what lies in memory is in no folder, and attributes are not
    // opened. (Whether Java's own way to start programs gets as far as the loader depends on it.)
    for (String name : List.of("program-in-memory", "set-mode", "set-time")) {
      assertThat(results.get(name)).as(name).isEqualTo("done");
    }
  }

  @Test
  void withoutTheSecondStartTheLockOnFilesIsRed() throws Exception {
    requireVersion(1);
    LockFinding finding = new Confinement(kernel).tryOut();

    assertThat(finding.kind()).isEqualTo(LockKind.FILES);
    assertThat(finding.state()).isEqualTo(LockState.RED);
    assertThat(finding.detail()).contains("listing /", "writing to /dev/zero");
  }

  private void requireVersion(int least) {
    Skips.unless(
        new Landlock(kernel).abi() >= least, "this kernel has no Landlock of version " + least);
  }

  private Map<String, String> probe(String mode) throws Exception {
    CommandRun run =
        CommandRun.run(
            CommandRun.javaCommand(
                CommandRun.vaultFlags(),
                ConfinedProbe.class.getName(),
                mode,
                folder.toString(),
                Integer.toString(server.getLocalPort())));
    assertThat(run.exitCode()).as(run.output()).isZero();
    return run.results();
  }
}
