package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.foresign.command.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the vault says where the program itself fails, or where memory or the stack ran out. */
class VaultFaultTest {
  /** Thrown as it is, whatever it is. */
  private static final class Buggy extends VaultAction {
    private final Throwable fault;

    Buggy(Throwable fault) {
      this.fault = fault;
    }

    @Override
    Answer answer() {
      if (fault instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) fault;
    }
  }

  @TempDir private Path folder;

  @Test
  void isAnObjectForAScriptAndNeverTheMessage() {
    TestVault vault = new TestVault(folder, Clock.systemUTC(), point -> {});
    for (Throwable fault :
        List.of(
            new IllegalStateException("swordfish"),
            new OutOfMemoryError("swordfish"),
            new StackOverflowError("swordfish"))) {
      Buggy buggy = new Buggy(fault);
      buggy.use(vault.services());
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      int code =
          new CommandLine(buggy)
              .setExecutionExceptionHandler(VaultCommands.fault())
              .setOut(new PrintWriter(out))
              .setErr(new PrintWriter(err))
              .execute("--json");
      assertThat(code).isEqualTo(VaultExitCode.BUG);
      JsonNode said = JsonMapper.shared().readTree(out.toString());
      assertThat(said.path("ok").asBoolean(true)).isFalse();
      assertThat(said.at("/problem/code").asString()).isEqualTo("program-fault");
      assertThat(said.at("/problem/happened").asString()).contains(fault.getClass().getName());
      assertThat(out.toString() + err).doesNotContain("swordfish");
    }
  }
}
