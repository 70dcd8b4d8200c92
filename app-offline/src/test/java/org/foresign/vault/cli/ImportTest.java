package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.foresign.files.FileProblem;
import org.foresign.terminal.TerminalProblem;
import org.foresign.testkit.StubClock;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.sign.SigningWrite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Seed words from other wallets. Accounts of the development words are those that Hardhat prints;
 * those with a 25th word are from vectors/scure of the local signer, made by another
 * implementation.
 */
class ImportTest {
  private static final String FIRST = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
  private static final String SECOND = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  private static final String WORDS =
      "smooth will couch annual vendor expire name transfer excuse truck rough media";
  private static final String TREZOR = "0x8394ceec01359d8306140591a698892d758bf04d";
  private static final String TREZOR_LEDGER = "0x4d448f90a07931da849f04370d0e7043c60fa284";

  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");

  @TempDir Path folder;

  @Test
  void wordsInAFileHaveNo25thWordUnlessItIsGivenAndTheAnswerSaysSo() {
    TestVault vault = practice();
    vault.write("scure", WORDS);
    vault.write("word25", "TREZOR");
    TestVault.Outcome plain = imported(vault, "scure");
    assertThat(plain.json().path("bip39Passphrase").asBoolean(true)).isFalse();
    TestVault.Outcome with =
        imported(vault, "scure", "--bip39-passphrase-file", vault.file("word25").toString());
    assertThat(with.json().path("bip39Passphrase").asBoolean(false)).isTrue();
    assertThat(with.json().path("address").asString()).isEqualToIgnoringCase(TREZOR);
    assertThat(plain.json().path("address").asString()).isNotEqualToIgnoringCase(TREZOR);
    String text =
        vault
            .runBare(
                "account",
                "import",
                "--index",
                "1",
                "--no-bip39-passphrase",
                "--mnemonic-file",
                vault.file("scure").toString(),
                "--passphrase-file",
                vault.file("passphrase").toString())
            .fine()
            .out();
    assertThat(text).contains("These words have no 25th word (BIP-39 passphrase).");
  }

  @Test
  void theExpectedAccountIsFoundWhereWalletsKeepIt() {
    TestVault vault = practice();
    vault.write("scure", WORDS);
    vault.write("word25", "TREZOR");
    JsonNode ledger =
        imported(
                vault,
                "scure",
                "--expect",
                TREZOR_LEDGER,
                "--bip39-passphrase-file",
                vault.file("word25").toString())
            .json();
    assertThat(ledger.path("path").asString()).isEqualTo("m/44'/60'/3'/0/0");
    JsonNode second = imported(vault, "words", "--expect", SECOND).json();
    assertThat(second.path("path").asString()).isEqualTo("m/44'/60'/0'/0/1");
    assertThat(imported(vault, "words", "--expect", FIRST, "--index", "0").json().path("address"))
        .hasToString("\"" + FIRST + "\"");
  }

  @Test
  void nothingIsKeptWhenTheExpectedAccountDoesNotComeOutAndTheReasonIsNamed() {
    TestVault vault = practice();
    vault.write("scure", WORDS);
    vault.write("word25", "TREZOR");
    vault.write("wrong25", "Trezor");
    assertThat(reason(vault, "words", "--expect", SECOND, "--index", "0"))
        .contains("lies at m/44'/60'/0'/0/1, as most wallets count");
    assertThat(reason(vault, "scure", "--expect", TREZOR)).contains("25th word");
    assertThat(
            reason(
                vault,
                "scure",
                "--expect",
                TREZOR,
                "--bip39-passphrase-file",
                vault.file("wrong25").toString()))
        .contains("the 25th word or the words are others");
    assertThat(
            reason(
                vault,
                "words",
                "--expect",
                FIRST,
                "--bip39-passphrase-file",
                vault.file("word25").toString()))
        .contains("without a 25th word");
    assertThat(vault.run("account", "list").fine().json().path("accounts").size()).isZero();
    assertThat(vault.run("journal", "show", "--last", "20").fine().out())
        .doesNotContain("account imported");
  }

  @Test
  void theExpectedAddressCarriesItsChecksum() {
    TestVault vault = practice();
    assertThat(tried(vault, "words", "--expect", FIRST.replace("f39F", "f39f")).exit())
        .isEqualTo(VaultExitCode.USAGE);
    assertThat(tried(vault, "words", "--expect", FIRST.substring(2)).exit())
        .isEqualTo(VaultExitCode.USAGE);
    assertThat(tried(vault, "words", "--expect", FIRST.toLowerCase(Locale.ROOT)).exit()).isZero();
  }

  @Test
  void foreignPathsAreRefusedForNewAndImportedAccounts() {
    TestVault vault = practice();
    for (String path : List.of("m/44'/0'/0'/0/0", "m/12381/3600/0/0/0", "m/44/60/0/0/0", "m/0")) {
      assertThat(tried(vault, "words", "--path", path).problem()).isEqualTo("key-path-foreign");
      assertThat(vault.run("account", "new", "--path", path).problem())
          .isEqualTo("key-path-foreign");
    }
    assertThat(vault.run("account", "list").fine().json().path("accounts").size()).isZero();
  }

  @Test
  void aPersonIsAskedForThe25thWordAndPicksTheAccountByItsAddress() {
    TestVault vault = practice();
    vault
        .prompt()
        .answers(true, TestVault.PASSPHRASE, WORDS, "TREZOR", "TREZOR")
        .typesLines("f04D");
    JsonNode made = vault.runBare("account", "import", "--json").fine().json();
    assertThat(made.path("address").asString()).isEqualToIgnoringCase(TREZOR);
    assertThat(String.join("\n", vault.prompt().shown()))
        .contains("25th word")
        .containsIgnoringCase(TREZOR)
        .containsIgnoringCase(TREZOR_LEDGER);
    vault.prompt().answers(true, TestVault.PASSPHRASE, WORDS, "").typesLines("f04D");
    assertThat(vault.runBare("account", "import", "--json").problem())
        .isEqualTo("account-not-expected");
    vault
        .prompt()
        .answers(
            true, TestVault.PASSPHRASE, WORDS, "TREZOR", "TREZ0R", "TREZOR", "1", "TREZOR", "2");
    assertThat(vault.runBare("account", "import", "--json").problem())
        .isEqualTo(TerminalProblem.PASSPHRASES_DIFFER.id());
    vault.prompt().answers(true, TestVault.PASSPHRASE, WORDS, "").typesLines("");
    assertThat(vault.runBare("account", "import", "--json").problem())
        .isEqualTo("account-not-expected");
    assertThat(vault.run("account", "list").fine().json().path("accounts").size()).isOne();
  }

  @Test
  void aSlipInAWordIsShownWithNearWordsAndAskedAgain() {
    TestVault vault = practice();
    vault
        .prompt()
        .answers(true, TestVault.PASSPHRASE, WORDS.replace("vendor", "vendro"), WORDS, "")
        .typesLines("nobody's address");
    assertThat(vault.runBare("account", "import", "--json").problem())
        .isEqualTo("account-not-expected");
    assertThat(vault.prompt().shown()).contains("word 5: did you mean vendor");
    vault.prompt().answers(true, TestVault.PASSPHRASE, "vendro " + WORDS, "zz " + WORDS, "zz");
    TestVault.Outcome given = vault.runBare("account", "import", "--json");
    assertThat(given.problem()).isEqualTo("key-word-unknown");
    assertThat(given.out()).doesNotContain("vendor", "vendro");
  }

  @Test
  void filesAreReadAsTheirProgramsWriteThem() throws Exception {
    TestVault vault = practice();
    byte[][] forms = {
      ("\ufeff" + WORDS + "\r\n").getBytes(StandardCharsets.UTF_8),
      ("\ufeff" + WORDS).getBytes(StandardCharsets.UTF_16LE),
      ("\ufeff" + WORDS).getBytes(StandardCharsets.UTF_16BE),
      WORDS.replace(" ", "\u00a0").getBytes(StandardCharsets.UTF_8),
      "1. smoo\n7. name\n2. will\n8. tran\n3. couc\n9. excu\n4. annu\n10. truc\n5. vend\n11. roug\n6. expi\n12. medi"
          .getBytes(StandardCharsets.UTF_8)
    };
    for (int i = 0; i < forms.length; i++) {
      Files.write(vault.file("form"), forms[i]);
      imported(vault, "form", "--index", Integer.toString(i));
    }
    Files.write(vault.file("form"), new byte[] {(byte) 0xff, 'a', (byte) 0x80});
    assertThat(tried(vault, "form").problem()).isEqualTo(FileProblem.FILE_NOT_TEXT.id());
    Files.write(vault.file("form"), new byte[5_000]);
    assertThat(tried(vault, "form").problem()).isEqualTo("file-too-long");
    vault.write("form", WORDS.replace("vendor", "vendro"));
    assertThat(tried(vault, "form").json().path("problem").path("details").get(0).asString())
        .isEqualTo("word 5: did you mean vendor");
  }

  @Test
  void theSeedOfA25thWordSignsLaterAndItsWordsAreShownWithAWarning() {
    TestVault vault = practice();
    vault.write("scure", WORDS);
    vault.write("word25", "TREZOR");
    imported(vault, "scure", "--bip39-passphrase-file", vault.file("word25").toString());
    vault.prompt().answers(true, TestVault.PASSPHRASE);
    TestVault.Outcome shown = vault.runBare("seed", "show").fine();
    assertThat(vault.prompt().shown().getLast()).isEqualTo(WORDS);
    assertThat(shown.out()).contains("need a 25th word beside these words");
  }

  @Test
  void wordsOfAPracticeVaultAreRefusedByARealOneWhateverTheir25thWord() {
    TestVault practice = practice();
    practice.write("scure", WORDS);
    practice.write("word25", "TREZOR");
    imported(practice, "scure", "--bip39-passphrase-file", practice.file("word25").toString());
    TestVault real = new TestVault(folder.resolve("v"), clock, SigningWrite.NONE);
    real.useHome("real");
    real.prompt().answers(true, TestVault.PASSPHRASE, TestVault.PASSPHRASE);
    real.runBare("create", "--real").fine();
    for (String other : List.of("", "another")) {
      String[] typed =
          other.isEmpty()
              ? new String[] {TestVault.PASSPHRASE, WORDS, ""}
              : new String[] {TestVault.PASSPHRASE, WORDS, other, other};
      real.prompt().answers(true, typed);
      assertThat(real.runBare("account", "import", "--json", "--expect", FIRST).problem())
          .isEqualTo("account-not-expected");
    }
    real.prompt().answers(true, TestVault.PASSPHRASE, WORDS, "TREZOR", "TREZOR").typesLines("f04d");
    assertThat(real.runBare("account", "import", "--json").problem())
        .isEqualTo("account-seen-in-practice");
    assertThat(
            real.runBare("account", "import", "--json", "--bip39-passphrase-file", "x").problem())
        .isEqualTo(VaultProblem.VAULT_PRACTICE_ONLY.id());
  }

  private static String reason(TestVault vault, String file, String... more) {
    TestVault.Outcome outcome = tried(vault, file, more);
    assertThat(outcome.problem()).isEqualTo("account-not-expected");
    return outcome.json().path("problem").path("details").toString();
  }

  private static TestVault.Outcome imported(TestVault vault, String file, String... more) {
    return tried(vault, file, more).fine();
  }

  private static TestVault.Outcome tried(TestVault vault, String file, String... more) {
    List<String> all = new ArrayList<>(List.of("account", "import", "--mnemonic-file"));
    all.add(vault.file(file).toString());
    all.addAll(List.of(more));
    return vault.run(all.toArray(String[]::new));
  }

  private TestVault practice() {
    TestVault vault = new TestVault(folder.resolve("v"), clock, SigningWrite.NONE);
    vault.run("create", "--practice").fine();
    return vault;
  }
}
