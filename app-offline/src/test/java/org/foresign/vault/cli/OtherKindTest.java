package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.foresign.crypto.WordCode;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.testkit.StubClock;
import org.foresign.vault.officers.OfficerProblem;
import org.foresign.vault.sign.SigningWrite;
import org.foresign.vault.work.TestDesk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Practice and real machines do not pair. */
class OtherKindTest {
  private static final String CODE = OfficerProblem.PEER_OTHER_KIND.id();

  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");

  @TempDir private Path folder;

  @Test
  void aPracticeVaultTakesNoCardOfARealMachine() throws Exception {
    Story story = Story.begin(folder, clock);
    TestDesk real = new TestDesk("a real desk", false);
    for (SignedIdentityCard card : List.of(real.card(), real.approver())) {
      Path stick = story.freshStick();
      TestDesk.put(stick, card);
      assertThat(
              story
                  .vault
                  .run("pair", "accept", "--in", stick.toString(), "--name", "real", "--yes")
                  .problem())
          .isEqualTo(CODE);
    }
  }

  @Test
  void aRealVaultTakesNoCardOfAPracticeMachine() throws Exception {
    TestVault vault = new TestVault(folder.resolve("v"), clock, SigningWrite.NONE);
    vault.prompt().answers(true, TestVault.PASSPHRASE, TestVault.PASSPHRASE);
    vault.runBare("create", "--real").fine();
    TestDesk practice = new TestDesk("a practice desk");
    Path stick = vault.stick("cards");
    TestDesk.put(stick, practice.card());
    vault.prompt().answers(true, TestVault.PASSPHRASE);
    assertThat(
            vault
                .runBare(
                    "pair",
                    "accept",
                    "--in",
                    stick.toString(),
                    "--name",
                    "practice",
                    "--words",
                    WordCode.text(practice.card().digest()),
                    "--json")
                .problem())
        .isEqualTo(CODE);
  }
}
