package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Digest32;
import org.foresign.crypto.WordCode;
import org.foresign.store.SqliteNative;
import org.foresign.testkit.SharedData;
import org.foresign.testkit.StubClock;
import org.foresign.vault.officers.OfficerProblem;
import org.foresign.vault.officers.PolicyDrafts;
import org.foresign.vault.settings.VaultHome;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.sign.SigningWrite;
import org.foresign.vault.work.TestDesk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What officers decide, through the commands: cards, policies, validators, ceremonies. */
class OfficersTest {
  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");

  @TempDir Path folder;
  private Story story;

  @BeforeEach
  void begin() throws Exception {
    story = Story.begin(folder.resolve("v"), clock);
  }

  @Test
  void wideningWaitsForTheNextCeremonyAndNarrowingDoesNot() {
    edit("policy", "allow", account(), "--network", "practice", "--outstanding", "200");
    TestVault.Outcome wider = story.vault.run("policy", "accept", "--yes").fine();
    assertThat(wider.json().path("active").asBoolean()).isFalse();
    assertThat(wider.json().path("activeFrom").asLong()).isEqualTo(2);
    assertThat(inForce()).isEqualTo(1);

    story.vault.run("ceremony", "begin", "--yes").fine();
    assertThat(inForce()).isEqualTo(2);

    edit("policy", "allow", account(), "--network", "practice", "--outstanding", "50");
    TestVault.Outcome narrower = story.vault.run("policy", "accept", "--yes").fine();
    assertThat(narrower.json().path("active").asBoolean()).isTrue();
    assertThat(inForce()).isEqualTo(3);
  }

  @Test
  void aNarrowingAfterAWaitingWideningKeepsTheWideningFromActing() {
    edit("policy", "allow", account(), "--network", "practice", "--outstanding", "200");
    story.vault.run("policy", "accept", "--yes").fine();
    edit("policy", "allow", account(), "--network", "practice", "--outstanding", "20");
    story.vault.run("policy", "accept", "--yes").fine();
    assertThat(inForce()).isEqualTo(3);
    story.vault.run("ceremony", "begin", "--yes").fine();
    assertThat(inForce()).isEqualTo(3);
  }

  @Test
  void theDifferenceIsToldInPlainWordsWideningFirst() {
    edit("policy", "set", "--approvals", "0");
    story
        .vault
        .run(
            "policy",
            "address",
            "remove",
            "--network",
            "practice",
            "--address",
            Story.SUPPLIER.toString())
        .fine();
    String diff = story.vault.run("policy", "diff").fine().out();
    assertThat(diff).contains("WIDENS: desk approvals required: 1 becomes 0");
    assertThat(diff).contains("narrows: removes recipient Supplier, " + Story.SUPPLIER);
    assertThat(diff.indexOf("WIDENS")).isLessThan(diff.indexOf("narrows"));
  }

  @Test
  void theFirstPolicySaysHowManyApprovalsItWants() {
    TestVault fresh = new TestVault(folder.resolve("fresh"), clock, SigningWrite.NONE);
    fresh.run("create", "--practice").fine();
    fresh.run("policy", "draft").fine();
    assertThat(fresh.run("policy", "diff").fine().out())
        .contains("desk approvals required: 1", "longest review span: 90 days")
        .doesNotContain("WIDENS");
    fresh.run("policy", "set", "--approvals", "0").fine();
    assertThat(shownBefore(fresh))
        .contains(
            "desk approvals required: 0",
            "longest review span: 90 days",
            "WIDENS: desk approvals required: 1 becomes 0");
  }

  @Test
  void moreApprovalsThanABatchCanBringAreRefusedWhereTheyAreAskedFor() {
    story.vault.run("policy", "draft").fine();
    assertThat(story.vault.run("policy", "set", "--approvals", "2").problem())
        .isEqualTo(OfficerProblem.POLICY_NO_WAY_ON.id());
    assertThat(story.vault.run("policy", "diff").fine().out()).doesNotContain("approvals required");
  }

  @Test
  void aPolicyWhoseOnlyApproverIsRevokedOrMissingIsNotAccepted() {
    TestVault fresh = new TestVault(folder.resolve("fresh"), clock, SigningWrite.NONE);
    fresh.run("create", "--practice").fine();
    fresh.run("policy", "draft").fine();
    assertThat(fresh.run("policy", "diff").fine().out())
        .contains("DEAD END: Every batch needs an approval");
    assertThat(fresh.run("policy", "accept", "--yes").problem())
        .isEqualTo(OfficerProblem.POLICY_NO_WAY_ON.id());

    String approver = approverCard();
    assertThat(story.vault.run("pair", "revoke", approver, "--yes").fine().json().path("noWayOn"))
        .hasSize(1);
    edit("policy", "set", "--max-review-days", "30");
    assertThat(story.vault.run("policy", "accept", "--yes").problem())
        .isEqualTo(OfficerProblem.POLICY_NO_WAY_ON.id());
    story.vault.run("policy", "set", "--approvals", "0").fine();
    story.vault.run("policy", "accept", "--yes").fine();
  }

  @Test
  void aRequiredCancelLeafThatIsNotAllowedIsSaidAndRefused() {
    TestVault fresh = new TestVault(folder.resolve("fresh"), clock, SigningWrite.NONE);
    fresh.run("create", "--practice").fine();
    fresh.run("policy", "draft").fine();
    fresh.run("policy", "set", "--approvals", "0").fine();
    fresh
        .run("policy", "allow", account(), "--network", "practice", "--ops", "native-transfer")
        .fine();

    TestVault.Outcome refused = fresh.run("policy", "accept", "--yes");

    assertThat(refused.problem()).isEqualTo(OfficerProblem.POLICY_NO_WAY_ON.id());
    assertThat(refused.out()).contains("every nonce needs a cancel leaf");
    fresh.run("policy", "allow", account(), "--network", "practice", "--ops", "cancel").fine();
    assertThat(fresh.run("policy", "diff").fine().json().path("noWayOn"))
        .extracting(node -> node.asString())
        .anyMatch(words -> words.contains("the limit for"))
        .anyMatch(words -> words.contains("address book is empty"));
    fresh.run("policy", "accept", "--yes").fine();
  }

  private String approverCard() {
    for (JsonNode card : story.vault.run("pair", "list").fine().json().path("cards")) {
      if (card.path("role").asString().equals("approver")) {
        return card.path("card").asString();
      }
    }
    throw new AssertionError("no approver is paired");
  }

  private static List<String> shownBefore(TestVault vault) {
    vault.prompt().answers(false).shown().clear();
    assertThat(vault.run("policy", "accept").problem())
        .isEqualTo(VaultProblem.VAULT_NOT_CONFIRMED.id());
    return vault.prompt().shown();
  }

  @Test
  void anUnchangedDraftAndABadEntryAreRefused() {
    story.vault.run("policy", "draft").fine();
    assertThat(story.vault.run("policy", "accept", "--yes").problem())
        .isEqualTo("policy-unchanged");
    assertThat(
            story
                .vault
                .run("policy", "allow", account(), "--network", "practice", "--ops", "steal")
                .problem())
        .isEqualTo("policy-entry-refused");
    assertThat(
            story
                .vault
                .run(
                    "policy",
                    "address",
                    "add",
                    "--network",
                    "practice",
                    "--address",
                    account(),
                    "--name",
                    "evil\u202ename")
                .problem())
        .isEqualTo("policy-name-refused");
    assertThat(
            story
                .vault
                .run("policy", "deny", Story.SUPPLIER.toString(), "--network", "practice")
                .problem())
        .isEqualTo("policy-entry-unknown");
  }

  @Test
  void aPracticeVaultNeverAllowsRealMoney() {
    story.vault.run("policy", "draft").fine();
    assertThat(
            story
                .vault
                .run("policy", "allow", account(), "--network", "mainnet", "--ops", "cancel")
                .problem())
        .isEqualTo("policy-real-money");
    assertThat(
            story
                .vault
                .run("policy", "allow", account(), "--network", "1", "--ops", "cancel")
                .problem())
        .isEqualTo("policy-real-money");
  }

  @Test
  void validatorsComeFromADepositFileIntoTheDraft() {
    Path file = SharedData.require("deposit/deposit_data-hoodi-0x02-32eth.json");
    story.vault.run("policy", "draft").fine();
    story
        .vault
        .run(
            "validators",
            "enrol",
            "--deposit-data",
            file.toString(),
            "--attester",
            "Ann",
            "--network",
            "hoodi")
        .fine();
    assertThat(story.vault.run("validators", "list", "--draft").fine().json().path("count").asInt())
        .isEqualTo(100);
    assertThat(
            story
                .vault
                .run(
                    "validators",
                    "enrol",
                    "--deposit-data",
                    file.toString(),
                    "--attester",
                    "Ann",
                    "--network",
                    "sepolia")
                .problem())
        .isEqualTo("enrol-file-refused");
    for (String bad : List.of("truncated", "duplicate-pubkey", "credentials-0x00-bls")) {
      assertThat(
              story
                  .vault
                  .run(
                      "validators",
                      "enrol",
                      "--deposit-data",
                      SharedData.require("deposit/bad-" + bad + ".json").toString(),
                      "--attester",
                      "Ann",
                      "--network",
                      "hoodi")
                  .problem())
          .as(bad)
          .isEqualTo("enrol-file-refused");
    }
  }

  @Test
  void enrolmentIsDatedByVaultTime() throws Exception {
    story.vault.run("policy", "draft").fine();
    long last = clock.instant().getEpochSecond();
    clock.advance(Duration.ofDays(30));
    Path list = folder.resolve("dated.csv");
    String credentials = "01" + "00".repeat(11) + "11".repeat(20);
    Files.writeString(list, "8" + "1".repeat(95) + "," + credentials + "\n");
    String[] enrol = {"--list", list.toString(), "--attester", "Ann", "--network", "practice"};
    List<String> command = new ArrayList<>(List.of("validators", "enrol"));
    command.addAll(List.of(enrol));
    story.vault.run(command.toArray(String[]::new)).fine();
    try (VaultHome home =
        VaultHome.open(story.vault.home(), SqliteNative.load(), clock.instant())) {
      assertThat(home.database().read(PolicyDrafts::requireDraft).validators())
          .singleElement()
          .satisfies(validator -> assertThat(validator.since()).isEqualTo(last));
    }
  }

  @Test
  void aListOfValidatorsIsReadWholeOrNotAtAll() throws Exception {
    String key = "8" + "1".repeat(95);
    String credentials = "01" + "00".repeat(11) + "11".repeat(20);
    story.vault.run("policy", "draft").fine();
    Path list = folder.resolve("list.csv");
    Files.writeString(list, "# ours\n" + key + "," + credentials + "\n\n");
    story
        .vault
        .run(
            "validators",
            "enrol",
            "--list",
            list.toString(),
            "--attester",
            "Ann",
            "--network",
            "practice")
        .fine();
    Files.writeString(list, key + "," + credentials + "\n" + key + ",00\n");
    assertThat(
            story
                .vault
                .run(
                    "validators",
                    "enrol",
                    "--list",
                    list.toString(),
                    "--attester",
                    "Ann",
                    "--network",
                    "practice")
                .problem())
        .isEqualTo("enrol-file-refused");
  }

  @Test
  void anOfficerSaysWhichValidatorsTheChainKnowsAndThatWidens() throws Exception {
    String key = "8" + "1".repeat(95);
    Path list = folder.resolve("list.csv");
    Files.writeString(list, key + ",01" + "00".repeat(11) + "11".repeat(20) + "\n");
    String[] enrol = {
      "validators", "enrol", "--list", list.toString(), "--attester", "Ann", "--network", "practice"
    };
    story.vault.run("policy", "draft").fine();
    story.vault.run(enrol).fine();
    assertThat(story.vault.run("policy", "diff").fine().out())
        .contains("WIDENS: adds validator 0x" + key)
        .contains("not confirmed on the chain: no top-up");
    story.vault.run("policy", "accept", "--yes").fine();
    story.vault.run("ceremony", "begin", "--yes").fine();

    story.vault.run("policy", "draft").fine();
    assertThat(story.vault.run("validators", "confirm", "--network", "hoodi", key).problem())
        .isEqualTo("policy-entry-unknown");
    story.vault.run("validators", "confirm", "--network", "practice", "0x" + key).fine();
    assertThat(story.vault.run("policy", "diff").fine().out())
        .contains("WIDENS: changes validator 0x" + key)
        .contains("attested by Ann, confirmed on the chain: may be topped up");
    assertThat(listed("--draft").path("confirmed").asInt()).isEqualTo(1);

    // To enrol again without the word takes it back.
    story.vault.run(enrol).fine();
    assertThat(listed("--draft").path("confirmed").asInt()).isZero();
  }

  private JsonNode listed(String... options) {
    List<String> words = new ArrayList<>(List.of("validators", "list"));
    words.addAll(List.of(options));
    return story.vault.run(words.toArray(String[]::new)).fine().json();
  }

  @Test
  void cardsAreAcceptedByTheirTenWordsOnly() throws Exception {
    TestDesk other = new TestDesk("another desk");
    Path stick = story.freshStick();
    TestDesk.put(stick, other.card());
    assertThat(
            story
                .vault
                .run(
                    "pair",
                    "accept",
                    "--in",
                    stick.toString(),
                    "--name",
                    "x",
                    "--words",
                    WordCode.text(Digest32.ZERO))
                .problem())
        .isEqualTo("peer-words-differ");
    String words = WordCode.text(other.card().digest());
    story
        .vault
        .run(
            "pair",
            "accept",
            "--in",
            stick.toString(),
            "--name",
            "second",
            "--words",
            words,
            "--yes")
        .fine();
    assertThat(
            story
                .vault
                .run(
                    "pair",
                    "accept",
                    "--in",
                    stick.toString(),
                    "--name",
                    "second",
                    "--words",
                    words)
                .problem())
        .isEqualTo("peer-known");
  }

  @Test
  void aPersonIsAskedAndNoIsNo() throws Exception {
    TestDesk other = new TestDesk("another desk");
    Path stick = story.freshStick();
    TestDesk.put(stick, other.card());
    story.vault.prompt().answers(false).reads(List.of(story.sheetWords().split(" ")));
    assertThat(story.vault.run("pair", "accept", "--in", stick.toString(), "--name", "x").problem())
        .isEqualTo(VaultProblem.VAULT_NOT_CONFIRMED.id());
    assertThat(String.join("\n", story.vault.prompt().shown()))
        .containsPattern(TestVault.twoLeftOut(WordCode.text(other.card().digest())));
  }

  @Test
  void theSignedPolicyReachesTheDeskInAnEnvelope() throws Exception {
    Path stick = story.freshStick();
    story.vault.run("policy", "export", "--out", stick.toString()).fine();
    Digest32 hash =
        story.desk.openPolicy(TestVault.only(stick, ParcelKind.POLICY), story.vaultCard);
    assertThat(hash).isEqualTo(story.policy);
  }

  @Test
  void anExportedJournalIsVerifiedWithTheCardAlone() throws Exception {
    Path stick = story.freshStick();
    story.vault.run("journal", "export", "--out", stick.toString()).fine();
    story.vault.run("pair", "show", "--out", stick.toString()).fine();
    Path export = folder.resolve("journal");
    Path card = folder.resolve("card");
    Files.write(export, TestVault.only(stick, ParcelKind.JOURNAL_EXPORT).toArray());
    Files.write(card, TestVault.only(stick, ParcelKind.IDENTITY_CARD).toArray());
    story
        .vault
        .run("journal", "verify", "--export", export.toString(), "--card", card.toString())
        .fine();
    byte[] changed = Files.readAllBytes(export);
    changed[changed.length / 2] ^= 1;
    Files.write(export, changed);
    assertThat(
            story
                .vault
                .run("journal", "verify", "--export", export.toString(), "--card", card.toString())
                .exit())
        .isEqualTo(VaultExitCode.PROBLEM);
  }

  @Test
  void statusNeedsNoPassphraseAndShowsTheClock() {
    clock.advance(Duration.ofDays(30));
    TestVault.Outcome status = story.vault.runBare("status", "--json");
    assertThat(status.json().path("clock").asString()).isEqualTo("forward");
  }

  private static String account() {
    return Story.ACCOUNT.toString();
  }

  private void edit(String... command) {
    story.vault.run("policy", "draft").fine();
    story.vault.run(command).fine();
  }

  private long inForce() {
    return story.vault.run("policy", "show").fine().json().path("number").asLong();
  }
}
