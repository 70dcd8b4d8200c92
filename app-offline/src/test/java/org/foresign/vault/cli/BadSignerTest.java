package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.foresign.carry.ParcelKind;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.card.SignerKind;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Job;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.signer.PeerMessage;
import org.foresign.signer.Signer;
import org.foresign.signer.SignerCapabilities;
import org.foresign.signer.SignerEvent;
import org.foresign.signer.SignerProblem;
import org.foresign.signer.SigningCheckpoint;
import org.foresign.signer.SigningSession;
import org.foresign.signer.SigningTask;
import org.foresign.signer.local.LocalSigner;
import org.foresign.testkit.StubClock;
import org.foresign.vault.journal.ComparedSheet;
import org.foresign.vault.judge.JudgeService;
import org.foresign.vault.judge.JudgedBatch;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.receive.ReceiveService;
import org.foresign.vault.sign.BatchSigningService;
import org.foresign.vault.sign.SignProblem;
import org.foresign.vault.sign.SigningWrite;
import org.foresign.vault.work.Sitting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signer that gives one wrong answer among many right ones. */
class BadSignerTest {
  @TempDir Path folder;

  @Test
  void oneWrongSignatureLeavesNoResultAndTheBatchGoesOnWithAGoodSigner() throws Exception {
    Story story = Story.begin(folder, StubClock.at("2026-11-21T10:00:00Z"));
    Story.Delivered delivered = story.deliver(story.plan());
    try (Sitting sitting = story.vault.sit()) {
      Sitting.Unlocked unlocked = sitting.unlock(story.vault.asker(), SecretPurpose.SIGN);
      OpenVault vault = unlocked.vault();
      JudgedBatch judged =
          new JudgeService(vault, sitting::depositCheck)
              .judge(
                  new ReceiveService(vault)
                      .open(TestVault.only(delivered.stick(), ParcelKind.BATCH_REQUEST)));
      BatchSigningService service =
          new BatchSigningService(vault, Secp256k1.best(), new SecureRandom(), SigningWrite.NONE);
      try (var sealer = unlocked.signSealer();
          LocalSigner good =
              new LocalSigner(
                  unlocked.accounts().keys(Set.of(Story.ACCOUNT), sealer),
                  Secp256k1.best(),
                  story.vault.services().tools().access())) {
        ComparedSheet sheet = sitting.sheet().compare(Story.PAPER, judged.memory());
        assertThatThrownBy(
                () -> service.sign(judged, sheet, Set.of(), new OneWrong(good), Job.quiet()))
            .isInstanceOfSatisfying(
                ProblemException.class,
                e ->
                    assertThat(e.problem())
                        .returns(SignProblem.SIGN_INTERRUPTED, Problem::code)
                        .extracting(Problem::details)
                        .asString()
                        .contains(SignerProblem.SIGNER_WRONG_SIGNATURE.happened()));
      }
    }
    assertThat(story.vault.run("status").json().path("state").asString()).isEqualTo("interrupted");
    assertThat(story.vault.run("reexport", "--out", story.freshStick().toString()).problem())
        .isEqualTo("sign-no-result");
    story.sign(delivered).fine();
    story.desk.openResult(story.result(delivered), delivered.batch(), story.vaultCard);
  }

  /** Answers leaf 7 with the signature of leaf 6. */
  private record OneWrong(Signer good) implements Signer {
    @Override
    public SignerCapabilities capabilities() {
      return new SignerCapabilities(SignerKind.LOCAL, Set.of(Story.ACCOUNT), false, false);
    }

    @Override
    public SigningSession open(SigningTask task, SigningCheckpoint checkpoint)
        throws ProblemException {
      SigningSession sitting = good.open(task, checkpoint);
      return new SigningSession() {
        private SignerEvent.Signed last = null;

        @Override
        public SignerEvent advance() {
          SignerEvent event = sitting.advance();
          if (event instanceof SignerEvent.Signed signed) {
            SignerEvent.Signed answer =
                signed.leafIndex() == 7 ? new SignerEvent.Signed(7, last.signature()) : signed;
            last = signed;
            return answer;
          }
          return event;
        }

        @Override
        public void deliver(List<PeerMessage> messages) {
          sitting.deliver(messages);
        }

        @Override
        public SigningCheckpoint checkpoint() {
          return sitting.checkpoint();
        }

        @Override
        public void close() {
          sitting.close();
        }
      };
    }

    @Override
    public void close() {
      good.close();
    }
  }
}
