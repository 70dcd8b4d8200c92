package org.foresign.desk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.foresign.crypto.Secp256k1;
import org.foresign.secret.SecretAccess;
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

    Buggy(@Nullable Throwable fault) {
      super(
          new DeskTools(
              SecretAccess.grant(), new SecureRandom(), Clock.systemUTC(), Secp256k1.best()));
      this.fault = fault;
    }

    @Override
    Answer answer() {
      if (fault instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("the passphrase is swordfish");
    }
  }

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return run(null, args);
  }

  private int run(@Nullable Throwable fault, String... args) {
    return new CommandLine(new Buggy(fault))
        .setExecutionExceptionHandler(new ProgramFault())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }

  @Test
  void namesTypeAndPlaceAndNeverTheMessage() {
    assertThat(run()).isEqualTo(ExitCode.FAULT);
    assertThat(err.toString())
        .contains("java.lang.IllegalStateException")
        .contains("  at org.foresign.desk.cli.ProgramFaultTest")
        .doesNotContain("swordfish");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void isAnObjectForAScript() {
    assertThat(run("--json")).isEqualTo(ExitCode.FAULT);
    JsonNode said = JsonMapper.shared().readTree(out.toString());
    assertThat(said.path("ok").asBoolean(true)).isFalse();
    assertThat(said.at("/problem/code").asString()).isEqualTo("program-fault");
    assertThat(out.toString()).doesNotContain("swordfish");
  }

  @Test
  void isAnObjectWhereMemoryOrTheStackRanOut() {
    for (Error error : List.of(new OutOfMemoryError("swordfish"), new StackOverflowError())) {
      out.getBuffer().setLength(0);
      assertThat(run(error, "--json")).isEqualTo(ExitCode.FAULT);
      JsonNode said = JsonMapper.shared().readTree(out.toString());
      assertThat(said.at("/problem/code").asString()).isEqualTo("program-fault");
      assertThat(said.at("/problem/happened").asString()).contains(error.getClass().getName());
      assertThat(err.toString()).doesNotContain("swordfish");
    }
  }
}
