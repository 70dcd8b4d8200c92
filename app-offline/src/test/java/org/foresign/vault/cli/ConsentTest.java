package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.foresign.codec.Digest32;
import org.foresign.crypto.CryptoChoice;
import org.foresign.crypto.WordCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is signed only when a person names it, and the same payment twice. */
class ConsentTest {
  private static final String REPEATED = "purpose-repeated";
  private static final String SIGNED_BEFORE = "purpose-signed-before";

  @TempDir private Path folder;
  private Story story;

  @BeforeEach
  void begin() throws Exception {
    story = Story.begin(folder, Clock.fixed(Instant.parse("2026-11-28T10:00:00Z"), ZoneOffset.UTC));
  }

  private TestVault.Outcome sign(Story.Delivered delivered, String... more) {
    String stick = delivered.stick().toString();
    String[] all = new String[6 + more.length];
    System.arraycopy(new String[] {"sign", "--in", stick, "--out", stick, "--yes"}, 0, all, 0, 6);
    System.arraycopy(more, 0, all, 6, more.length);
    return story.vault.run(all);
  }

  private String journal() {
    return story.vault.runBare("journal", "show", "--last", "100").out();
  }

  @Test
  void nothingIsClaimedWithoutConsentAndTheGivenOneIsJournaled() throws Exception {
    Story.Delivered delivered = story.deliver(story.plan().allEqual());
    TestVault.Outcome refused = sign(delivered);
    assertThat(refused.exit()).isEqualTo(VaultExitCode.REFUSED);
    assertThat(refused.problem()).isEqualTo("consent-missing");
    assertThat(refused.out()).contains(REPEATED);
    assertThat(sign(delivered, "--consent", SIGNED_BEFORE).problem()).isEqualTo("consent-missing");
    assertThat(journal())
        .contains("consent-missing")
        .doesNotContain("batch claimed", "batch-claimed", "consent given", "consent-given");
    sign(delivered, "--consent", REPEATED).fine();
    assertThat(journal().toLowerCase(java.util.Locale.ROOT))
        .containsPattern("consent.given.*" + REPEATED);
  }

  @Test
  void aCodeThatDoesNotExistIsWrongUse() throws Exception {
    assertThat(sign(story.deliver(story.plan().allEqual()), "--consent", "purpose").exit())
        .isEqualTo(VaultExitCode.USAGE);
  }

  @Test
  void aPersonNamesWhatThePageSays() throws Exception {
    Story.Delivered delivered = story.deliver(story.plan().allEqual());
    story.vault.prompt().answers(true, TestVault.PASSPHRASE).typesLines("yes", "");
    assertThat(byHand(delivered).exit()).isEqualTo(VaultExitCode.REFUSED);
    assertThat(story.vault.prompt().shown())
        .anySatisfy(line -> assertThat(line).contains("[" + REPEATED + "]"))
        .filteredOn(line -> line.startsWith("Finding "))
        .allSatisfy(question -> assertThat(question).doesNotContain(REPEATED));
    story
        .vault
        .prompt()
        .answers(true, TestVault.PASSPHRASE, TestVault.PASSPHRASE)
        .typesLines("yes", REPEATED)
        .reads(WordCode.words(delivered.batch().batchDigest()));
    story.vault.prompt().shown().clear();
    byHand(delivered).fine();
    assertThat(story.vault.prompt().shown())
        .as("the page, whose last line this is, comes once")
        .filteredOn(line -> line.equals(CryptoChoice.signatures().words()))
        .hasSize(1);
  }

  /** One consent covers every nonce that has the finding, so the page leaves none out. */
  @Test
  void thePageNamesEveryNonceThatAConsentCovers() throws Exception {
    Story.Delivered delivered = story.deliver(story.plan().allEqual().nonces(0, 9));
    String page =
        story
            .vault
            .runBare(
                "inspect",
                "--in",
                delivered.stick().toString(),
                "--passphrase-file",
                story.vault.file("passphrase").toString())
            .fine()
            .out();
    for (int nonce = 0; nonce < 9; nonce++) {
      String start = "    nonce " + nonce + " of " + Story.ACCOUNT + " on practice: ";
      assertThat(page.lines()).filteredOn(line -> line.startsWith(start)).hasSize(1);
    }
  }

  private TestVault.Outcome byHand(Story.Delivered delivered) throws Exception {
    String stick = delivered.stick().toString();
    return story.vault.runBare(
        "sign", "--in", stick, "--out", stick, "--sheet", story.sheetWords());
  }

  @Test
  void theSamePaymentOnAnotherNonceIsKnownFromTheLedger() throws Exception {
    TestVault.Outcome signed =
        sign(story.deliver(story.plan().allEqual()), "--consent", REPEATED).fine();
    Digest32 result = Digest32.parseHex(signed.json().path("result").asString());
    Story.Delivered again = story.deliver(story.plan().allEqual().nonces(3, 1).sequence(2, result));
    assertThat(sign(again).out()).contains(SIGNED_BEFORE).doesNotContain(REPEATED);
    sign(again, "--consent", SIGNED_BEFORE).fine();
    assertThat(story.vault.runBare("status").exit()).isEqualTo(VaultExitCode.DONE);
  }
}
