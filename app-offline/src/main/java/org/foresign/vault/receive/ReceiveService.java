package org.foresign.vault.receive;

import java.util.Optional;
import java.util.Set;
import org.foresign.carry.Direction;
import org.foresign.carry.Envelope;
import org.foresign.carry.EnvelopeHeader;
import org.foresign.carry.EnvelopeProblem;
import org.foresign.carry.FormatType;
import org.foresign.carry.OpenedEnvelope;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.BatchDelivery;
import org.foresign.model.batch.BatchDeliveryCodec;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.BatchRequestCodec;
import org.foresign.model.card.Role;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.Receipt;
import org.foresign.model.tx.ReceiptCodec;
import org.foresign.store.Sql;
import org.foresign.vault.journal.BatchState;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.journal.Ledger;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.officers.Peer;
import org.foresign.vault.officers.Peers;
import org.foresign.vault.settings.VaultFacts;

/** Opens the envelopes of paired desks. What it refuses changes nothing. */
public final class ReceiveService {
  private final OpenVault vault;

  public ReceiveService(OpenVault vault) {
    this.vault = vault;
  }

  /**
   * What the vault kept for this very request when it was signed; empty if it was not. A message
   * that only names the same batch is none of it.
   *
   * @throws ProblemException with an {@link EnvelopeProblem}, a {@link ReceiveProblem} or a codec
   *     problem
   */
  public Optional<Ledger.Kept> answered(Bytes envelope) throws ProblemException {
    Bytes messageId = Envelope.peek(envelope, FormatType.BATCH_DELIVERY).messageId();
    Optional<Ledger.Entry> kept =
        vault
            .home()
            .database()
            .read(sql -> Ledger.byBatchId(sql, messageId))
            .filter(Ledger.Entry::kept);
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    Digest32 digest = BatchExpander.expand(look(envelope).delivery().request()).batchDigest();
    return vault
        .home()
        .database()
        .read(sql -> Ledger.kept(sql, digest))
        .filter(found -> found.entry().batchId().equals(messageId));
  }

  /**
   * Opens a batch delivery. One that was claimed but has no result yet may come again, to be gone
   * on with; one with a result is a replay.
   *
   * @throws ProblemException with an {@link EnvelopeProblem}, a {@link ReceiveProblem} or a codec
   *     problem
   */
  public ReceivedRequest open(Bytes envelope) throws ProblemException {
    Peer desk = sender(envelope, FormatType.BATCH_DELIVERY);
    // A desk that could not read the result gets nothing claimed.
    FormatType.SIGNED_BATCH.requireReadBy(desk.card().card());
    Bytes messageId = Envelope.peek(envelope, FormatType.BATCH_DELIVERY).messageId();
    boolean done =
        vault
            .home()
            .database()
            .read(sql -> Ledger.byBatchId(sql, messageId))
            .filter(entry -> entry.state() != BatchState.CLAIMED)
            .isPresent();
    Envelope.Expected expected = expected(FormatType.BATCH_DELIVERY, desk, header -> done);
    OpenedEnvelope.Message message =
        vault.useAgreementKey(key -> Envelope.open(envelope, expected, key)).orThrow();
    BatchDelivery delivery = BatchDeliveryCodec.decode(message.payload());
    BatchRequest request = BatchRequestCodec.decode(delivery.request());
    if (!request.batchId().equals(message.header().messageId())) {
      throw Problem.of(ReceiveProblem.RECEIVE_ID_DIFFERS).asException();
    }
    vault.note(
        JournalEvent.BATCH_OPENED,
        Detail.of("batch", request.batchId()),
        Detail.of("desk", desk.card().digest()),
        Detail.of("sequence", request.sequence()));
    return new ReceivedRequest(desk, delivery);
  }

  /**
   * A request as it lies on a stick.
   *
   * @param desk that sealed it
   */
  public record Seen(Peer desk, BatchDelivery delivery) {}

  /**
   * Opens a delivery for a look: nothing is noted and nothing of it is judged.
   *
   * @throws ProblemException with an {@link EnvelopeProblem}, a {@link ReceiveProblem} or a codec
   *     problem
   */
  public Seen look(Bytes envelope) throws ProblemException {
    Peer desk = sender(envelope, FormatType.BATCH_DELIVERY);
    Envelope.Expected expected = expected(FormatType.BATCH_DELIVERY, desk, header -> false);
    Bytes payload =
        vault.useAgreementKey(key -> Envelope.open(envelope, expected, key)).orThrow().payload();
    return new Seen(desk, BatchDeliveryCodec.decode(payload));
  }

  /**
   * A receipt from a paired desk, about a result that it was given.
   *
   * @param batch what the ledger knows of the batch
   */
  public record OpenedReceipt(Peer desk, Receipt receipt, Ledger.Entry batch) {}

  /**
   * Opens a desk's receipt and changes nothing.
   *
   * @throws ProblemException with an {@link EnvelopeProblem} or {@link
   *     ReceiveProblem#RECEIPT_UNKNOWN}
   */
  public OpenedReceipt openReceipt(Bytes envelope) throws ProblemException {
    Peer desk = sender(envelope, FormatType.RECEIPT);
    Envelope.Expected expected = expected(FormatType.RECEIPT, desk, header -> false);
    Bytes payload =
        vault.useAgreementKey(key -> Envelope.open(envelope, expected, key)).orThrow().payload();
    Receipt receipt = ReceiptCodec.decode(payload);
    Ledger.Entry batch = vault.home().database().read(sql -> answered(sql, desk, receipt));
    return new OpenedReceipt(desk, receipt, batch);
  }

  private Ledger.Entry answered(Sql sql, Peer desk, Receipt receipt) throws ProblemException {
    Set<Digest32> cards = Peers.lineage(sql, vault.facts(), desk.card().digest());
    return Ledger.byDigest(sql, receipt.batchDigest())
        .filter(e -> cards.contains(e.deskCard()))
        .filter(e -> e.result().filter(receipt.result()::equals).isPresent())
        .filter(e -> e.ceremony() == receipt.ceremony())
        .orElseThrow(() ->
            Problem.of(ReceiveProblem.RECEIPT_UNKNOWN, receipt.batchDigest().toString())
                .asException());
  }

  /**
   * Takes a desk's receipt.
   *
   * @return whether it was new
   */
  public boolean takeReceipt(OpenedReceipt opened) throws ProblemException {
    Receipt receipt = opened.receipt();
    return vault.decide((sql, memory) -> {
      Peer desk = desk(sql, vault.facts(), opened.desk().card().digest());
      Ledger.Entry entry = answered(sql, desk, receipt);
      if (entry.received()) {
        return false;
      }
      Journal.State state =
          vault.note(
              sql,
              JournalEvent.RECEIPT_TAKEN,
              Detail.of("digest", receipt.batchDigest()),
              Detail.of("result", receipt.result()));
      Ledger.noteReceipt(sql, entry.id(), state.time());
      return true;
    });
  }

  private Peer sender(Bytes envelope, FormatType type) throws ProblemException {
    EnvelopeHeader header = Envelope.peek(envelope, type);
    return vault.home().database().read(sql -> desk(sql, vault.facts(), header.sender()));
  }

  /**
   * The desk with this card, which may still send. Opening a message reads it from a file that
   * nobody has verified in that moment: whoever acts on the message looks again in his transaction.
   *
   * @throws ProblemException with {@link ReceiveProblem#RECEIVE_DESK_REVOKED} or another one
   */
  public static Peer desk(Sql sql, VaultFacts facts, Digest32 card) throws ProblemException {
    Peer peer = peer(sql, facts, card);
    if (peer.revoked()) {
      throw Problem.of(ReceiveProblem.RECEIVE_DESK_REVOKED, peer.name()).asException();
    }
    if (peer.card().card().role() != Role.DESK) {
      throw Problem.of(ReceiveProblem.RECEIVE_NOT_A_DESK, peer.name()).asException();
    }
    return peer;
  }

  private static Peer peer(Sql sql, VaultFacts facts, Digest32 sender) throws ProblemException {
    Optional<Peer> known = Peers.find(sql, facts, sender);
    if (known.isPresent()) {
      return known.get();
    }
    boolean none =
        Peers.list(sql, facts).stream()
            .noneMatch(peer -> !peer.revoked() && peer.card().card().role() == Role.DESK);
    throw (none
            ? Problem.of(ReceiveProblem.RECEIVE_NO_DESK)
            : Problem.of(EnvelopeProblem.ENVELOPE_UNKNOWN_SENDER, sender.toString()))
        .asException();
  }

  private Envelope.Expected expected(FormatType type, Peer desk, Envelope.TakenMessages taken) {
    return new Envelope.Expected(
        type, Direction.DESK_TO_VAULT, desk.card(), vault.facts().card(), taken);
  }
}
