package org.foresign.vault.work;

import java.util.Set;
import org.foresign.model.policy.FindingCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.CancelToken;
import org.foresign.model.work.Job;
import org.foresign.model.work.Progress;
import org.foresign.signer.SignerAsker;
import org.foresign.terminal.TwoWords;
import org.foresign.vault.TestStick;
import org.foresign.vault.judge.JudgedBatch;
import org.jspecify.annotations.Nullable;

/** Somebody at a practice vault who signs whatever lies on a stick, without any command. */
class SigningOfficer implements ReviewAsker {
  private final PairedVault vault;
  private final PairedVault.Delivered delivered;

  SigningOfficer(PairedVault vault, PairedVault.Delivered delivered) {
    this.vault = vault;
    this.delivered = delivered;
  }

  Signing.Outcome sign(SignerAsker device) throws ProblemException {
    return sign(device, (step, done, total) -> {}, new CancelToken());
  }

  Signing.Outcome sign(SignerAsker device, Progress<CeremonyStep> progress, CancelToken cancel)
      throws ProblemException {
    try (Sitting sitting = vault.home.sit()) {
      TestStick stick = new TestStick(delivered.stick());
      return new Signing(sitting, vault.home.asker(), this, device, new Job<>(progress, cancel))
          .run(new Signing.Order(stick.in(), null, stick.out()));
    }
  }

  @Override
  public Set<FindingCode> review(JudgedBatch judged, TwoWords two) {
    return judged.review().consentsWanted();
  }

  @Override
  public Reply ask(Reading reading, @Nullable TwoWords two) {
    return new Reply.Unread();
  }
}
