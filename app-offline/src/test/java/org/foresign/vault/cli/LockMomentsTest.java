package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.foresign.codec.Digest32;
import org.foresign.model.problem.Problem;
import org.foresign.testkit.StubClock;
import org.foresign.vault.lock.LockProblem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a command looks at the locks of its process. */
class LockMomentsTest {
  @TempDir Path folder;
  private Story story;
  private Story.Delivered delivered;

  @BeforeEach
  void begin() throws Exception {
    story = Story.begin(folder, StubClock.at("2026-11-21T10:00:00Z"));
    delivered = story.deliver(story.plan());
    story.vault.moments().clear();
  }

  @Test
  void signingLooksBeforeEachPassphraseAndOnceMoreBeforeItClaims() {
    story.sign(delivered).fine();

    List<String> moments = story.vault.moments();
    List<String> before = moments.subList(0, moments.indexOf("claiming"));
    assertThat(before).endsWith("passphrase", "locks");
    for (int at = 0; at < before.size(); at++) {
      if (before.get(at).equals("passphrase")) {
        assertThat(before.get(at - 1)).isEqualTo("locks");
      }
    }
  }

  @Test
  void aCableThatIsPluggedInDuringThePassphraseStopsTheSigning() throws Exception {
    Digest32 state = story.vault.stateWithoutJournal();
    story.vault.locks(practice -> {
      List<String> moments = story.vault.moments();
      if (moments.stream().filter("passphrase"::equals).count() == 2) {
        throw Problem.of(LockProblem.LOCK_INTERFACE_UP, "interfaces: up: eth0").asException();
      }
    });

    TestVault.Outcome refused = story.sign(delivered);

    assertThat(refused.problem()).isEqualTo("lock-interface-up");
    assertThat(story.vault.moments()).endsWith("passphrase", "locks");
    assertThat(story.vault.stateWithoutJournal()).isEqualTo(state);
    story.vault.locks(practice -> {});
    story.sign(delivered).fine();
  }
}
