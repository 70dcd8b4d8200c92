package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.foresign.model.policy.Policy;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.slot.SlotPurpose;
import org.foresign.testkit.StubClock;
import org.foresign.vault.officers.OfficerProblem;
import org.foresign.vault.officers.Policies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Officers accept the policy that they read, and no other. */
class ShownPolicyTest {
  @TempDir private Path folder;

  @Test
  void aDraftThatIsExchangedWhileItIsReadIsNotAccepted() throws Exception {
    Story story = Story.begin(folder, StubClock.at("2026-11-21T10:00:00Z"));
    story.vault.run("policy", "draft").fine();
    story.vault.run("policy", "set", "--max-review-days", "30").fine();
    HomeOptions options = new HomeOptions();
    options.home = story.vault.home();
    options.yes = true;
    options.passphraseFile = story.vault.file("passphrase");

    try (Session session = Session.open(story.vault.services(), options)) {
      Policy shown = session.home().database().read(Policies::requireDraft);
      Session.Unlocked unlocked = session.unlock(SlotPurpose.ADMINISTER);
      session
          .home()
          .database()
          .update(sql -> Policies.keepDraft(sql, Policies.template(sql, session.facts())));

      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> new Policies(unlocked.vault()).accept(unlocked.officers(), shown))
          .satisfies(
              e -> assertThat(e.problem().code()).isEqualTo(OfficerProblem.POLICY_DRAFT_CHANGED));
    }
    assertThat(story.vault.run("policy", "show").fine().json().path("number").asLong())
        .isEqualTo(1);
  }
}
