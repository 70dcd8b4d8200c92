package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.foresign.codec.Digest32;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.store.SqliteNative;
import org.foresign.testkit.StubClock;
import org.foresign.vault.journal.ComparedSheet;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.journal.JournalReplay;
import org.foresign.vault.journal.VaultTime;
import org.foresign.vault.settings.VaultHome;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.sign.SigningWrite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A wrong date that was taken has a way back by officers; going forward and back, in whichever
 * order, ends no wait and revives no request.
 */
class ClockSetBackTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration TWENTY_YEARS = Duration.ofDays(7_305);

  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");

  @TempDir private Path folder;

  @Test
  void afterAWrongDateWasTakenOfficersGoBackAndTheVaultSignsAgain() throws Exception {
    Story story = Story.begin(folder, clock);
    takeAWrongDate(story);
    Story.Delivered refused = story.deliver(story.plan());
    assertThat(story.sign(refused).problem()).isEqualTo(VaultProblem.VAULT_CLOCK_BACK.id());

    TestVault.Outcome back =
        story.vault.run("clock", "set-back", "--reason", "typed 2046 for 2026", "--yes").fine();

    assertThat(back.json().path("to").asLong()).isEqualTo(clock.instant().getEpochSecond());
    assertThat(back.json().path("policy").asLong()).isEqualTo(2);
    assertThat(back.json().path("waits").isMissingNode()).isTrue();
    assertThat(back.json().path("headWords").size()).isEqualTo(10);
    assertThat(status(story.vault)).isEqualTo("steady");
    assertThat(story.vault.run("journal", "show", "--last", "4").out())
        .contains("clock-set-back")
        .contains("typed 2046 for 2026");
    story.vault.run("journal", "verify").fine();
    story.sign(story.deliver(story.plan().policy(inForce(story.vault)))).fine();
    story.vault.run("journal", "verify").fine();
  }

  @Test
  void noRequestOfBeforeIsSignedAfterIt() throws Exception {
    Story story = Story.begin(folder, clock);
    Story.Delivered waiting = story.deliver(story.plan());
    Story.Delivered expired = story.deliver(story.plan());
    clock.advance(Duration.ofSeconds(expired.request().reviewBy() + 1 - now()));
    story.vault.run("clock", "accept", "--yes");
    assertThat(story.sign(expired).out()).contains("\"review-date-passed\"");

    clock.advance(Duration.ofSeconds(waiting.request().plannedAt() + 60 - now()));
    story.vault.run("clock", "set-back", "--reason", "in earnest a lie", "--yes").fine();

    assertThat(story.sign(expired).out())
        .contains("\"policy-other\"")
        .doesNotContain("\"review-date-passed\"");
    assertThat(story.sign(waiting).out()).contains("\"policy-other\"");
  }

  @Test
  void forwardAndBackDoesNotEndAWaitNorDoesWhatWasDecidedInBetween() {
    TestVault vault = realVault();
    accept(vault, 95);
    real(vault, "ceremony", "begin");
    clock.advance(DAY.plusHours(1));
    real(vault, "unlock", "check");
    assertThat(number(vault)).as("the day seems to have passed").isEqualTo(2);
    accept(vault, 94); // narrows only, so it is in force at once
    assertThat(number(vault)).isEqualTo(3);

    clock.advance(DAY.plusMinutes(59).negated());
    TestVault.Outcome back = real(vault, "clock", "set-back", "--reason", "one day too many");

    assertThat(back.json().path("policy").asLong()).isEqualTo(4);
    assertThat(back.json().path("waits").asLong()).isEqualTo(5);
    assertThat(number(vault)).isEqualTo(4);
    assertThat(reviewDays(vault)).isEqualTo(90);
    real(vault, "ceremony", "begin");
    clock.advance(DAY.plusMinutes(59)); // to when it was set back: from there a day counts
    real(vault, "unlock", "check");
    assertThat(number(vault)).isEqualTo(4);
    clock.advance(DAY);
    real(vault, "unlock", "check");
    assertThat(number(vault)).isEqualTo(5);
    assertThat(reviewDays(vault)).isEqualTo(94);
  }

  @Test
  void backAndForwardDoesNotEndAWait() {
    TestVault vault = realVault();
    clock.advance(Duration.ofDays(20));
    real(vault, "clock", "accept");
    accept(vault, 95);
    real(vault, "ceremony", "begin");
    clock.advance(Duration.ofDays(-10)); // into the step that was accepted
    real(vault, "clock", "set-back", "--reason", "ten days too many");
    real(vault, "ceremony", "begin");
    clock.advance(Duration.ofDays(10).plusMinutes(1));
    assertThat(status(vault)).isEqualTo("forward");
    TestVault.Outcome accepted = real(vault, "clock", "accept");

    assertThat(accepted.json().path("waits").asLong()).isEqualTo(6);
    real(vault, "ceremony", "begin");
    assertThat(reviewDays(vault)).isEqualTo(90);
    clock.advance(DAY.minusSeconds(1));
    real(vault, "unlock", "check");
    assertThat(reviewDays(vault)).isEqualTo(90);
    clock.advance(Duration.ofSeconds(1));
    real(vault, "unlock", "check");
    assertThat(reviewDays(vault)).isEqualTo(95);
    clock.advance(Duration.ofDays(30));
    real(vault, "clock", "accept");
    assertThat(reviewDays(vault)).as("a later month is as any other").isEqualTo(95);
  }

  /** So short a way back needs nobody's word to be gone forward again. */
  @ParameterizedTest
  @ValueSource(ints = {3, 7})
  void backByAStepThatNobodyAcceptsAndForwardDoesNotEndAWait(int days) {
    TestVault vault = realVault();
    clock.advance(Duration.ofDays(20));
    real(vault, "clock", "accept");
    accept(vault, 95);
    real(vault, "ceremony", "begin");
    clock.advance(Duration.ofDays(-days)); // into the step that was accepted
    real(vault, "clock", "set-back", "--reason", "some days too many");
    real(vault, "ceremony", "begin");
    clock.advance(Duration.ofDays(days));
    assertThat(status(vault)).isEqualTo("steady");
    real(vault, "unlock", "check");
    assertThat(reviewDays(vault)).isEqualTo(90);
    clock.advance(DAY);
    real(vault, "unlock", "check");
    assertThat(reviewDays(vault)).isEqualTo(95);
  }

  /** A second step back is measured from the greatest time, and not from the first. */
  @Test
  void backInTwoStepsAndForwardAgainDoesNotEndAWait() {
    TestVault vault = realVault();
    accept(vault, 95);
    real(vault, "ceremony", "begin");
    clock.advance(Duration.ofDays(-2));
    real(vault, "clock", "set-back", "--reason", "two days too many");
    clock.advance(Duration.ofMinutes(-1));
    real(vault, "clock", "set-back", "--reason", "a minute more");
    real(vault, "ceremony", "begin");
    clock.advance(Duration.ofDays(2).plusMinutes(6)); // the right time again
    waitsADayFromHere(vault, Duration.ofMinutes(5));
  }

  @Test
  void whatIsDecidedWhileTimeIsSetBackWaitsADayFromTheGreatestTime() {
    TestVault vault = realVault();
    clock.advance(Duration.ofDays(-6));
    real(vault, "clock", "set-back", "--reason", "six days too many");
    accept(vault, 95);
    real(vault, "ceremony", "begin");
    clock.advance(Duration.ofDays(6).plusMinutes(5)); // the right time again
    waitsADayFromHere(vault, Duration.ofMinutes(5));
  }

  /** As at a monthly sitting: while the clock is not accepted vault time stands still. */
  @Test
  void nothingIsDecidedAboutPoliciesBeforeTheClockIsAccepted() {
    TestVault vault = realVault();
    clock.advance(Duration.ofDays(30));
    real(vault, "policy", "draft");
    real(vault, "policy", "set", "--max-review-days", "95");
    vault.prompt().answers(true, TestVault.PASSPHRASE);
    assertThat(vault.runBare("policy", "accept", "--json").problem())
        .isEqualTo(VaultProblem.VAULT_CLOCK_FORWARD.id());
    real(vault, "clock", "accept");
    real(vault, "policy", "accept");
    real(vault, "ceremony", "begin");
    waitsADayFromHere(vault, Duration.ZERO);
  }

  private void waitsADayFromHere(TestVault vault, Duration since) {
    assertThat(status(vault)).isEqualTo("steady");
    real(vault, "unlock", "check");
    assertThat(reviewDays(vault)).isEqualTo(90);
    clock.advance(DAY.minus(since).minusSeconds(1).minusMinutes(1));
    real(vault, "unlock", "check");
    assertThat(reviewDays(vault)).isEqualTo(90);
    clock.advance(Duration.ofMinutes(2));
    real(vault, "unlock", "check");
    assertThat(reviewDays(vault)).isEqualTo(95);
  }

  /** Accepting nothing, or a part of the way, leaves the rest of it no way round the wait. */
  @ParameterizedTest
  @ValueSource(ints = {0, 10})
  void noStepOnTheWayForwardAgainMakesTheNextOneCount(int days) {
    TestVault vault = realVault();
    clock.advance(Duration.ofDays(40));
    real(vault, "clock", "accept");
    accept(vault, 95);
    clock.advance(Duration.ofDays(-30));
    real(vault, "clock", "set-back", "--reason", "a month too many");
    clock.advance(Duration.ofDays(days));
    real(vault, "clock", "accept");
    real(vault, "ceremony", "begin");
    clock.advance(Duration.ofDays(30 - days));
    real(vault, "clock", "accept");
    real(vault, "ceremony", "begin");
    assertThat(reviewDays(vault)).isEqualTo(90);
    clock.advance(DAY);
    real(vault, "unlock", "check");
    assertThat(reviewDays(vault)).isEqualTo(95);
  }

  @Test
  void backOverTimeThatWasSeenToPassAndForwardInShortStepsDoesNotEndAWait() {
    TestVault vault = realVault();
    for (int week = 0; week < 3; week++) {
      clock.advance(Duration.ofDays(7));
      real(vault, "unlock", "check");
    }
    accept(vault, 95);
    clock.advance(Duration.ofDays(-10));
    real(vault, "clock", "set-back", "--reason", "ten days too many");
    for (int step = 0; step < 2; step++) {
      real(vault, "ceremony", "begin");
      clock.advance(Duration.ofDays(5));
      real(vault, "unlock", "check");
    }
    assertThat(reviewDays(vault)).isEqualTo(90);
    clock.advance(DAY);
    real(vault, "unlock", "check");
    assertThat(reviewDays(vault)).isEqualTo(95);
  }

  @Test
  void whatNarrowedInTheWrongTimeStaysNarrow() {
    TestVault vault = realVault();
    clock.advance(TWENTY_YEARS);
    real(vault, "clock", "accept");
    accept(vault, 30);
    clock.advance(TWENTY_YEARS.negated().plusMinutes(5));
    real(vault, "clock", "set-back", "--reason", "typed 2046");
    assertThat(reviewDays(vault)).isEqualTo(30);
  }

  @Test
  void aWideningThatWaitsForTheWrongTimeWaitsADayOfTheRightOne() {
    TestVault vault = realVault();
    clock.advance(TWENTY_YEARS);
    real(vault, "clock", "accept");
    accept(vault, 95);
    clock.advance(TWENTY_YEARS.negated().plusMinutes(5));
    real(vault, "clock", "set-back", "--reason", "typed 2046");
    real(vault, "ceremony", "begin");
    clock.advance(DAY.minusSeconds(1));
    real(vault, "unlock", "check");
    assertThat(reviewDays(vault)).isEqualTo(90);
    clock.advance(Duration.ofSeconds(1));
    real(vault, "unlock", "check");
    assertThat(reviewDays(vault)).isEqualTo(95);
  }

  @Test
  void aVaultThatWasMadeUnderAWrongDateHasAWayBackToo() {
    clock.advance(TWENTY_YEARS);
    TestVault vault = realVault();
    accept(vault, 95);
    clock.advance(TWENTY_YEARS.negated());
    real(vault, "clock", "set-back", "--reason", "made in 2046");
    real(vault, "ceremony", "begin");
    clock.advance(DAY);
    real(vault, "unlock", "check");
    assertThat(reviewDays(vault)).isEqualTo(95);
  }

  @Test
  void aClockThatIsNotBehindIsNotSetBackAndNobodyIsAskedForAPassphrase() {
    TestVault vault = realVault();
    for (Duration ahead : List.of(Duration.ZERO, Duration.ofDays(30))) {
      clock.advance(ahead);
      vault.moments().clear();
      TestVault.Outcome refused =
          vault.runBare("clock", "set-back", "--reason", "no reason", "--json");
      assertThat(refused.problem()).isEqualTo(VaultProblem.VAULT_CLOCK_NOT_BACK.id());
      assertThat(vault.moments()).isEmpty();
    }
  }

  @Test
  void withoutAReasonOrAYesNothingChanges() throws Exception {
    TestVault vault = realVault();
    clock.advance(DAY.negated());
    Digest32 before = vault.stateWithoutJournal();
    for (String reason : List.of("", " ", "a\u001b[2J", "x".repeat(513))) {
      assertThat(vault.runBare("clock", "set-back", "--reason", reason, "--json").exit())
          .isEqualTo(VaultExitCode.USAGE);
    }
    vault.prompt().answers(false, TestVault.PASSPHRASE);
    assertThat(vault.runBare("clock", "set-back", "--reason", "why", "--json").problem())
        .isEqualTo(VaultProblem.VAULT_NOT_CONFIRMED.id());
    assertThat(vault.stateWithoutJournal()).isEqualTo(before);
    assertThat(status(vault)).isEqualTo("back");
  }

  /** A policy that officers sign goes with each; a line in the journal alone sets nothing back. */
  @Test
  void whoeverCanOnlyWriteTheDatabaseSetsNoTimeBack() throws Exception {
    Story story = Story.begin(folder, clock);
    try (VaultHome home =
        VaultHome.open(story.vault.home(), SqliteNative.load(), clock.instant())) {
      Clock behind = Clock.fixed(clock.instant().minus(DAY), ZoneOffset.UTC);
      Journal journal = new Journal(true, new VaultTime(behind));
      home.database()
          .update(sql ->
              journal.setClockBack(
                  sql,
                  new ComparedSheet(JournalReplay.of(sql)),
                  "forged",
                  behind.instant().getEpochSecond()));
    }
    assertThat(story.vault.run("status").problem())
        .isEqualTo(VaultProblem.VAULT_JOURNAL_DIFFERS.id());
    try (VaultHome home =
        VaultHome.open(story.vault.home(), SqliteNative.load(), clock.instant())) {
      Journal journal = new Journal(true, new VaultTime(clock));
      home.database()
          .update(
              sql -> journal.append(sql, JournalEvent.VAULT_UNLOCKED, new Detail("ceremony", "1")));
    }
    assertThat(story.vault.run("status").problem())
        .isEqualTo(VaultProblem.VAULT_JOURNAL_DIFFERS.id());
  }

  private void takeAWrongDate(Story story) {
    clock.advance(TWENTY_YEARS);
    story.vault.run("clock", "accept", "--yes").fine();
    clock.advance(TWENTY_YEARS.negated().plusMinutes(5));
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  private TestVault realVault() {
    TestVault vault = new TestVault(folder, clock, SigningWrite.NONE);
    real(vault, "create", "--real");
    real(vault, "policy", "draft");
    real(vault, "policy", "set", "--approvals", "0", "--max-review-days", "90");
    real(vault, "policy", "accept");
    return vault;
  }

  private static void accept(TestVault vault, int reviewDays) {
    real(vault, "policy", "draft");
    real(vault, "policy", "set", "--max-review-days", Integer.toString(reviewDays));
    real(vault, "policy", "accept");
  }

  private static TestVault.Outcome real(TestVault vault, String... command) {
    vault.prompt().answers(true, TestVault.PASSPHRASE, TestVault.PASSPHRASE);
    String[] all = Arrays.copyOf(command, command.length + 1);
    all[command.length] = "--json";
    TestVault.Outcome outcome = vault.runBare(all).fine();
    if (outcome.json().has("headWords")) { // written on paper
      List<String> words = new ArrayList<>();
      outcome.json().path("headWords").forEach(word -> words.add(word.asString()));
      vault.prompt().reads(words);
    }
    return outcome;
  }

  private static String status(TestVault vault) {
    return vault.runBare("clock", "status", "--json").fine().json().path("clock").asString();
  }

  private static long number(TestVault vault) {
    return shown(vault).json().path("number").asLong();
  }

  private static long reviewDays(TestVault vault) {
    String line =
        shown(vault).out().lines().filter(text -> text.contains(" days")).findFirst().orElseThrow();
    return Long.parseLong(line.replaceAll("(?s).*?([0-9]+) days.*", "$1"));
  }

  private static TestVault.Outcome shown(TestVault vault) {
    return vault.runBare("policy", "show", "--json").fine();
  }

  private static Digest32 inForce(TestVault vault) {
    return Digest32.parseHex(shown(vault).json().path("hash").asString());
  }
}
