package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import org.foresign.model.policy.Policy;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.testkit.StubClock;
import org.foresign.vault.keys.OfficerKey;
import org.foresign.vault.officers.OfficerPolicies;
import org.foresign.vault.officers.OfficerProblem;
import org.foresign.vault.officers.PolicyDrafts;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.work.Sitting;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Officers accept the policy that they read, and no other, and they read what it changes. */
class ShownPolicyTest {
  @TempDir private Path folder;
  private List<String> sheet = List.of();
  private Story story;

  @BeforeEach
  void begin() throws Exception {
    story = Story.begin(folder, StubClock.at("2026-11-21T10:00:00Z"));
  }

  @Test
  void aDraftThatIsExchangedWhileItIsReadIsNotAccepted() throws Exception {
    draft(30);
    try (Sitting sitting = story.vault.sit()) {
      Sitting.Unlocked unlocked = sitting.unlock(story.vault.asker(), SecretPurpose.ADMINISTER);
      OfficerPolicies.Shown shown = new OfficerPolicies(unlocked.vault()).show();
      keep(
          sitting,
          sitting.home().database().read(sql -> PolicyDrafts.template(sql, sitting.facts())));

      isRefused(unlocked, shown);
    }
    assertThat(story.vault.run("policy", "show").fine().json().path("number").asLong())
        .isEqualTo(1);
  }

  @Test
  void aDraftIsNotAcceptedAgainstAnotherPolicyThanItWasComparedWith() throws Exception {
    Policy narrower = draft(20);
    draft(30);
    try (Sitting sitting = story.vault.sit()) {
      Sitting.Unlocked unlocked = sitting.unlock(story.vault.asker(), SecretPurpose.ADMINISTER);
      OfficerPolicies policies = new OfficerPolicies(unlocked.vault());
      OfficerPolicies.Shown narrows = policies.show();
      keep(sitting, narrower);
      policies.accept(unlocked.officers(Story.PAPER), policies.show());
      keep(sitting, narrows.draft()); // which widens now

      isRefused(unlocked, narrows);
    }
    assertThat(story.vault.run("policy", "show").fine().json().path("number").asLong())
        .isEqualTo(2);
  }

  /** No race: whoever types a passphrase takes seconds. */
  @Test
  void aPolicyThatIsHiddenUntilThePassphraseIsAskedForIsStillWhatTheDraftIsComparedWith()
      throws Exception {
    String back = hideTheNewestPolicy();
    story.vault.locks(practice -> Planted.in(story.vault, back));
    story.vault.prompt().answers(true, TestVault.PASSPHRASE).reads(sheet).shown().clear();

    TestVault.Outcome accepted = story.vault.runBare("policy", "accept", "--json").fine();

    assertThat(story.vault.prompt().shown()).anyMatch(line -> line.startsWith("WIDENS: "));
    assertThat(accepted.json().path("active").asBoolean()).isFalse();
  }

  @Test
  void aDiffAgainstAHiddenPolicyIsNotShown() throws Exception {
    String back = hideTheNewestPolicy();
    assertThat(story.vault.run("policy", "diff").problem())
        .isEqualTo(VaultProblem.VAULT_JOURNAL_DIFFERS.id());
    Planted.in(story.vault, back);
    assertThat(story.vault.run("policy", "diff").fine().json().path("widens").asBoolean()).isTrue();
  }

  /** A draft that says what the first policy says and the second took away; without the second. */
  private String hideTheNewestPolicy() throws Exception {
    draft(30);
    story.vault.run("policy", "accept", "--yes").fine();
    sheet = List.of(story.sheetWords().split(" "));
    draft(90);
    String back =
        Planted.text(
            story.vault,
            "SELECT 'INSERT OR IGNORE INTO policy VALUES (2, ' || quote(hash) || ', '"
                + " || quote(document) || ', ' || active_from || ', ' || not_before || ', '"
                + " || quote(decision) || ')' FROM policy WHERE number = 2");
    Planted.in(story.vault, "DELETE FROM policy WHERE number = 2");
    return back;
  }

  private Policy draft(int reviewDays) throws ProblemException {
    story.vault.run("policy", "draft").fine();
    story.vault.run("policy", "set", "--max-review-days", Integer.toString(reviewDays)).fine();
    try (Sitting sitting = story.vault.sit()) {
      return sitting.home().database().read(PolicyDrafts::requireDraft);
    }
  }

  private static void keep(Sitting sitting, Policy draft) throws ProblemException {
    sitting.home().database().update(sql -> PolicyDrafts.keepDraft(sql, draft));
  }

  private static void isRefused(Sitting.Unlocked unlocked, OfficerPolicies.Shown shown)
      throws ProblemException {
    OfficerKey officers = unlocked.officers(Story.PAPER);
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> new OfficerPolicies(unlocked.vault()).accept(officers, shown))
        .satisfies(
            e -> assertThat(e.problem().code()).isEqualTo(OfficerProblem.POLICY_DRAFT_CHANGED));
  }
}
