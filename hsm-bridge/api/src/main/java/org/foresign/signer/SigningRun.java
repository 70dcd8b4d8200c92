package org.foresign.signer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongSupplier;
import org.foresign.codec.Bytes;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.model.work.Job;
import org.jspecify.annotations.Nullable;

/**
 * Drives a session, keeps only signatures that pass the check, and has them stored: each at once
 * where a person or messages are needed for it, else once a second. One bad answer ends the run:
 * nothing that comes from that signer afterwards is taken.
 */
public final class SigningRun implements AutoCloseable {
  /** How a run stands when {@link #advance} returns. */
  public sealed interface Outcome {
    /** Every leaf of the task has its signature. */
    record Complete() implements Outcome {}

    /** It stands still and can go on, now or another time. */
    sealed interface Waits extends Outcome {}

    /**
     * Somebody must act at a device, then call {@link #advance} again.
     *
     * @param prompt its leaf is counted in the batch
     */
    record AtDevice(DevicePrompt prompt) implements Waits {}

    /** Messages must travel, then {@link #deliver} and {@link #advance}. */
    record Carrying(List<PeerMessage> outgoing) implements Waits {
      public Carrying {
        outgoing = List.copyOf(outgoing);
      }
    }

    /** Stopped as asked; {@link #advance} goes on. */
    record Cancelled() implements Waits {}

    /** The run is over without all signatures; those it has stay good. */
    record Stopped(Problem problem) implements Outcome {}
  }

  /** So much work of a signer that asks nobody may have to be done again after a crash. */
  private static final long MOST_UNSTORED = Duration.ofSeconds(1).toNanos();

  private final SigningSession session;
  private final List<UnsignedTx> leaves;
  private final SignatureCheck check;
  private final SigningStore store;
  private final LongSupplier nanos;
  private final boolean eachAtOnce;
  private final @Nullable VerifiedSignature[] kept;
  private final BitSet signed;
  private final List<VerifiedSignature> fresh = new ArrayList<>();
  private Bytes storedState;
  private long storedAt;
  private @Nullable Problem stopped;

  /**
   * Opens a session of {@code signer} and stores nothing; the run owns and closes the session.
   *
   * @throws ProblemException with a {@link SignerProblem}
   */
  public SigningRun(
      Signer signer, SigningTask task, SigningCheckpoint checkpoint, SignatureCheck check)
      throws ProblemException {
    this(signer, task, checkpoint, check, SigningStore.NONE);
  }

  /**
   * The same with a store.
   *
   * @param checkpoint its leaves have signatures that were checked
   */
  public SigningRun(
      Signer signer,
      SigningTask task,
      SigningCheckpoint checkpoint,
      SignatureCheck check,
      SigningStore store)
      throws ProblemException {
    this(signer, task, checkpoint, check, store, System::nanoTime);
  }

  SigningRun(
      Signer signer,
      SigningTask task,
      SigningCheckpoint checkpoint,
      SignatureCheck check,
      SigningStore store,
      LongSupplier nanos)
      throws ProblemException {
    this.leaves = task.leaves();
    this.check = check;
    this.store = store;
    this.nanos = nanos;
    this.kept = new VerifiedSignature[leaves.size()];
    this.signed = checkpoint.signed();
    this.storedState = checkpoint.signerState();
    this.storedAt = nanos.getAsLong();
    if (signed.length() > leaves.size()) {
      throw new IllegalArgumentException("the checkpoint is not one of this batch");
    }
    SignerCapabilities can = signer.capabilities();
    this.eachAtOnce = can.confirmsEachLeaf() || can.carriesMessages();
    this.session = signer.open(task, checkpoint);
  }

  /**
   * Goes on until all is signed, somebody must act, or it can't go on. Whatever it has is stored
   * before it waits or stops.
   *
   * @param job its wish to stop is looked at between leaves
   * @throws ProblemException if it can't be stored
   */
  public Outcome advance(Job<SigningStep> job) throws ProblemException {
    while (stopped == null) {
      if (job.cancelled()) {
        store();
        return new Outcome.Cancelled();
      }
      switch (session.advance()) {
        case SignerEvent.Signed answer -> {
          keep(answer);
          if (eachAtOnce || nanos.getAsLong() - storedAt >= MOST_UNSTORED) {
            store();
          }
          job.at(SigningStep.SIGNED, signed.cardinality(), leaves.size());
        }
        case SignerEvent.WaitingForDevice waiting -> {
          store();
          return new Outcome.AtDevice(inBatch(waiting.prompt()));
        }
        case SignerEvent.HasMessages messages -> {
          store();
          return new Outcome.Carrying(messages.outgoing());
        }
        case SignerEvent.Finished _ -> {
          int missing = leaves.size() - signed.cardinality();
          if (missing == 0) {
            return new Outcome.Complete();
          }
          stop(SignerProblem.SIGNER_INCOMPLETE, missing + " of " + leaves.size() + " missing");
        }
        case SignerEvent.Failed failed -> stopped = failed.problem();
      }
    }
    store();
    return new Outcome.Stopped(stopped);
  }

  /** Goes on as long as whoever is asked does what the signer waits for. */
  public Outcome advance(Job<SigningStep> job, SignerAsker asker) throws ProblemException {
    @Nullable Outcome before = null;
    int signedBefore = -1;
    while (true) {
      Outcome now = advance(job);
      boolean again = now.equals(before) && signed.cardinality() == signedBefore;
      boolean on =
          switch (now) {
            case Outcome.AtDevice at -> asker.atDevice(at.prompt(), again);
            case Outcome.Carrying carrying -> delivered(asker.carry(carrying.outgoing()));
            case Outcome.Complete _, Outcome.Cancelled _, Outcome.Stopped _ -> false;
          };
      if (!on) {
        return now;
      }
      before = now;
      signedBefore = signed.cardinality();
    }
  }

  private boolean delivered(List<PeerMessage> answers) {
    if (answers.isEmpty()) {
      return false;
    }
    deliver(answers);
    return true;
  }

  /** Hands over messages that were carried here. */
  public void deliver(List<PeerMessage> messages) {
    session.deliver(messages);
  }

  /** The signatures that passed the check in this run, in canonical order. */
  public List<VerifiedSignature> signatures() {
    List<VerifiedSignature> all = new ArrayList<>();
    for (@Nullable VerifiedSignature one : kept) {
      if (one != null) {
        all.add(one);
      }
    }
    return all;
  }

  /** Where the run stands: no leaf is signed by it that did not pass the check. */
  public SigningCheckpoint checkpoint() {
    return new SigningCheckpoint(
        Bytes.of(signed.toByteArray()), session.checkpoint().signerState());
  }

  @Override
  public void close() {
    session.close();
  }

  private void store() throws ProblemException {
    SigningCheckpoint now = checkpoint();
    if (fresh.isEmpty() && now.signerState().equals(storedState)) {
      return;
    }
    store.store(List.copyOf(fresh), now);
    fresh.clear();
    storedState = now.signerState();
    storedAt = nanos.getAsLong();
  }

  private DevicePrompt inBatch(DevicePrompt prompt) {
    return prompt.leafIndex() < 0
        ? prompt
        : new DevicePrompt(prompt.step(), leaves.get(prompt.leafIndex()).index(), prompt.shown());
  }

  private void keep(SignerEvent.Signed answer) {
    int place = answer.leafIndex();
    if (place < 0 || place >= kept.length || signed.get(place)) {
      stop(SignerProblem.SIGNER_UNEXPECTED_LEAF, "leaf " + place);
      return;
    }
    try {
      VerifiedSignature good = check.check(leaves.get(place), answer.signature());
      kept[place] = good;
      signed.set(place);
      fresh.add(good);
    } catch (ProblemException e) {
      stopped = e.problem();
    }
  }

  private void stop(SignerProblem problem, String detail) {
    stopped = Problem.of(problem, detail);
  }
}
