package org.foresign.signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.foresign.crypto.BouncySecp256k1;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.model.work.CancelToken;
import org.foresign.model.work.Job;
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

  /** Answers of the other members; signers that carry no messages are never asked. */
  protected List<PeerMessage> carry(List<PeerMessage> outgoing) {
    throw new AssertionError("nobody is there to answer " + outgoing);
  }

  /** How many leaves each account signs in these tests; a slow device may ask for fewer. */
  protected int leavesPerAccount() {
    return 20;
  }

  private final SignatureCheck check = new SignatureCheck(new BouncySecp256k1());

  @Test
  void signsEachLeafOnceForItsOwnAccount() throws Exception {
    try (Signer signer = newSigner()) {
      ClaimedBatch batch = batchFor(signer);
      List<Integer> reported = new ArrayList<>();
      try (SigningRun run = new SigningRun(signer, batch, SigningCheckpoint.start(), check)) {
        finish(run, new Job<>((step, done, total) -> reported.add((int) done), new CancelToken()));
        assertThat(run.signatures().stream().map(VerifiedSignature::leafIndex))
            .containsExactlyElementsOf(batch.leaves().stream().map(UnsignedTx::index).toList());
        assertThat(reported).isSorted().hasSize(batch.leaves().size());
      }
    }
  }

  @Test
  void goesOnAfterACheckpointWithoutRepeatingALeaf() throws Exception {
    try (Signer signer = newSigner()) {
      ClaimedBatch batch = batchFor(signer);
      SigningCheckpoint half = afterSome(signer, batch, batch.leaves().size() / 2);
      int signedBefore = half.signed().cardinality();
      try (SigningRun run = new SigningRun(signer, batch, half, check)) {
        finish(run, Job.quiet());
        assertThat(run.signatures()).hasSize(batch.leaves().size() - signedBefore);
        BitSet now = run.checkpoint().signed();
        assertThat(now.cardinality()).isEqualTo(batch.leaves().size());
      }
    }
  }

  @Test
  void saysFinishedAgain() throws Exception {
    try (Signer signer = newSigner()) {
      ClaimedBatch batch = batchFor(signer);
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
      ClaimedBatch mixed = Batches.cancels(2, own, STRANGER);
      assertThatThrownBy(() -> signer.open(mixed, SigningCheckpoint.start()))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code()).isEqualTo(SignerProblem.SIGNER_NO_KEY));
    }
  }

  @Test
  void signsNothingAfterItsSessionOrItselfWasClosed() throws Exception {
    Signer signer = newSigner();
    ClaimedBatch batch = batchFor(signer);
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
      ClaimedBatch batch = batchFor(signer);
      try (SigningRun run = new SigningRun(signer, batch, SigningCheckpoint.start(), check)) {
        CancelToken cancel = new CancelToken();
        assertThat(goOn(run, new Job<>((step, done, total) -> cancel.cancel(), cancel)))
            .isEqualTo(new SigningRun.Outcome.Cancelled());
        assertThat(run.signatures()).hasSize(1);
        finish(run, Job.quiet());
        assertThat(run.signatures()).hasSize(batch.leaves().size());
      }
    }
  }

  @Test
  void takesMessagesOnlyWhenItCarriesThem() throws Exception {
    try (Signer signer = newSigner();
        SigningSession session = signer.open(batchFor(signer), SigningCheckpoint.start())) {
      SigningCheckpoint before = session.checkpoint();
      if (signer.capabilities().carriesMessages()) {
        takesOnlyAnswers(session, before);
      } else {
        assertThatThrownBy(() -> session.deliver(List.of()))
            .isInstanceOf(IllegalStateException.class);
        assertThat(session.checkpoint()).isEqualTo(before);
        assertThat(session.advance()).isNotInstanceOf(SignerEvent.HasMessages.class);
      }
    }
  }

  /** Neither silence nor a message of another round moves it; answers do. */
  private void takesOnlyAnswers(SigningSession session, SigningCheckpoint before) {
    List<PeerMessage> outgoing = outgoing(session);
    List<PeerMessage> ofAnotherRound =
        carry(outgoing).stream()
            .map(answer -> new PeerMessage(answer.party(), answer.round() + 1, answer.payload()))
            .toList();
    session.deliver(List.of());
    session.deliver(ofAnotherRound);
    assertThat(session.checkpoint()).isEqualTo(before);
    assertThat(outgoing(session)).isEqualTo(outgoing);

    session.deliver(carry(outgoing));

    assertThat(session.checkpoint()).isNotEqualTo(before);
    assertThat(session.advance()).isNotEqualTo(new SignerEvent.HasMessages(outgoing));
  }

  private static List<PeerMessage> outgoing(SigningSession session) {
    List<PeerMessage> outgoing =
        assertThat(session.advance())
            .asInstanceOf(InstanceOfAssertFactories.type(SignerEvent.HasMessages.class))
            .actual()
            .outgoing();
    assertThat(outgoing).isNotEmpty();
    return outgoing;
  }

  private ClaimedBatch batchFor(Signer signer) {
    Address[] accounts = signer.capabilities().accounts().toArray(new Address[0]);
    assertThat(accounts.length).isGreaterThan(1);
    return Batches.cancels(leavesPerAccount(), accounts);
  }

  private SigningCheckpoint afterSome(Signer signer, ClaimedBatch batch, int some)
      throws ProblemException {
    try (SigningSession session = signer.open(batch, SigningCheckpoint.start())) {
      int signed = 0;
      while (signed < some) {
        switch (session.advance()) {
          case SignerEvent.Signed _ -> signed++;
          case SignerEvent.WaitingForDevice waiting -> act(waiting.prompt());
          case SignerEvent.HasMessages messages -> session.deliver(carry(messages.outgoing()));
          case SignerEvent.Finished _, SignerEvent.Failed _ ->
              throw new AssertionError("stopped after " + signed);
        }
      }
      return session.checkpoint();
    }
  }

  private void finish(SigningRun run, Job<SigningStep> job) throws ProblemException {
    assertThat(goOn(run, job)).isEqualTo(new SigningRun.Outcome.Complete());
  }

  /** Advances as far as it gets with somebody at the device and the other members answering. */
  private SigningRun.Outcome goOn(SigningRun run, Job<SigningStep> job) throws ProblemException {
    while (true) {
      SigningRun.Outcome outcome = run.advance(job);
      switch (outcome) {
        case SigningRun.Outcome.AtDevice at -> act(at.prompt());
        case SigningRun.Outcome.Carrying carrying -> run.deliver(carry(carrying.outgoing()));
        case SigningRun.Outcome.Complete _,
            SigningRun.Outcome.Cancelled _,
            SigningRun.Outcome.Stopped _ -> {
          return outcome;
        }
      }
    }
  }

  private static void assertFailed(SignerEvent event) {
    assertThat(event)
        .isInstanceOfSatisfying(
            SignerEvent.Failed.class,
            failed -> assertThat(failed.problem().code()).isEqualTo(SignerProblem.SIGNER_CLOSED));
  }
}
