package org.foresign.desk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.SecureRandom;
import java.time.Clock;
import org.foresign.crypto.Secp256k1;
import org.foresign.secret.SecretAccess;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProgramFaultTest {
  /** A command with a bug whose message repeats a secret. */
  @Command(name = "buggy")
  private static final class Buggy extends DeskAction {
    Buggy() {
      super(
          new DeskTools(
              SecretAccess.grant(), new SecureRandom(), Clock.systemUTC(), Secp256k1.best()));
    }

    @Override
    Answer answer() {
      throw new IllegalStateException("the passphrase is swordfish");
    }
  }

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return new CommandLine(new Buggy())
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
}
