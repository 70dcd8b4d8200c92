package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.foresign.testkit.StubClock;
import org.foresign.vault.sign.SigningWrite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What narrows is in force at once, what widens waits: for a ceremony, and in earnest for a day.
 */
class WaitingPolicyTest {
  private static final String EVE = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  private static final String BOB = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";

  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");

  @TempDir private Path folder;

  @Test
  void narrowingActsAtOnceThoughTheSameDraftWidens() throws Exception {
    Story story = Story.begin(folder, clock);
    TestVault.Outcome accepted = change(story, "--per-batch", "5", "--outstanding", "200");
    assertThat(accepted.json().path("active").asBoolean()).isFalse();
    assertThat(accepted.json().path("narrowedNow").asLong()).isEqualTo(2);
    inForce(story, 2, "at most 5 ETH a batch, 100 ETH outstanding, 1,000 ETH: ");

    TestVault.Outcome again = change(story, "--per-batch", "1");
    assertThat(again.json().path("narrowedNow").asLong()).isEqualTo(4);
    inForce(story, 4, "at most 1 ETH a batch, 100 ETH outstanding, 1,000 ETH: ");

    story.vault.run("ceremony", "begin", "--yes").fine();
    inForce(story, 5, "at most 1 ETH a batch, 200 ETH outstanding, 1,000 ETH: ");
    story.vault.run("status").fine();
  }

  @Test
  void whatAWaitingPolicyWidensCanBeTakenBackAtOnce() throws Exception {
    Story story = Story.begin(folder, clock);
    TestVault.Outcome wider = change(story, "--outstanding", "200");
    assertThat(wider.json().path("narrowedNow").isMissingNode()).isTrue();
    TestVault.Outcome back = change(story, "--outstanding", "100");
    assertThat(back.json().path("active").asBoolean()).isTrue();
    story.vault.run("ceremony", "begin", "--yes").fine();
    inForce(story, 3, "100 ETH outstanding");
  }

  @Test
  void whatOfficersTookBackDoesNotComeIntoForceThoughTheCorrectionWaitsToo() {
    TestVault vault = new TestVault(folder, clock, SigningWrite.NONE);
    real(vault, "create", "--real");
    real(vault, "policy", "draft");
    real(vault, "policy", "set", "--approvals", "0");
    real(vault, "policy", "accept");
    address(vault, "add", EVE, "--name", "Eve"); // number 2, waits for a day and a ceremony
    real(vault, "policy", "accept");
    real(vault, "ceremony", "begin");
    clock.advance(Duration.ofHours(20)); // somebody looked at the sheet
    address(vault, "remove", EVE);
    real(
        vault,
        "policy",
        "address",
        "add",
        "--network",
        "mainnet",
        "--address",
        BOB,
        "--name",
        "Bob");
    vault.prompt().shown().clear();

    TestVault.Outcome corrected = real(vault, "policy", "accept");

    assertThat(corrected.out() + vault.prompt().shown())
        .contains("takes back, before it was in force: adds recipient Eve")
        .contains("WIDENS: adds recipient Bob");
    assertThat(corrected.json().path("narrowedNow").asLong()).isEqualTo(3);
    for (int day = 0; day < 10; day++) {
      clock.advance(Duration.ofDays(1));
      real(vault, "unlock", "check");
      assertThat(real(vault, "policy", "show").out()).doesNotContain("Eve", "Bob");
    }
    real(vault, "ceremony", "begin");
    assertThat(real(vault, "policy", "show").out()).contains("Bob").doesNotContain("Eve");
  }

  @Test
  void thePageNamesWhatIsTakenBackWhereNothingElseWidens() {
    TestVault vault = new TestVault(folder, clock, SigningWrite.NONE);
    real(vault, "create", "--real");
    real(vault, "policy", "draft");
    real(vault, "policy", "set", "--approvals", "0");
    real(vault, "policy", "accept");
    address(vault, "add", EVE, "--name", "Eve");
    real(vault, "policy", "accept");
    address(vault, "remove", EVE);
    vault.prompt().shown().clear();
    TestVault.Outcome back = real(vault, "policy", "accept");
    assertThat(back.out() + vault.prompt().shown())
        .contains("takes back, before it was in force: adds recipient Eve");
  }

  private static void address(TestVault vault, String change, String address, String... more) {
    real(vault, "policy", "draft");
    List<String> words = new java.util.ArrayList<>(List.of("policy", "address", change));
    words.addAll(List.of("--network", "mainnet", "--address", address));
    words.addAll(List.of(more));
    real(vault, words.toArray(String[]::new));
  }

  @Test
  void aRealVaultWaitsADayBesideTheCeremony() {
    TestVault vault = new TestVault(folder, clock, SigningWrite.NONE);
    real(vault, "create", "--real");
    real(vault, "policy", "draft");
    real(vault, "policy", "set", "--approvals", "0");
    real(vault, "policy", "accept");
    real(vault, "policy", "draft");
    real(vault, "policy", "set", "--max-review-days", "91");
    real(vault, "policy", "accept");
    real(vault, "ceremony", "begin");
    clock.advance(Duration.ofSeconds(86_399));
    real(vault, "unlock", "check");
    assertThat(real(vault, "policy", "show").json().path("number").asLong()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(1));
    real(vault, "unlock", "check");
    assertThat(real(vault, "policy", "show").json().path("number").asLong()).isEqualTo(2);
  }

  private static TestVault.Outcome real(TestVault vault, String... command) {
    vault.prompt().answers(true, TestVault.PASSPHRASE, TestVault.PASSPHRASE);
    String[] all = java.util.Arrays.copyOf(command, command.length + 1);
    all[command.length] = "--json";
    TestVault.Outcome outcome = vault.runBare(all).fine();
    if (outcome.json().has("headWords")) { // written on paper
      List<String> words = new java.util.ArrayList<>();
      outcome.json().path("headWords").forEach(word -> words.add(word.asString()));
      vault.prompt().reads(words);
    }
    return outcome;
  }

  private static TestVault.Outcome change(Story story, String... limits) {
    story.vault.run("policy", "draft").fine();
    List<String> words = new java.util.ArrayList<>(List.of("policy", "allow"));
    words.addAll(List.of(Story.ACCOUNT.toString(), "--network", "practice"));
    words.addAll(List.of(limits));
    story.vault.run(words.toArray(String[]::new)).fine();
    return story.vault.run("policy", "accept", "--yes").fine();
  }

  private static void inForce(Story story, long number, String words) {
    TestVault.Outcome shown = story.vault.run("policy", "show").fine();
    assertThat(shown.json().path("number").asLong()).isEqualTo(number);
    assertThat(shown.out()).contains(words);
  }
}
