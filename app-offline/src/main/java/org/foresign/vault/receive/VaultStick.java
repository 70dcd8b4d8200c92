package org.foresign.vault.receive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.carry.Inbox;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;
import org.foresign.carry.StickItem;
import org.foresign.carry.StickItem.State;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.WordCode;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.card.IdentityCardCodec;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.work.Counted;
import org.foresign.store.Sql;
import org.foresign.vault.journal.BatchState;
import org.foresign.vault.journal.Ledger;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.keys.WriteOffs;
import org.foresign.vault.officers.Peer;
import org.foresign.vault.officers.Peers;

/** Tells what lies on a stick and what is left to do with it. Changes nothing. */
public final class VaultStick {
  /** The last day that a calendar of four digits has; a desk may write any number. */
  private static final long LAST_DATE = 253_402_300_799L;

  private final OpenVault vault;
  private final ReceiveService receive;

  public VaultStick(OpenVault vault) {
    this.vault = vault;
    this.receive = new ReceiveService(vault);
  }

  /** Every parcel of these kinds, in order of name. */
  public List<StickItem> all(Inbox inbox, ParcelKind... kinds) throws ProblemException {
    List<StickItem> items = new ArrayList<>();
    for (ParcelKind kind : kinds) {
      for (ParcelName name : inbox.waiting(kind)) {
        items.add(one(inbox, name));
      }
    }
    return items;
  }

  private StickItem one(Inbox inbox, ParcelName name) throws ProblemException {
    try {
      Parcel parcel = inbox.receiveOneOfMany(name);
      return switch (name.kind()) {
        case BATCH_REQUEST -> request(parcel);
        case SIGNED_BATCH -> result(parcel);
        case RECEIPT -> receipt(parcel);
        case IDENTITY_CARD -> card(parcel);
        case ACCOUNT_CARD, POLICY, APPROVAL, JOURNAL_EXPORT ->
            new StickItem(name, State.OTHER, "not taken by a vault");
      };
    } catch (ProblemException e) {
      return new StickItem(name, State.OTHER, e.problem().happened());
    }
  }

  private StickItem request(Parcel parcel) throws ProblemException {
    ReceiveService.Seen seen = receive.look(parcel.bytes());
    ExpandedBatch batch = BatchExpander.expand(seen.delivery().request());
    BatchRequest request = batch.request();
    Digest32 digest = batch.batchDigest();
    Optional<Ledger.Entry> known =
        vault.home().database().read(sql -> Ledger.byDigest(sql, digest));
    String what =
        "request "
            + request.sequence()
            + " of "
            + seen.desk().name()
            + ", planned on "
            + Instant.ofEpochSecond(Math.min(request.plannedAt(), LAST_DATE))
            + ", "
            + WordCode.text(digest)
            + ": ";
    if (known.isPresent()) {
      State state = known.get().state() == BatchState.CLAIMED ? State.OPEN : State.DONE;
      return new StickItem(parcel.name(), state, what + standing(known.get()));
    }
    long last = vault.home().database().read(sql -> lastSequence(sql, seen.desk()));
    return request.sequence() <= last
        ? new StickItem(parcel.name(), State.DONE, what + "overtaken by request " + last)
        : new StickItem(parcel.name(), State.OPEN, what + "open");
  }

  private static String standing(Ledger.Entry known) {
    String when = " on " + Instant.ofEpochSecond(known.claimedAt());
    return switch (known.state()) {
      case CLAIMED -> "claimed" + when + " and interrupted; sign it again to go on";
      case SIGNED -> "signed" + when + ", no receipt yet; 'vault reexport' writes its result again";
      case RECEIVED -> "signed" + when + ", and the desk has the result";
      case CLOSED -> "closed without signatures, claimed" + when;
    };
  }

  private long lastSequence(Sql sql, Peer desk) throws ProblemException {
    return Ledger.ofDesk(sql, Peers.lineage(sql, vault.facts(), desk.card().digest())).stream()
        .mapToLong(Ledger.Entry::sequence)
        .max()
        .orElse(0);
  }

  private StickItem result(Parcel parcel) throws ProblemException {
    Bytes bytes = parcel.bytes();
    Optional<Ledger.Entry> known =
        vault.home().database().read(sql -> Ledger.byEnvelope(sql, bytes));
    return known
        .map(entry ->
            new StickItem(
                parcel.name(),
                entry.received() ? State.DONE : State.OTHER,
                "result of "
                    + WordCode.text(entry.batchDigest())
                    + ": "
                    + (entry.received() ? "the desk has it" : "for the desk, no receipt yet")))
        .orElse(new StickItem(parcel.name(), State.OTHER, "not a result of this vault"));
  }

  private StickItem receipt(Parcel parcel) throws ProblemException {
    ReceiveService.OpenedReceipt opened = receive.openReceipt(parcel.bytes());
    int claimed =
        vault
            .home()
            .database()
            .read(sql -> WriteOffs.outstanding(sql, opened.receipt().settled()))
            .size();
    boolean done = opened.batch().received() && claimed == 0;
    return new StickItem(
        parcel.name(),
        done ? State.DONE : State.OPEN,
        "receipt of "
            + opened.desk().name()
            + " for "
            + WordCode.text(opened.receipt().batchDigest())
            + (opened.batch().received() ? ": taken" : ": open")
            + (claimed > 0 ? ", " + Counted.of(claimed, "nonce") + " may be written off" : ""));
  }

  private StickItem card(Parcel parcel) throws ProblemException {
    Digest32 digest = IdentityCardCodec.decode(parcel.bytes()).digest();
    if (digest.equals(vault.facts().card().digest())) {
      return new StickItem(parcel.name(), State.OTHER, "this vault's own card");
    }
    Optional<Peer> known =
        vault.home().database().read(sql -> Peers.find(sql, vault.facts(), digest));
    return known
        .map(peer ->
            new StickItem(
                parcel.name(),
                State.DONE,
                "card of " + peer.name() + (peer.revoked() ? ", revoked" : ", accepted")))
        .orElse(
            new StickItem(
                parcel.name(), State.OPEN, "card not accepted yet: " + WordCode.text(digest)));
  }
}
