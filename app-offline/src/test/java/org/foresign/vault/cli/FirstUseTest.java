package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import org.foresign.vault.sign.SigningWrite;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody meets who never used a vault before. */
class FirstUseTest {
  @TempDir private Path folder;
  private TestVault vault;

  @BeforeEach
  void begin() {
    vault = new TestVault(folder, Clock.systemUTC(), SigningWrite.NONE);
    vault.run("create", "--practice").fine();
  }

  @Test
  void statusOfANewVaultSaysThatItWasVerifiedAndWhatThePaperEndsWith() {
    assertThat(vault.runBare("status").fine().out())
        .contains("verified: ")
        .contains("For the paper sheet: ceremony 1, no head words");
  }

  @Test
  void aPassphraseFileThatNobodyLooksAtIsNotPassedOverInSilence() {
    vault.write("wrong", "an entirely different passphrase");
    String wrong = vault.file("wrong").toString();
    assertThat(vault.runBare("status", "--passphrase-file", wrong).fine().out())
        .contains("--passphrase-file was not looked at");
    assertThat(
            vault
                .runBare("status", "--json", "--passphrase-file", wrong)
                .fine()
                .json()
                .path("passphraseFileRead")
                .asBoolean(true))
        .isFalse();
    String right = vault.file("passphrase").toString();
    assertThat(vault.runBare("unlock", "check", "--passphrase-file", right).fine().out())
        .doesNotContain("--passphrase-file");
    TestVault.Outcome refused =
        vault.runBare("unlock", "check", "--json", "--passphrase-file", wrong);
    assertThat(refused.problem()).isEqualTo("unlock-passphrase-file-wrong");
    assertThat(refused.json().path("problem").path("next").asString()).doesNotContain("keyboard");
    assertThat(vault.runBare("journal", "show").out()).contains("unlock-refused");
  }
}
