package org.foresign.vault.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.foresign.model.problem.Problem;
import org.foresign.testkit.Skips;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A process that keeps a secret, and another one of the same plain user that tries to read it:
 * through a descriptor of its memory opened before it shut itself, and afterwards.
 */
class OpenMemoryTest {
  private static final String SECRET = "f0e1d2c3b4a5968778695a4b3c2d1e0f";
  private static final long EPERM = 1;
  private static final int KCMP_VM = 1;
  private static final int PTRACE_SEIZE = 0x4206;

  private PlainUser user;
  private Talk attacker;

  @BeforeEach
  void startTheAttacker() throws Exception {
    assumeTrue(Cpu.ofLinux().isPresent(), "the locks need Linux on x86_64 or aarch64");
    user = PlainUser.orSkip(VaultLock.class, OpenMemoryTest.class, Problem.class);
    attacker = new Talk(user.command(List.of(), Attacker.class));
  }

  @AfterEach
  void end() throws Exception {
    if (attacker != null) {
      attacker.close();
    }
    if (user != null) {
      user.close();
    }
  }

  @Test
  void withoutTheSecondStartAnOldDescriptorReadsTheSecret() throws Exception {
    try (Talk holder = hold(List.of(), "once")) {
      assertThat(attacker.ask("open " + holder.line().split(" ")[1])).isEqualTo("opened");
      String[] secret = holder.ask("go").split(" ", 3);

      assertThat(attacker.ask("read " + secret[1])).isEqualTo(SECRET);
      assertThat(secret[2]).startsWith("not-enforced-by-system a program of this user may have");
    }
  }

  @Test
  void anOldDescriptorReadsNothingAndNoNewOneIsGiven() throws Exception {
    try (Talk holder = hold(List.of(), "again")) {
      String process = holder.line().split(" ")[1];
      assertThat(attacker.ask("open " + process)).isEqualTo("opened");
      String[] secret = holder.ask("go").split(" ", 3);

      assertThat(secret[2]).isEqualTo("enforced from its first instruction on");
      assertThat(attacker.ask("read " + secret[1])).startsWith("nothing");
      assertThat(attacker.ask("open " + process)).startsWith("refused");
      assertThat(attacker.ask("compare " + process)).isEqualTo("-" + EPERM);
    }
  }

  /** As the launcher starts it where only a user namespace gives an empty network. */
  @Test
  void inANamespaceWithoutHisGroupTheUserOutsideReadsNothing() throws Exception {
    List<String> namespace = List.of("unshare", "-U", "-n", "--map-user=" + user.number(), "--");
    Skips.unless(user.works(namespace), "this system permits no user namespace");
    try (Talk holder = hold(namespace, "again")) {
      String process = holder.line().split(" ")[1];
      String[] secret = holder.ask("go").split(" ", 3);

      assertThat(secret[2]).isEqualTo("enforced from its first instruction on");
      assertThat(attacker.ask("open " + process)).startsWith("refused");
      assertThat(attacker.ask("compare " + process)).isEqualTo("-" + EPERM);
    }
  }

  /** Whoever made a user namespace has every power over what is in it. */
  @Test
  void inANamespaceWithHisGroupTheUserOutsideReadsAndThePageSaysSo() throws Exception {
    List<String> namespace = List.of("unshare", "-c", "-n", "--");
    Skips.unless(user.works(namespace), "this system permits no user namespace");
    try (Talk holder = hold(namespace, "again")) {
      String process = holder.line().split(" ")[1];
      String[] secret = holder.ask("go").split(" ", 3);

      assertThat(attacker.ask("compare " + process)).doesNotStartWith("-");
      assertThat(secret[2]).startsWith("not-enforced-by-system it runs in a user namespace");
    }
  }

  @Test
  void aProcessThatIsAttachedAlreadyIsARedLock() throws Exception {
    // The attacker ends first: what it is attached to ends only after it.
    try (Talk holder = hold(List.of(), "once");
        Talk tracer = attacker) {
      assertThat(tracer.ask("seize " + holder.line().split(" ")[1])).isEqualTo("0");

      assertThat(holder.ask("go").split(" ", 3)[2])
          .startsWith("red process ")
          .endsWith("is attached to it");
    }
  }

  private Talk hold(List<String> then, String mode) throws IOException {
    return new Talk(user.command(then, Holder.class, mode));
  }

  /** A process with which lines are exchanged. */
  private static final class Talk implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    Talk(List<String> command) throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().keySet().removeAll(CommandRun.foreignVariables());
      process = builder.start();
      answers =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    String line() throws IOException {
      String line = answers.readLine();
      assertThat(line).as("an answer of %s", process.info()).isNotNull();
      return line;
    }

    String ask(String question) throws IOException {
      process.getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
      return line();
    }

    @Override
    public void close() throws Exception {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  /** Tells its number, waits, locks itself, and then tells where its secret lies. */
  public static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws Exception {
      if (!Restart.isDone()) {
        System.out.println("process " + ProcessHandle.current().pid());
        while (System.in.read() != '\n') {
          // the word to go on
        }
      }
      VaultLock lock =
          args[0].equals("once")
              ? VaultLock.install(LockVariant.TERMINAL)
              : VaultLock.install(
                  LockVariant.TERMINAL, () -> new NamedPaths(List.of(), List.of(), List.of()));
      byte[] secret = HexFormat.of().parseHex(SECRET);
      MemorySegment memory = Arena.global().allocate(secret.length);
      MemorySegment.copy(secret, 0, memory, ValueLayout.JAVA_BYTE, 0, secret.length);
      LockFinding finding =
          lock.report().findings().stream()
              .filter(one -> one.kind() == LockKind.NOT_DUMPABLE)
              .findFirst()
              .orElseThrow();
      System.out.println(
          "secret " + memory.address() + " " + finding.state().id() + " " + finding.detail());
      while (System.in.read() >= 0) {
        // until the test ends it
      }
    }
  }

  /** Does as it is told, with what a program of this user can do. */
  public static final class Attacker {
    private final LinuxKernel kernel = new LinuxKernel(Cpu.ofLinux().orElseThrow());
    private final List<RandomAccessFile> opened = new ArrayList<>();

    private Attacker() {}

    public static void main(String[] args) throws IOException {
      Attacker attacker = new Attacker();
      BufferedReader orders =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        String[] words = order.split(" ");
        long number = Long.parseLong(words[1]);
        System.out.println(
            switch (words[0]) {
              case "open" -> attacker.open(number);
              case "read" -> attacker.read(number);
              case "compare" -> Long.toString(attacker.compare(number));
              case "seize" ->
                  Long.toString(attacker.kernel.call(LinuxCall.PTRACE, PTRACE_SEIZE, number));
              default -> throw new IllegalArgumentException(order);
            });
      }
    }

    private String open(long process) {
      try {
        opened.add(new RandomAccessFile("/proc/" + process + "/mem", "r"));
        return "opened";
      } catch (IOException e) {
        return "refused " + e.getMessage();
      }
    }

    private String read(long address) {
      byte[] found = new byte[SECRET.length() / 2];
      try {
        RandomAccessFile memory = opened.getFirst();
        memory.seek(address);
        int count = memory.read(found);
        return count == found.length ? HexFormat.of().formatHex(found) : "nothing " + count;
      } catch (IOException e) {
        return "nothing " + e.getMessage();
      }
    }

    /** Needs the same right as reading memory, and changes nothing. */
    private long compare(long process) {
      return kernel.call(LinuxCall.KCMP, ProcessHandle.current().pid(), process, KCMP_VM);
    }
  }
}
