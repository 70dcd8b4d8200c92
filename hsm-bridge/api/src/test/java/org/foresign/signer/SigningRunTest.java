package org.foresign.signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.foresign.crypto.BouncySecp256k1;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Job;
import org.foresign.signer.FakeSigner.Fault;
import org.junit.jupiter.api.Test;

class SigningRunTest {
  private static final int LEAVES = 8;
  private static final int FAULT_AT = 3;

  private final SignatureCheck check = new SignatureCheck(new BouncySecp256k1());

  @Test
  void stopsAtEachKindOfBadAnswerAndKeepsWhatWasGood() throws ProblemException {
    Map<Fault, SignerProblem> expected =
        Map.of(
            Fault.OTHER_DIGEST, SignerProblem.SIGNER_WRONG_SIGNATURE,
            Fault.OTHER_KEY, SignerProblem.SIGNER_WRONG_SIGNATURE,
            Fault.OTHER_PARITY, SignerProblem.SIGNER_WRONG_SIGNATURE,
            Fault.REPEATS_LEAF, SignerProblem.SIGNER_UNEXPECTED_LEAF,
            Fault.UNKNOWN_LEAF, SignerProblem.SIGNER_UNEXPECTED_LEAF,
            Fault.STOPS_EARLY, SignerProblem.SIGNER_INCOMPLETE,
            Fault.FAILS, SignerProblem.SIGNER_UNREACHABLE);
    for (Map.Entry<Fault, SignerProblem> one : expected.entrySet()) {
      try (FakeSigner signer = FakeSigner.faulty(1, one.getKey(), FAULT_AT);
          SigningRun run =
              new SigningRun(signer, batch(signer), SigningCheckpoint.start(), check)) {
        for (int again = 0; again < 2; again++) {
          assertThat(run.advance(Job.quiet()))
              .as(one.getKey().name())
              .isInstanceOfSatisfying(
                  SigningRun.Outcome.Stopped.class,
                  stopped -> assertThat(stopped.problem().code()).isEqualTo(one.getValue()));
          assertThat(run.signatures()).as(one.getKey().name()).hasSize(FAULT_AT);
        }
      }
    }
  }

  @Test
  void refusesACheckpointOfALargerBatch() {
    try (FakeSigner signer = FakeSigner.good(1)) {
      BitSet bits = new BitSet();
      bits.set(LEAVES);
      assertThatThrownBy(
              () -> new SigningRun(signer, batch(signer), SigningCheckpoint.of(bits), check))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesALeafThatWasSignedBeforeTheCheckpoint() throws ProblemException {
    BitSet bits = new BitSet();
    bits.set(0, FAULT_AT);
    try (FakeSigner signer = FakeSigner.faulty(1, Fault.REPEATS_LEAF, FAULT_AT);
        SigningRun run = new SigningRun(signer, batch(signer), SigningCheckpoint.of(bits), check)) {
      assertThat(run.advance(Job.quiet()))
          .isInstanceOfSatisfying(
              SigningRun.Outcome.Stopped.class,
              stopped ->
                  assertThat(stopped.problem().code())
                      .isEqualTo(SignerProblem.SIGNER_UNEXPECTED_LEAF));
      assertThat(run.signatures()).isEmpty();
    }
  }

  @Test
  void carriesTheRoundsOfAGroupAcrossARestart() throws ProblemException {
    try (GroupSigner group = new GroupSigner(1, 2)) {
      ClaimedBatch batch = batch(group);
      SigningCheckpoint stored;
      try (SigningRun run = new SigningRun(group, batch, SigningCheckpoint.start(), check)) {
        PeerMessage question = outgoing(run.advance(Job.quiet()));
        assertThat(question.round()).isEqualTo(1);
        assertThat(outgoing(run.advance(Job.quiet()))).isEqualTo(question);
        run.deliver(List.of(question));
        assertThat(outgoing(run.advance(Job.quiet())).round()).isEqualTo(2);
        stored = run.checkpoint();
      }
      assertThat(stored).hasToString("SigningCheckpoint(0 signed)");
      try (SigningRun run = new SigningRun(group, batch, stored, check)) {
        PeerMessage last = outgoing(run.advance(Job.quiet()));
        assertThat(last.round()).isEqualTo(2);
        run.deliver(List.of(last));
        assertThat(run.advance(Job.quiet())).isEqualTo(new SigningRun.Outcome.Complete());
        assertThat(run.signatures()).hasSize(LEAVES);
      }
    }
  }

  @Test
  void storesEachSignatureOfADeviceBeforeItAsksForTheNext() throws ProblemException {
    List<List<Integer>> stored = new ArrayList<>();
    List<Integer> storedWhenAsked = new ArrayList<>();
    try (FakeSigner signer = FakeSigner.faulty(1, Fault.ASKS_FIRST, FAULT_AT);
        SigningRun run =
            new SigningRun(
                signer,
                batch(signer),
                SigningCheckpoint.start(),
                check,
                (fresh, now) -> {
                  stored.add(fresh.stream().map(VerifiedSignature::leafIndex).toList());
                  assertThat(now.signed().cardinality()).isEqualTo(stored.size());
                })) {
      assertThat(run.advance(Job.quiet())).isInstanceOf(SigningRun.Outcome.AtDevice.class);
      storedWhenAsked.add(stored.size());
      assertThat(run.advance(Job.quiet())).isEqualTo(new SigningRun.Outcome.Complete());
    }
    assertThat(storedWhenAsked).containsExactly(FAULT_AT);
    assertThat(stored).hasSize(LEAVES).allMatch(one -> one.size() == 1);
  }

  @Test
  void storesWhatAFastSignerGivesOnceASecondAndBeforeItStops() throws ProblemException {
    List<Integer> stored = new ArrayList<>();
    long[] now = {0};
    try (FakeSigner signer = FakeSigner.faulty(1, Fault.FAILS, 5);
        SigningRun run =
            new SigningRun(
                signer,
                batch(signer),
                SigningCheckpoint.start(),
                check,
                (fresh, at) -> stored.add(fresh.size()),
                () -> now[0] += 300_000_000)) {
      assertThat(run.advance(Job.quiet())).isInstanceOf(SigningRun.Outcome.Stopped.class);
    }
    // The clock moves 0.3 s with each look, so the fourth signature is the first one a second late.
    assertThat(stored).containsExactly(4, 1);
  }

  @Test
  void whatCannotBeStoredEndsTheRun() throws ProblemException {
    try (FakeSigner signer = FakeSigner.faulty(1, Fault.FAILS, FAULT_AT);
        SigningRun run =
            new SigningRun(
                signer,
                batch(signer),
                SigningCheckpoint.start(),
                check,
                (fresh, now) -> {
                  throw Problem.of(SignerProblem.SIGNER_REFUSED).asException();
                })) {
      assertThatThrownBy(() -> run.advance(Job.quiet())).isInstanceOf(ProblemException.class);
    }
  }

  @Test
  void storesTheStateOfAGroupBeforeItsMessagesTravel() throws ProblemException {
    List<SigningCheckpoint> stored = new ArrayList<>();
    try (GroupSigner group = new GroupSigner(1, 2);
        SigningRun run =
            new SigningRun(
                group,
                batch(group),
                SigningCheckpoint.start(),
                check,
                (fresh, now) -> stored.add(now))) {
      PeerMessage question = outgoing(run.advance(Job.quiet()));
      assertThat(stored).hasSize(1);
      run.deliver(List.of(question));
      assertThat(outgoing(run.advance(Job.quiet())).round()).isEqualTo(2);
      assertThat(stored).hasSize(2).last().isEqualTo(run.checkpoint());
    }
  }

  private static PeerMessage outgoing(SigningRun.Outcome outcome) {
    return assertThat(outcome)
        .asInstanceOf(type(SigningRun.Outcome.Carrying.class))
        .actual()
        .outgoing()
        .getFirst();
  }

  private static ClaimedBatch batch(Signer signer) {
    return Batches.cancels(LEAVES, signer.capabilities().accounts().toArray(new Address[0]));
  }
}
