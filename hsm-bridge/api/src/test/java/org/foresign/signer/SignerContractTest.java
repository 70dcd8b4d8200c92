package org.foresign.signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.foresign.crypto.BouncySecp256k1;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ApprovedBatch;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.model.work.CancelToken;
import org.foresign.model.work.ProgressSink;
import org.junit.jupiter.api.Test;

/**
 * What every signer must do. A signer's module extends this class; the check inside uses Bouncy
 * Castle, whatever the signer uses.
 */
public abstract class SignerContractTest {
  private static final Address STRANGER =
      Address.parse("0x00000000000000000000000000000000DeaDBeef");

  /** A fresh open signer with two accounts or more. */
  protected abstract Signer newSigner() throws Exception;

  /** Does at the device what it asks for; signers without a device are never asked. */
  protected void act(DevicePrompt prompt) {
    throw new AssertionError("nobody is there to act on " + prompt);
  }

  /** How many leaves each account signs in these tests; a slow device may ask for fewer. */
  protected int leavesPerAccount() {
    return 20;
  }

  private final SignatureCheck check = new SignatureCheck(new BouncySecp256k1());

  @Test
  void signsEachLeafOnceForItsOwnAccount() throws Exception {
    try (Signer signer = newSigner()) {
      ApprovedBatch batch = batchFor(signer);
      List<Integer> reported = new ArrayList<>();
      try (SigningRun run = new SigningRun(signer, batch, SigningCheckpoint.start(), check)) {
        finish(run, (step, done, total) -> reported.add((int) done));
        assertThat(run.signatures().stream().map(VerifiedSignature::leafIndex))
            .containsExactlyElementsOf(batch.leaves().stream().map(UnsignedTx::index).toList());
        assertThat(reported).isSorted().hasSize(batch.leaves().size());
      }
    }
  }

  @Test
  void goesOnAfterACheckpointWithoutRepeatingALeaf() throws Exception {
    try (Signer signer = newSigner()) {
      ApprovedBatch batch = batchFor(signer);
      SigningCheckpoint half = afterSome(signer, batch, batch.leaves().size() / 2);
      int signedBefore = half.signed().cardinality();
      try (SigningRun run = new SigningRun(signer, batch, half, check)) {
        finish(run, ProgressSink.NONE);
        assertThat(run.signatures()).hasSize(batch.leaves().size() - signedBefore);
        BitSet now = run.checkpoint().signed();
        assertThat(now.cardinality()).isEqualTo(batch.leaves().size());
      }
    }
  }

  @Test
  void saysFinishedAgain() throws Exception {
    try (Signer signer = newSigner()) {
      ApprovedBatch batch = batchFor(signer);
      BitSet all = new BitSet();
      all.set(0, batch.leaves().size());
      try (SigningSession session = signer.open(batch, SigningCheckpoint.of(all))) {
        assertThat(session.advance()).isEqualTo(new SignerEvent.Finished());
        assertThat(session.advance()).isEqualTo(new SignerEvent.Finished());
      }
    }
  }

  @Test
  void refusesABatchWithAnAccountThatIsNotItsOwn() throws Exception {
    try (Signer signer = newSigner()) {
      Address own = signer.capabilities().accounts().iterator().next();
      ApprovedBatch mixed = Batches.cancels(2, own, STRANGER);
      assertThatThrownBy(() -> signer.open(mixed, SigningCheckpoint.start()))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code()).isEqualTo(SignerProblem.SIGNER_NO_KEY));
    }
  }

  @Test
  void signsNothingAfterItsSessionOrItselfWasClosed() throws Exception {
    Signer signer = newSigner();
    ApprovedBatch batch = batchFor(signer);
    SigningSession first = signer.open(batch, SigningCheckpoint.start());
    first.close();
    assertFailed(first.advance());
    SigningSession second = signer.open(batch, SigningCheckpoint.start());
    signer.close();
    assertFailed(second.advance());
    second.close();
    signer.close();
  }

  @Test
  void canBeCancelledBetweenLeavesAndGoOn() throws Exception {
    try (Signer signer = newSigner()) {
      ApprovedBatch batch = batchFor(signer);
      try (SigningRun run = new SigningRun(signer, batch, SigningCheckpoint.start(), check)) {
        CancelToken cancel = new CancelToken();
        assertThatThrownBy(
                () -> {
                  while (run.advance((step, done, total) -> cancel.cancel(), cancel)
                      instanceof SigningRun.Outcome.AtDevice at) {
                    act(at.prompt());
                  }
                })
            .isInstanceOf(CancellationException.class);
        assertThat(run.signatures()).hasSize(1);
        finish(run, ProgressSink.NONE);
        assertThat(run.signatures()).hasSize(batch.leaves().size());
      }
    }
  }

  @Test
  void takesMessagesOnlyWhenItCarriesThem() throws Exception {
    try (Signer signer = newSigner();
        SigningSession session = signer.open(batchFor(signer), SigningCheckpoint.start())) {
      if (!signer.capabilities().carriesMessages()) {
        assertThatThrownBy(() -> session.deliver(List.of()))
            .isInstanceOf(IllegalStateException.class);
      }
    }
  }

  private ApprovedBatch batchFor(Signer signer) {
    Address[] accounts = signer.capabilities().accounts().toArray(new Address[0]);
    assertThat(accounts.length).isGreaterThan(1);
    return Batches.cancels(leavesPerAccount(), accounts);
  }

  private SigningCheckpoint afterSome(Signer signer, ApprovedBatch batch, int some)
      throws ProblemException {
    try (SigningSession session = signer.open(batch, SigningCheckpoint.start())) {
      int signed = 0;
      while (signed < some) {
        switch (session.advance()) {
          case SignerEvent.Signed _ -> signed++;
          case SignerEvent.WaitingForDevice waiting -> act(waiting.prompt());
          case SignerEvent.HasMessages _, SignerEvent.Finished _, SignerEvent.Failed _ ->
              throw new AssertionError("stopped after " + signed);
        }
      }
      return session.checkpoint();
    }
  }

  private void finish(SigningRun run, ProgressSink progress) {
    SigningRun.Outcome outcome = run.advance(progress, new CancelToken());
    while (outcome instanceof SigningRun.Outcome.AtDevice at) {
      act(at.prompt());
      outcome = run.advance(progress, new CancelToken());
    }
    assertThat(outcome).isEqualTo(new SigningRun.Outcome.Complete());
  }

  private static void assertFailed(SignerEvent event) {
    assertThat(event)
        .isInstanceOfSatisfying(
            SignerEvent.Failed.class,
            failed -> assertThat(failed.problem().code()).isEqualTo(SignerProblem.SIGNER_CLOSED));
  }
}
