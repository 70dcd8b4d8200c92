package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.foresign.carry.ParcelKind;
import org.foresign.crypto.Secp256k1;
import org.foresign.crypto.Sha256;
import org.foresign.model.card.AccountCardCodec;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.foresign.signer.local.Mnemonic;
import org.foresign.terminal.TerminalProblem;
import org.foresign.testkit.StubClock;
import org.foresign.vault.TestStick;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.sign.SigningWrite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Vaults, seeds and accounts through the commands. */
class KeysTest {
  private static final String PASSPHRASE = "correct horse battery staple";

  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");

  @TempDir Path folder;

  @Test
  void aRealVaultTakesNoShortcut() {
    TestVault vault = real();
    assertThat(vault.run("status").problem()).isEqualTo(VaultProblem.VAULT_PRACTICE_ONLY.id());
    assertThat(vault.runBare("account", "import", "--json", "--mnemonic-file", "x").problem())
        .isEqualTo(VaultProblem.VAULT_PRACTICE_ONLY.id());
    assertThat(vault.runBare("policy", "accept", "--json", "--yes").problem())
        .isEqualTo(VaultProblem.VAULT_PRACTICE_ONLY.id());
  }

  @Test
  void aRealVaultRefusesPublishedSeedWords() {
    TestVault vault = real();
    vault.prompt().answers(true, PASSPHRASE, TestVault.DEVELOPMENT_WORDS, "").typesLines("2266");
    assertThat(vault.runBare("account", "import", "--json").problem())
        .isEqualTo("key-mnemonic-published");
    assertThat(vault.runBare("account", "list", "--json").json().path("accounts").size()).isZero();
  }

  @Test
  void aRealVaultMixesItsSeedWithThrows() {
    TestVault vault = real();
    vault.prompt().answers(true, PASSPHRASE, "123456".repeat(5));
    assertThat(vault.runBare("account", "new", "--json").problem())
        .isEqualTo(TerminalProblem.INPUT_ENDED.id());
    assertThat(vault.runBare("account", "list", "--json").json().path("accounts").size()).isZero();
    vault.prompt().answers(true, PASSPHRASE, "1".repeat(100));
    assertThat(vault.runBare("account", "new", "--json").problem())
        .isEqualTo("key-entropy-lopsided");
    // Line by line; a line with a sign that is no throw is asked again.
    vault
        .prompt()
        .answers(true, PASSPHRASE, "1324653142".repeat(6), "13246 7", "1324653142".repeat(4));
    TestVault.Outcome made = vault.runBare("account", "new", "--json").fine();
    assertThat(made.json().path("provenance").asString()).isEqualTo("generated");
  }

  @Test
  void withoutAnIndexANewAccountTakesTheNextFreeOneAndSaysSo() {
    TestVault vault = practice("v");
    TestVault.Outcome first = vault.run("account", "new").fine();
    assertThat(first.json().path("path").asString()).isEqualTo("m/44'/60'/0'/0/0");
    assertThat(first.json().has("nextFreeIndex")).isFalse();
    vault.run("account", "new", "--index", "2").fine();
    TestVault.Outcome second = vault.run("account", "new").fine();
    assertThat(second.json().path("path").asString()).isEqualTo("m/44'/60'/0'/0/1");
    assertThat(second.json().path("nextFreeIndex").asInt(-1)).isEqualTo(1);
    assertThat(
            vault
                .runBare("account", "new", "--passphrase-file", vault.file("passphrase").toString())
                .fine()
                .out())
        .contains("m/44'/60'/0'/0/3")
        .contains("No --index was given: 3 is the next free one of this seed.");
    // A place that somebody names is taken at their word.
    assertThat(vault.run("account", "new", "--index", "1").problem()).isEqualTo("account-exists");
    assertThat(vault.run("account", "new", "--path", "m/44'/60'/0'/0/0").problem())
        .isEqualTo("account-exists");
  }

  @Test
  void seedWordsAreShownToAPersonOnly() {
    TestVault vault = practice("v");
    vault.run("account", "new").fine();
    assertThat(vault.run("seed", "show").problem()).isEqualTo(TerminalProblem.TERMINAL_NEEDED.id());
    assertThat(vault.runBare("seed", "show").exit()).isEqualTo(VaultExitCode.PROBLEM);
    vault.prompt().answers(true, TestVault.PASSPHRASE);
    TestVault.Outcome shown = vault.runBare("seed", "show").fine();
    List<String> words = List.of(vault.prompt().shown().getLast().split(" "));
    assertThat(words).hasSize(24);
    assertThat(shown.out()).doesNotContain(words.getFirst() + " " + words.get(1));
  }

  @Test
  void oneSeedGivesSeveralAccountsAndTheirCardsProvePossession() throws Exception {
    TestVault vault = practice("v");
    vault.run("account", "new").fine();
    vault.run("account", "new", "--index", "1").fine();
    vault.run("account", "new", "--path", "m/44'/60'/7'/0/0").fine();
    assertThat(vault.run("account", "new", "--index", "1").problem()).isEqualTo("account-exists");
    Path stick = vault.stick("stick");
    vault.run("account", "card", "--all", "--out", stick.toString()).fine();
    var carrier = new TestStick(stick);
    var names = carrier.waiting(ParcelKind.ACCOUNT_CARD);
    assertThat(names).hasSize(3);
    for (var name : names) {
      assertThat(
              AccountCardCodec.decode(carrier.receive(name).bytes(), vault.card(), Secp256k1.best())
                  .card()
                  .practice())
          .isTrue();
    }
  }

  @Test
  void aKeyIsNeverInAPracticeVaultAndInARealOne() {
    TestVault practice = practice("same");
    String words = wordsOfThisTest();
    practice.write("words", words);
    String address =
        practice
            .run("account", "import", "--mnemonic-file", practice.file("words").toString())
            .fine()
            .json()
            .path("address")
            .asString();
    TestVault real = new TestVault(folder.resolve("same"), clock, SigningWrite.NONE);
    real.useHome("real");
    real.prompt().answers(true, PASSPHRASE, PASSPHRASE);
    real.runBare("create", "--real").fine();
    real.prompt().answers(true, PASSPHRASE, words, "");
    assertThat(real.runBare("account", "import", "--json", "--expect", address).problem())
        .isEqualTo("account-seen-in-practice");
  }

  @Test
  void createRefusesWeakPassphrasesAndAnExistingHome() {
    TestVault vault = new TestVault(folder.resolve("v"), clock, SigningWrite.NONE);
    vault.write("passphrase", "too short");
    assertThat(vault.run("create", "--practice").problem())
        .isEqualTo(TerminalProblem.PASSPHRASE_TOO_SHORT.id());
    vault.write("passphrase", PASSPHRASE);
    vault.run("create", "--practice").fine();
    assertThat(vault.run("create", "--practice").problem())
        .isEqualTo(VaultProblem.VAULT_EXISTS.id());
    assertThat(vault.run("create").exit()).isEqualTo(VaultExitCode.USAGE);
  }

  @Test
  void noSecretLiesInTheDatabase() throws Exception {
    TestVault vault = practice("v");
    vault.run("account", "import", "--mnemonic-file", vault.file("words").toString()).fine();
    byte[] key =
        HexFormat.of().parseHex("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
    for (Path file : Files.list(vault.home()).toList()) {
      String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      assertThat(content)
          .doesNotContain(new String(key, StandardCharsets.ISO_8859_1))
          .doesNotContain("test test test")
          .doesNotContain("junk");
    }
    assertThat(Files.getPosixFilePermissions(vault.home()).toString())
        .doesNotContain("GROUP")
        .doesNotContain("OTHERS");
  }

  @Test
  void theLineOfCommandsHasHelpAndCompletion() {
    TestVault vault = practice("v");
    assertThat(quietly(vault, "--help")).contains("journal", "reexport");
    assertThat(quietly(vault, "completion")).contains("validators enrol");
    assertThat(quietly(vault, "policy")).contains("Say what to do: draft");
  }

  private static String quietly(TestVault vault, String argument) {
    StringWriter all = new StringWriter();
    CommandLine line = VaultCommands.commandLine(vault.services());
    line.setOut(new PrintWriter(all));
    line.setErr(new PrintWriter(all));
    line.execute(argument);
    return all.toString();
  }

  /** Seed words that follow from a text and are in no list. */
  private static String wordsOfThisTest() {
    byte[] entropy = Sha256.hash("seed words of one test".getBytes(StandardCharsets.UTF_8));
    try (Mnemonic mnemonic = Mnemonic.ofEntropy(SecretBytes.take(entropy), SecretAccess.grant())) {
      return mnemonic.<String, RuntimeException>usePhrase(String::new);
    }
  }

  private TestVault practice(String name) {
    TestVault vault = new TestVault(folder.resolve(name), clock, SigningWrite.NONE);
    vault.run("create", "--practice").fine();
    return vault;
  }

  private TestVault real() {
    TestVault vault = new TestVault(folder.resolve("real"), clock, SigningWrite.NONE);
    vault.prompt().answers(true, PASSPHRASE, PASSPHRASE);
    vault.runBare("create", "--real").fine();
    return vault;
  }
}
