package org.foresign.signer;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.model.work.Job;
import org.jspecify.annotations.Nullable;

/**
 * Drives a session and keeps only signatures that pass the check. One bad answer ends the run:
 * nothing that comes from that signer afterwards is taken.
 */
public final class SigningRun implements AutoCloseable {
  /** How a run stands when {@link #advance} returns. */
  public sealed interface Outcome {
    /** Every leaf of the batch has its signature. */
    record Complete() implements Outcome {}

    /** Somebody must act at a device, then call {@link #advance} again. */
    record AtDevice(DevicePrompt prompt) implements Outcome {}

    /** Messages must travel, then {@link #deliver} and {@link #advance}. */
    record Carrying(List<PeerMessage> outgoing) implements Outcome {
      public Carrying {
        outgoing = List.copyOf(outgoing);
      }
    }

    /** Stopped as asked; {@link #advance} goes on. */
    record Cancelled() implements Outcome {}

    /** The run is over without all signatures; those it has stay good. */
    record Stopped(Problem problem) implements Outcome {}
  }

  private final SigningSession session;
  private final List<UnsignedTx> leaves;
  private final SignatureCheck check;
  private final @Nullable VerifiedSignature[] kept;
  private final BitSet signedBefore;
  private int count;
  private @Nullable Problem stopped;

  /**
   * Opens a session of {@code signer}; the run owns and closes it.
   *
   * @throws ProblemException with a {@link SignerProblem}
   */
  public SigningRun(
      Signer signer, SigningTask task, SigningCheckpoint checkpoint, SignatureCheck check)
      throws ProblemException {
    this.leaves = task.leaves();
    this.check = check;
    this.kept = new VerifiedSignature[leaves.size()];
    this.signedBefore = checkpoint.signed();
    if (signedBefore.length() > leaves.size()) {
      throw new IllegalArgumentException("the checkpoint is not one of this batch");
    }
    this.session = signer.open(task, checkpoint);
  }

  /**
   * Goes on until all is signed, somebody must act, or it can't go on.
   *
   * @param job its wish to stop is looked at between leaves
   */
  public Outcome advance(Job<SigningStep> job) {
    while (stopped == null) {
      if (job.cancelled()) {
        return new Outcome.Cancelled();
      }
      switch (session.advance()) {
        case SignerEvent.Signed signed -> {
          keep(signed);
          job.at(SigningStep.SIGNED, (long) signedBefore.cardinality() + count, leaves.size());
        }
        case SignerEvent.WaitingForDevice waiting -> {
          return new Outcome.AtDevice(waiting.prompt());
        }
        case SignerEvent.HasMessages messages -> {
          return new Outcome.Carrying(messages.outgoing());
        }
        case SignerEvent.Finished _ -> {
          int missing = leaves.size() - signedBefore.cardinality() - count;
          if (missing == 0) {
            return new Outcome.Complete();
          }
          stop(SignerProblem.SIGNER_INCOMPLETE, missing + " of " + leaves.size() + " missing");
        }
        case SignerEvent.Failed failed -> stopped = failed.problem();
      }
    }
    return new Outcome.Stopped(stopped);
  }

  /** Hands over messages that were carried here. */
  public void deliver(List<PeerMessage> messages) {
    session.deliver(messages);
  }

  /** The signatures that passed the check in this run, in canonical order. */
  public List<VerifiedSignature> signatures() {
    List<VerifiedSignature> all = new ArrayList<>(count);
    for (@Nullable VerifiedSignature one : kept) {
      if (one != null) {
        all.add(one);
      }
    }
    return all;
  }

  /** Where the session stands. */
  public SigningCheckpoint checkpoint() {
    return session.checkpoint();
  }

  @Override
  public void close() {
    session.close();
  }

  private void keep(SignerEvent.Signed signed) {
    int index = signed.leafIndex();
    if (index < 0 || index >= kept.length || kept[index] != null || signedBefore.get(index)) {
      stop(SignerProblem.SIGNER_UNEXPECTED_LEAF, "leaf " + index);
      return;
    }
    try {
      kept[index] = check.check(leaves.get(index), signed.signature());
      count++;
    } catch (ProblemException e) {
      stopped = e.problem();
    }
  }

  private void stop(SignerProblem problem, String detail) {
    stopped = Problem.of(problem, detail);
  }
}
