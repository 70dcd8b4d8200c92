package org.foresign.desk.carry;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.foresign.carry.FormatType;
import org.foresign.carry.Outbox;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.Sent;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Ed25519;
import org.foresign.desk.settings.Batches;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.DeskKeys;
import org.foresign.desk.settings.PairedVault;
import org.foresign.desk.settings.PlannedBatch;
import org.foresign.desk.settings.SettingsProblem;
import org.foresign.model.batch.Approval;
import org.foresign.model.batch.ApprovalCodec;
import org.foresign.model.batch.BatchDelivery;
import org.foresign.model.batch.BatchDeliveryCodec;
import org.foresign.model.card.Role;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/** Approves a batch at this desk, seals it for its vault and offers it. */
public final class BatchExport {
  /** What must be true of a batch on its way out. */
  @FunctionalInterface
  public interface Gate {
    /**
     * @param approvers cards whose approvals travel with the batch
     * @throws ProblemException if it must stay
     */
    void pass(PlannedBatch batch, Set<Digest32> approvers) throws ProblemException;
  }

  private final DeskHome home;
  private final DeskMessages post;
  private final Clock clock;
  private final Gate gate;

  public BatchExport(DeskHome home, DeskMessages post, Clock clock, Gate gate) {
    this.home = home;
    this.post = post;
    this.clock = clock;
    this.gate = gate;
  }

  /** Signs the batch digest with this desk's approver key; doing it twice changes nothing. */
  public Approval approve(PlannedBatch batch) throws ProblemException {
    Digest32 approver = home.pairings().own(Role.APPROVER).digest();
    long now = clock.instant().getEpochSecond();
    byte[] signature =
        post.useKey(
            DeskKeys.Name.APPROVER,
            raw -> Ed25519.sign(raw, ApprovalCodec.signedBytes(batch.digest(), approver, now)));
    Approval approval = new Approval(batch.digest(), approver, now, Bytes.of(signature));
    home.database()
        .update(sql ->
            sql.update(
                "INSERT OR IGNORE INTO approval (digest, approver, body) VALUES (?, ?, ?)",
                batch.digest(),
                approver,
                ApprovalCodec.encode(approval)));
    return approval;
  }

  /** Approvals of this batch that the desk holds. */
  public List<Approval> approvals(PlannedBatch batch) throws ProblemException {
    return home.database()
        .read(sql ->
            sql.query(
                "SELECT body FROM approval WHERE digest = ? ORDER BY approver",
                row -> ApprovalCodec.decode(row.blob(1)),
                batch.digest()));
  }

  /**
   * Offers the batch, if the gate lets it pass. From here on the vault may sign it, also when it
   * was stopped; offering it again is allowed.
   */
  public Sent send(PlannedBatch batch, Outbox out) throws ProblemException {
    if (!batch.mayBeSigned()) {
      throw Problem.of(SettingsProblem.DESK_BATCH_STATE, batch.state().name()).asException();
    }
    List<Approval> approvals = approvals(batch);
    gate.pass(batch, approvals.stream().map(Approval::approver).collect(Collectors.toSet()));
    PairedVault vault = home.pairings().vault(batch.vaultInstance());
    Bytes payload =
        BatchDeliveryCodec.encode(new BatchDelivery(home.batches().request(batch), approvals));
    Bytes envelope = post.seal(vault, FormatType.BATCH_DELIVERY, batch.batchId(), payload);
    out.requireRoom(ParcelKind.BATCH_REQUEST, envelope.size());
    // Recorded before the first byte leaves: a crash here must not free the nonces again.
    move(batch, PlannedBatch.State.EXPORTED);
    try {
      return out.offer(Parcel.of(ParcelKind.BATCH_REQUEST, envelope));
    } catch (ProblemException e) {
      throw e.as(ExportProblem.EXPORT_NOT_WRITTEN);
    }
  }

  /**
   * Gives a batch up. If the vault has seen it and signs it all the same, its result is still
   * taken.
   */
  public void drop(PlannedBatch batch) throws ProblemException {
    move(batch, PlannedBatch.State.DROPPED);
  }

  private void move(PlannedBatch batch, PlannedBatch.State to) throws ProblemException {
    home.database()
        .update(sql ->
            Batches.move(
                sql,
                batch.batchId(),
                List.of(PlannedBatch.State.PLANNED, PlannedBatch.State.EXPORTED),
                to));
  }
}
