package org.foresign.vault.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.foresign.testkit.Skips;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tries to get out of real locked processes; the same attempts work in an unlocked one. */
class LockedProcessTest {
  private static final List<String> NETWORK =
      List.of(
          "thread-from-before",
          "tcp",
          "tcp-channel",
          "udp",
          "listen",
          "dns",
          "url",
          "child-bash",
          "raw-socket-call");

  private static final List<String> SIDE_DOORS =
      List.of(
          "raw-io-uring",
          "raw-ptrace",
          "raw-process-vm-readv",
          "raw-pidfd-getfd",
          "raw-bpf",
          "raw-userfaultfd",
          "raw-keyctl",
          "raw-setns",
          "raw-shmget",
          "raw-mq-open",
          "raw-mount",
          "raw-fsopen",
          "raw-chroot",
          "raw-kill-parent",
          "raw-kill-group",
          "raw-tgkill-parent",
          "raw-pidfd-send-signal",
          "raw-own-a-descriptor",
          "raw-clone-namespace",
          "raw-limit-parent",
          "raw-setxattr",
          "raw-chmod",
          "raw-utimens");

  @TempDir Path folder;
  private ServerSocket server;
  private Thread answering;

  @BeforeEach
  void listenOnLoopback() throws IOException {
    assumeTrue(Cpu.ofLinux().isPresent(), "the system call lock needs Linux on x86_64 or aarch64");
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    answering = Thread.ofVirtual().start(this::answer);
  }

  @AfterEach
  void stopListening() throws Exception {
    if (server != null) {
      server.close();
      answering.join();
    }
  }

  @Test
  void everyAttemptWorksInAnUnlockedProcess() throws Exception {
    Map<String, String> results = probe("unlocked");

    for (String name : NETWORK) {
      assertThat(results.get(name)).as(name).startsWith("done");
    }
    assertThat(results.get("interfaces")).startsWith("done");
    assertThat(results.get("local-socket")).startsWith("done");
    assertThat(results.get("dumpable")).isNotEqualTo("0");
  }

  @Test
  void terminalVaultRefusesEverySocketOfItselfItsOldThreadsAndItsChildren() throws Exception {
    Map<String, String> results = probe("terminal");

    for (String name : NETWORK) {
      assertThat(results.get(name)).as(name).startsWith("refused");
    }
    assertThat(results.get("interfaces")).startsWith("refused");
    assertThat(results.get("local-socket")).startsWith("refused");
    assertThat(results.get("lock.system-calls")).startsWith("enforced");
    assertThat(results.get("lock.descriptors")).startsWith("enforced");
  }

  @ParameterizedTest
  @ValueSource(strings = {"python3", "curl"})
  void programsFromOutsideGetOutUnlockedAndNotLocked(String program) throws Exception {
    String attempt = "child-" + program;
    String unlocked = probe("unlocked").get(attempt);
    Skips.unless(!unlocked.equals("absent"), program + " is not installed");
    assertThat(unlocked).isEqualTo("done");

    assertThat(probe("terminal").get(attempt)).startsWith("refused");
    assertThat(probe("window").get(attempt)).startsWith("refused");
  }

  @Test
  void sideDoorsAreShut() throws Exception {
    Map<String, String> results = probe("terminal");

    Map<String, String> unlocked = probe("unlocked");
    for (String name : SIDE_DOORS) {
      assertThat(results.get(name)).as(name).isEqualTo("refused");
      assertThat(unlocked.get(name)).as(name).startsWith("done");
    }
    assertThat(results.get("child-unshares")).startsWith("refused");
    assertThat(results.get("child-signals-ours")).startsWith("refused");
    assertThat(unlocked.get("child-signals-ours")).isEqualTo("done");
    assertThat(results.get("raw-kill-itself")).isEqualTo("done 0");
    if (Cpu.ofLinux().orElseThrow() == Cpu.X86_64) {
      assertThat(results.get("raw-x32-getpid")).isEqualTo("refused");
      assertThat(results.get("raw-x32-socket")).isEqualTo("refused");
    }
    assertThat(results.get("dumpable")).isEqualTo("0");
  }

  @Test
  void tryingOutNamesEachRefusalThatDoesNotHold() throws Exception {
    String unlocked = probe("unlocked").get("tried");

    assertThat(unlocked).startsWith("red not refused: TCP, TCP over IPv6, UDP");
    for (LinuxCall call :
        FilterProgram.refused(Cpu.ofLinux().orElseThrow(), LockVariant.TERMINAL, true)) {
      assertThat(unlocked).contains(", " + call.name().toLowerCase(Locale.ROOT));
    }
    assertThat(unlocked)
        .contains("TIOCSTI", "TIOCLINUX", "TUNSETIFF", "F_SETOWN")
        .endsWith(", kill, tgkill, prlimit64, clone, clone3");
    assertThat(probe("terminal").get("tried"))
        .startsWith("enforced tried and refused: sockets of TCP,")
        .endsWith("; 117 other calls and controls");
    assertThat(probe("window").get("tried")).startsWith("enforced");
  }

  @Test
  void windowVaultMayOpenLocalSocketsOnly() throws Exception {
    Map<String, String> results = probe("window");

    for (String name : NETWORK) {
      assertThat(results.get(name)).as(name).startsWith("refused");
    }
    assertThat(results.get("local-socket")).startsWith("done");
    assertThat(results.get("raw-io-uring")).isEqualTo("refused");
  }

  @Test
  void helperProcessesStillStart() throws Exception {
    assertThat(probe("terminal").get("child-works")).isEqualTo("done");
  }

  @Test
  void anInheritedNetworkSocketIsARedLock() throws Exception {
    List<String> java = probeCommand("terminal");
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            "bash",
            "-c",
            "exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort() + "; exec \"$@\"",
            "bash"));
    command.addAll(java);

    Map<String, String> results = CommandRun.run(command).results();

    assertThat(results.get("lock.descriptors"))
        .startsWith("red descriptor 3 is a socket of family 2");
  }

  @Test
  void anInheritedWayIntoAProcessIsARedLock() throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("bash", "-c", "exec 3</proc/$$/mem; exec \"$@\"", "bash"));
    command.addAll(probeCommand("terminal"));

    Map<String, String> results = CommandRun.run(command).results();

    assertThat(results.get("lock.descriptors"))
        .isEqualTo("red descriptor 3 is the memory of a process");
  }

  @Test
  void aNetworkSocketOpenedBeforeTheLockIsARedLock() throws Exception {
    assertThat(probe("open-before").get("lock.descriptors")).startsWith("red");
  }

  @Test
  void anOpenLocalSocketIsNamedAndNoRedLock() throws Exception {
    assertThat(probe("local-before").get("lock.descriptors"))
        .startsWith("enforced only local sockets are open");
  }

  @Test
  void aHelperOfTheVaultIsLocked() throws Exception {
    List<String> helper = CommandRun.javaCommand(CommandRun.vaultFlags(), Helper.class.getName());
    List<String> arguments = new ArrayList<>(List.of(RunInLock.class.getName()));
    arguments.addAll(helper);

    CommandRun run =
        CommandRun.run(
            CommandRun.javaCommand(CommandRun.vaultFlags(), arguments.toArray(String[]::new)));

    assertThat(run.output().lines().toList()).containsExactly("socket -13", "exit 0");
  }

  /** What a helper does first, and what it finds. */
  public static final class Helper {
    private Helper() {}

    public static void main(String[] args) {
      LinuxKernel kernel = new LinuxKernel(Cpu.ofLinux().orElseThrow());
      System.out.println("socket " + kernel.call(LinuxCall.SOCKET, 2, 1, 0));
    }
  }

  /** A program of 32-bit calls, which would reach the kernel under other numbers. */
  @Test
  void aForeignArchitectureIsKilled() throws Exception {
    assumeTrue(Cpu.ofLinux().orElseThrow() == Cpu.X86_64, "32-bit calls exist on x86_64 only");
    Path program = folder.resolve("exit32");
    Files.write(program, exitBy32BitCall());
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    assumeTrue(
        CommandRun.run(List.of(program.toString())).exitCode() == 0,
        "this kernel or folder runs no 32-bit calls");

    List<String> flags = CommandRun.vaultFlags();
    CommandRun child =
        CommandRun.run(
            CommandRun.javaCommand(flags, RunInLock.class.getName(), program.toString()));

    int killedBySigsys = 128 + 31;
    assertThat(child.output().strip()).isEqualTo("exit " + killedBySigsys);
  }

  /** Locks itself and starts one program, whose exit code it prints. */
  public static final class RunInLock {
    private RunInLock() {}

    public static void main(String[] args) throws Exception {
      VaultLock.install(LockVariant.TERMINAL);
      System.out.println("exit " + new ProcessBuilder(args).inheritIO().start().waitFor());
    }
  }

  private Map<String, String> probe(String mode) throws Exception {
    CommandRun child = CommandRun.run(probeCommand(mode));
    assertThat(child.exitCode()).as(child.output()).isZero();
    return child.results();
  }

  private List<String> probeCommand(String mode) {
    return CommandRun.javaCommand(
        CommandRun.vaultFlags(),
        LockedProbe.class.getName(),
        mode,
        Integer.toString(server.getLocalPort()),
        folder.toString());
  }

  private void answer() {
    byte[] answer =
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);
    while (!server.isClosed()) {
      try (Socket client = server.accept();
          OutputStream out = client.getOutputStream()) {
        out.write(answer);
      } catch (IOException e) {
        // The client went away, or the test closed the server.
      }
    }
  }

  /** A static ELF file for x86_64 whose code is exit(0) by {@code int 0x80}, the 32-bit door. */
  private static byte[] exitBy32BitCall() {
    byte[] code = {(byte) 0xB8, 1, 0, 0, 0, 0x31, (byte) 0xDB, (byte) 0xCD, (byte) 0x80};
    long base = 0x400000;
    int headers = 64 + 56;
    ByteBuffer elf = ByteBuffer.allocate(headers + code.length).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7F, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    elf.putShort((short) 2).putShort((short) 62).putInt(1);
    elf.putLong(base + headers).putLong(64).putLong(0);
    elf.putInt(0).putShort((short) 64).putShort((short) 56).putShort((short) 1);
    elf.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    elf.putInt(1).putInt(5).putLong(0).putLong(base).putLong(base);
    elf.putLong(headers + code.length).putLong(headers + code.length).putLong(0x1000);
    return elf.put(code).array();
  }
}
