package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Bytes;
import org.foresign.model.tx.SignedBatch;
import org.foresign.testkit.Processes;
import org.foresign.testkit.StubClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SIGKILL at each write point of signing, in a real process, against the real database. */
class CrashTest {
  private static final String NOW = "2026-11-21T10:00:00Z";

  @TempDir Path folder;
  private Story story;
  private Story.Delivered delivered;

  @BeforeEach
  void prepare() throws Exception {
    story = Story.begin(folder, StubClock.at(NOW));
    delivered = story.deliver(story.plan());
  }

  @Test
  void beforeTheClaimIsCommittedNothingHappened() throws Exception {
    var before = story.vault.stateWithoutJournal();
    kill("claiming", 1);
    assertThat(story.vault.stateWithoutJournal()).isEqualTo(before);
    assertThat(status()).isEqualTo("ready");
    finish();
  }

  @ParameterizedTest
  @CsvSource({"claimed, 1", "leaf, 1", "leaf, 7", "signed, 1", "keeping, 1"})
  void aClaimedBatchCountsAndOnlyItselfGoesOn(String point, int hit) throws Exception {
    kill(point, hit);
    assertThat(status()).isEqualTo("interrupted");
    assertThat(story.vault.runBare("status").out()).contains("was interrupted after its claim");

    // Another batch does not get the nonces of the interrupted one.
    Story.Delivered other = story.deliver(story.plan().sequence(2, null));
    TestVault.Outcome refused = story.sign(other);
    assertThat(refused.exit()).isEqualTo(VaultExitCode.REFUSED);
    assertThat(refused.out()).contains("\"nonce-reopened\"");

    finish();
    assertThat(status()).isEqualTo("ready");
    assertThat(story.vault.run("journal", "show", "--last", "5").out())
        .contains("batch-interrupted");
  }

  @Test
  void aKeptResultIsExportedAgainAndNeverSignedAgain() throws Exception {
    kill("kept", 1);
    assertThat(status()).isEqualTo("ready");
    Path stick = story.freshStick();
    story.vault.run("reexport", "--out", stick.toString()).fine();
    Bytes kept = TestVault.only(stick, ParcelKind.SIGNED_BATCH);
    verify(kept);
    story.sign(delivered).fine();
    assertThat(story.result(delivered)).isEqualTo(kept);
  }

  private void finish() throws Exception {
    story.sign(delivered).fine();
    verify(story.result(delivered));
    story.vault.run("journal", "verify").fine();
  }

  private void verify(Bytes result) throws Exception {
    SignedBatch opened = story.desk.openResult(result, delivered.batch(), story.vaultCard);
    assertThat(opened.header().leafCount()).isEqualTo(delivered.batch().leaves().size());
  }

  private String status() {
    return story.vault.run("status").fine().json().path("state").asString();
  }

  private void kill(String point, int hit) {
    Processes.killAt(
        CrashVaultMain.class, point, hit, folder.toString(), delivered.stick().toString(), NOW);
  }
}
