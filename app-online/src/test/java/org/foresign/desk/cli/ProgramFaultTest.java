package org.foresign.desk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.foresign.command.Answer;
import org.foresign.crypto.Secp256k1;
import org.foresign.desk.work.DeskTools;
import org.foresign.secret.SecretAccess;
import org.foresign.testkit.ChildJvm;
import org.foresign.testkit.Processes;
import org.foresign.usb.Folders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProgramFaultTest {
  /** A command with a bug whose message repeats a secret. */
  @Command(name = "buggy")
  private static final class Buggy extends DeskAction {
    private final @Nullable Throwable fault;
    private final @Nullable Iterable<String> broken;

    Buggy(@Nullable Throwable fault, @Nullable Iterable<String> broken) {
      use(
          new DeskTerminal(
              new DeskTools(
                  SecretAccess.grant(),
                  new SecureRandom(),
                  Clock.systemUTC(),
                  Secp256k1.best(),
                  new Folders())));
      this.fault = fault;
      this.broken = broken;
    }

    @Override
    protected Answer run() {
      if (broken != null) {
        return new Answer().facts(Map.of("list", broken));
      }
      if (fault instanceof Error error) {
        throw error;
      }
      if (fault instanceof RuntimeException bug) {
        throw bug;
      }
      throw new IllegalStateException("the passphrase is swordfish");
    }
  }

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return run((Throwable) null, args);
  }

  private int run(@Nullable Throwable fault, String... args) {
    return run(new Buggy(fault, null), args);
  }

  private int run(Iterable<String> broken, String... args) {
    return run(new Buggy(null, broken), args);
  }

  private int run(Buggy command, String... args) {
    return new CommandLine(command)
        .setExecutionExceptionHandler(DeskCommands.fault())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }

  @Test
  void namesTypeAndPlaceAndNeverTheMessage() {
    assertThat(run()).isEqualTo(DeskExitCode.FAULT);
    assertThat(err.toString())
        .contains("java.lang.IllegalStateException")
        .contains("  at org.foresign.desk.cli.ProgramFaultTest")
        .doesNotContain("swordfish");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void isAnObjectForAScript() {
    assertThat(run("--json")).isEqualTo(DeskExitCode.FAULT);
    JsonNode said = JsonMapper.shared().readTree(out.toString());
    assertThat(said.path("ok").asBoolean(true)).isFalse();
    assertThat(said.at("/problem/code").asString()).isEqualTo("program-fault");
    assertThat(out.toString()).doesNotContain("swordfish");
  }

  @Test
  void namesTheErrorThatAnotherThreadDiedOf() {
    Exception far =
        new IllegalStateException(
            "the HTTP client failed",
            new IOException(new CompletionException(new OutOfMemoryError("swordfish"))));
    assertThat(run(new IllegalStateException(far), "--json")).isEqualTo(DeskExitCode.FAULT);
    assertThat(JsonMapper.shared().readTree(out.toString()).at("/problem/happened").asString())
        .endsWith("java.lang.OutOfMemoryError");
  }

  @Test
  void endsTheProcessWhereAThreadBesideTheCommandDies() {
    for (List<String> words : List.of(List.of("--json"), List.<String>of())) {
      try (ChildJvm child =
          Processes.start(DyingThread.class, List.of(), words.toArray(String[]::new))) {
        assertThat(child.awaitExit()).isEqualTo(DeskExitCode.FAULT);
        assertThat(child.lines())
            .anyMatch(line -> line.endsWith("java.lang.OutOfMemoryError"))
            .noneMatch(line -> line.contains("swordfish"));
        if (!words.isEmpty()) {
          assertThat(child.lines()).anyMatch(line -> line.contains("\"code\":\"program-fault\""));
        }
      }
    }
  }

  /** A program whose command waits for a thread that dies. */
  static final class DyingThread {
    private DyingThread() {}

    public static void main(String[] args) throws InterruptedException {
      Thread.setDefaultUncaughtExceptionHandler(DeskCommands.fault().onThreads(List.of(args)));
      Thread.ofPlatform()
          .start(() -> {
            throw new OutOfMemoryError("swordfish");
          });
      new CountDownLatch(1).await();
    }
  }

  @Test
  void isAnObjectAfterAnAnswerThatBrokeOff() {
    Iterable<String> broken =
        () -> {
          throw new OutOfMemoryError("swordfish");
        };
    assertThat(run(broken, "--json")).isEqualTo(DeskExitCode.FAULT);
    JsonNode said = JsonMapper.shared().readTree(out.toString().lines().toList().getLast());
    assertThat(said.at("/problem/code").asString()).isEqualTo("program-fault");
  }

  @Test
  void isAnObjectWhereMemoryOrTheStackRanOut() {
    for (Error error : List.of(new OutOfMemoryError("swordfish"), new StackOverflowError())) {
      out.getBuffer().setLength(0);
      assertThat(run(error, "--json")).isEqualTo(DeskExitCode.FAULT);
      JsonNode said = JsonMapper.shared().readTree(out.toString());
      assertThat(said.at("/problem/code").asString()).isEqualTo("program-fault");
      assertThat(said.at("/problem/happened").asString()).contains(error.getClass().getName());
      assertThat(err.toString()).doesNotContain("swordfish");
    }
  }
}
