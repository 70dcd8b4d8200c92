package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What officers type: amounts in one spelling only, and nothing of it acts on the terminal. */
class TypedInputTest {
  private static final String ESCAPE = "\u001b[2J";

  @TempDir private Path folder;
  private Story story;

  @BeforeEach
  void begin() throws ProblemException {
    story = Story.begin(folder, Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC));
    story.vault.run("policy", "draft").fine();
  }

  private TestVault.Outcome allow(String option, String amount) {
    return story.vault.run(
        "policy",
        "allow",
        Story.ACCOUNT.toString(),
        "--network",
        "practice",
        option + "=" + amount);
  }

  @Test
  void takesAmountsInOneSpellingOnly() {
    for (String option :
        List.of(
            "--per-batch",
            "--outstanding",
            "--lifetime",
            "--max-fee-gwei",
            "--max-tip-gwei",
            "--max-request-fee-gwei")) {
      for (String amount :
          List.of(
              "1e1",
              "+30",
              "\u0663\u0663",
              "\uff13\uff13",
              "1,5",
              "30.000",
              "1,000",
              "30 ",
              "0x1e")) {
        TestVault.Outcome said = allow(option, amount);
        assertThat(said.problem()).as(option + " " + amount).isEqualTo("policy-entry-refused");
      }
    }
    assertThat(story.vault.run("policy", "diff").fine().json().path("changes")).isEmpty();
  }

  @Test
  void seesGweiAndWeiWhereCoinsAreMeant() {
    assertThat(allow("--per-batch", "32000000000").out()).contains("as gwei it would be 32 ETH");
    assertThat(allow("--max-fee-gwei", "40000000000").out()).contains("as wei it would be 40 gwei");
  }

  @Test
  void countsAreWrittenInAsciiDigitsToo() {
    for (String count : List.of("\u0662", "+2", "0x2")) {
      assertThat(story.vault.run("policy", "set", "--approvals", count).exit())
          .as(count)
          .isEqualTo(VaultExitCode.USAGE);
    }
  }

  @Test
  void nothingTypedActsOnTheTerminal() {
    String odd = ESCAPE + "\u009b1m\u202e\nDone";
    for (List<String> words :
        List.of(
            List.of("policy", "allow", odd, "--network", "practice"),
            List.of("policy", "allow", Story.ACCOUNT.toString(), "--network", odd),
            List.of(
                "policy", "allow", Story.ACCOUNT.toString(), "--network", "practice", "--ops", odd),
            List.of(
                "policy",
                "allow",
                Story.ACCOUNT.toString(),
                "--network",
                "practice",
                "--per-batch",
                odd),
            List.of("policy", "set", "--approvals", odd),
            List.of("policy", "token", "add", "--symbol", odd),
            List.of("pair", "revoke", odd),
            List.of("inspect", "--in", odd),
            List.of("inspect" + odd),
            List.of("journal", "verify", "--export", odd),
            List.of("account", "import", "--mnemonic-file", odd),
            List.of("validators", "remove", odd))) {
      for (TestVault.Outcome said :
          List.of(
              story.vault.run(words.toArray(String[]::new)),
              story.vault.runBare(words.toArray(String[]::new)))) {
        assertThat(said.exit()).as(String.valueOf(words)).isNotZero();
        String printed = said.out() + said.err();
        assertThat(printed.chars().filter(sign -> sign != '\n').noneMatch(Character::isISOControl))
            .as(words + ": " + printed)
            .isTrue();
        assertThat(printed).doesNotContain("\u202e", "\nDone");
      }
    }
  }
}
