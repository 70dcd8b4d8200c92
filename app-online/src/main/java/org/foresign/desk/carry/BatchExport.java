package org.foresign.desk.carry;

import java.time.Clock;
import java.util.List;
import org.foresign.carry.Carrier;
import org.foresign.carry.FormatType;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Ed25519;
import org.foresign.desk.settings.Batches;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.DeskKeys;
import org.foresign.desk.settings.PairedVault;
import org.foresign.desk.settings.PlannedBatch;
import org.foresign.model.batch.Approval;
import org.foresign.model.batch.ApprovalCodec;
import org.foresign.model.batch.BatchDelivery;
import org.foresign.model.batch.BatchDeliveryCodec;
import org.foresign.model.card.Role;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;

/** Approves a batch at this desk, seals it for its vault and hands it to a carrier. */
public final class BatchExport {
  private final DeskHome home;
  private final DeskPost post;
  private final SecretAccess access;
  private final Clock clock;

  public BatchExport(DeskHome home, DeskPost post, SecretAccess access, Clock clock) {
    this.home = home;
    this.post = post;
    this.access = access;
    this.clock = clock;
  }

  /** Signs the batch digest with this desk's approver key; doing it twice changes nothing. */
  public Approval approve(PlannedBatch batch) throws ProblemException {
    Digest32 approver = home.pairings().own(Role.APPROVER).digest();
    long now = clock.instant().getEpochSecond();
    try (SecretBytes key = home.keys().open(DeskKeys.Name.APPROVER)) {
      byte[] signature =
          key.use(
              access,
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
   * Sends the batch. From here on the vault may sign it, so its nonces stay taken until a result is
   * imported; sending again is allowed.
   */
  public ParcelName send(PlannedBatch batch, Carrier carrier) throws ProblemException {
    PairedVault vault = home.pairings().vault(batch.vaultInstance());
    Bytes payload = BatchDeliveryCodec.encode(new BatchDelivery(batch.request(), approvals(batch)));
    Bytes envelope = post.seal(vault, FormatType.BATCH_DELIVERY, batch.batchId(), payload);
    // Recorded before the first byte leaves: a crash here must not free the nonces again.
    home.database()
        .update(sql ->
            Batches.move(
                sql,
                batch.batchId(),
                List.of(PlannedBatch.State.PLANNED, PlannedBatch.State.EXPORTED),
                PlannedBatch.State.EXPORTED));
    return carrier.send(Parcel.of(ParcelKind.BATCH_REQUEST, envelope));
  }

  /** Gives up a batch that never left this desk; its nonces are free again. */
  public void drop(PlannedBatch batch) throws ProblemException {
    home.database()
        .update(sql ->
            Batches.move(
                sql,
                batch.batchId(),
                List.of(PlannedBatch.State.PLANNED),
                PlannedBatch.State.DROPPED));
  }
}
