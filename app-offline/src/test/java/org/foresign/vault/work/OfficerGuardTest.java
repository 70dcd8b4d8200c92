package org.foresign.vault.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Ed25519;
import org.foresign.model.card.IdentityCard;
import org.foresign.model.card.IdentityCardCodec;
import org.foresign.model.card.Role;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.testkit.StubClock;
import org.foresign.vault.journal.Ledger;
import org.foresign.vault.judge.JudgedBatch;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.officers.OfficerProblem;
import org.foresign.vault.sign.SignProblem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What officers rely on: revocation, the paper sheet, and a review that still holds. */
class OfficerGuardTest {
  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");

  @TempDir private Path folder;
  private PairedVault story;

  @BeforeEach
  void begin() throws Exception {
    story = PairedVault.begin(folder, clock);
  }

  @Test
  void aRevokedApproverNoLongerCounts() throws Exception {
    PairedVault.Delivered delivered = story.deliver(story.plan());
    story.revoke(story.desk.approver(), "key stolen");
    assertThat(story.signing(delivered))
        .isInstanceOfSatisfying(
            Signing.Outcome.Refused.class,
            refused ->
                assertThat(refused.judged().review().findings())
                    .extracting(finding -> finding.code().id())
                    .contains("approvals-missing"));
    try (Sitting sitting = story.home.sit()) {
      assertThat(sitting.home().database().read(Ledger::all)).isEmpty();
    }
  }

  @Test
  void whateverChangesWhatIsSignedHasItsLineOnTheSheet() throws Exception {
    TestDesk other = new TestDesk("another desk");
    List<String> line = story.paper();
    for (Change change :
        List.<Change>of(
            () -> story.accept(other.card(), "two").line(),
            () -> story.revoke(other.card(), "gone").line(),
            this::acceptPolicy)) {
      List<String> before = line;
      line = change.make().orElseThrow().words();
      assertThat(line).hasSize(10).isNotEqualTo(before);
      try (Sitting sitting = story.home.sit()) {
        sitting.unlock(story.home.asker());
      }
      try (Sitting sitting = story.home.sit()) {
        CeremonyBegin.Outcome begun =
            new CeremonyBegin(sitting).run(story.home.asker(), PairedVault.UNREAD);
        assertThat(begun.compared()).isEqualTo(line);
        assertThat(VaultStatus.of(sitting).line()).isEqualTo(begun.line()).isPresent();
      }
    }
  }

  private interface Change {
    Optional<PaperLine> make() throws ProblemException;
  }

  private Optional<PaperLine> acceptPolicy() throws ProblemException {
    try (Sitting sitting = story.home.sit()) {
      PolicyWork work = new PolicyWork(sitting);
      work.draft(false);
      work.edit(draft -> draft.requireApprovals(0));
      return work.accept(story.home.asker(), PairedVault.UNREAD).line();
    }
  }

  @Test
  void aReviewHoldsOnlyUntilSomethingElseIsClaimed() throws Exception {
    PairedVault.Delivered first = story.deliver(story.plan());
    PairedVault.Delivered second = story.deliver(story.plan());
    try (Sitting sitting = story.home.sit()) {
      OpenVault vault = sitting.unlock(story.home.asker(), SecretPurpose.SIGN).vault();
      JudgedBatch one = PairedVault.judge(sitting, vault, PairedVault.receive(vault, first));
      JudgedBatch other = PairedVault.judge(sitting, vault, PairedVault.receive(vault, second));
      story.sign(sitting, vault, one);
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> story.sign(sitting, vault, other))
          .satisfies(e -> assertThat(e.problem().code()).isEqualTo(SignProblem.SIGN_JUDGED_BEFORE));
    }
  }

  @Test
  void aCardReplacesOnlyTheOneBeforeItOfTheSameRole() throws Exception {
    refusedToReplace(approver(2, story.desk.card().digest()));
    refusedToReplace(approver(3, story.desk.approver().digest()));
    assertThat(story.accept(approver(2, story.desk.approver().digest()), "Ben").accepted())
        .hasSize(1);
  }

  private void refusedToReplace(SignedIdentityCard card) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> story.accept(card, "Ben"))
        .satisfies(
            e -> assertThat(e.problem().code()).isEqualTo(OfficerProblem.PEER_REPLACES_UNKNOWN));
  }

  private static SignedIdentityCard approver(long epoch, Digest32 replaces) {
    byte[] key = new byte[32];
    TreeMap<Integer, Integer> formats = new TreeMap<>();
    formats.put(5, 1);
    return IdentityCardCodec.sign(
        new IdentityCard(
            Role.APPROVER,
            true,
            epoch,
            1,
            Bytes.of(Ed25519.publicKey(key)),
            null,
            null,
            0,
            replaces,
            false,
            formats,
            List.of(OperationKind.CANCEL)),
        key);
  }
}
