package org.foresign.desk.carry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.carry.Envelope;
import org.foresign.carry.FormatType;
import org.foresign.carry.Inbox;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;
import org.foresign.carry.Stick;
import org.foresign.carry.StickItem;
import org.foresign.carry.StickItem.State;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.WordCode;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.PairedAccounts;
import org.foresign.desk.settings.PairedVault;
import org.foresign.desk.settings.PlannedBatch;
import org.foresign.desk.settings.PolicyCopies;
import org.foresign.model.card.IdentityCardCodec;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.policy.SignedPolicy;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;
import org.foresign.model.tx.SignedBatch;
import org.foresign.model.tx.SignedBatchCodec;

/** Tells what lies on a stick and what is left to do with it; removes what is done. */
public record DeskStick(DeskHome home, DeskMessages post, PairedAccounts accounts) {
  /** Every parcel, by kind and name. */
  public List<StickItem> all(Inbox in) throws ProblemException {
    List<StickItem> items = new ArrayList<>();
    for (ParcelKind kind : ParcelKind.values()) {
      for (ParcelName name : in.waiting(kind)) {
        items.add(one(in, name));
      }
    }
    return items;
  }

  /** What is done: this desk or the other machine has it. */
  public List<StickItem> done(Inbox in) throws ProblemException {
    return all(in).stream().filter(item -> item.state() == State.DONE).toList();
  }

  /** Removes what is done, and nothing else. */
  public List<StickItem> clean(Stick stick) throws ProblemException {
    List<StickItem> done = done(stick);
    for (StickItem item : done) {
      stick.remove(item.name());
    }
    return done;
  }

  private StickItem one(Inbox in, ParcelName name) throws ProblemException {
    try {
      Parcel parcel = in.receiveOneOfMany(name);
      return switch (name.kind()) {
        case BATCH_REQUEST -> request(parcel);
        case SIGNED_BATCH -> result(parcel);
        case IDENTITY_CARD -> card(parcel);
        case ACCOUNT_CARD -> account(parcel);
        case POLICY -> policy(parcel);
        case RECEIPT -> new StickItem(name, State.OTHER, "receipt for a vault");
        case APPROVAL, JOURNAL_EXPORT -> new StickItem(name, State.OTHER, "not taken by a desk");
      };
    } catch (ProblemException e) {
      return new StickItem(name, State.OTHER, e.problem().happened());
    }
  }

  /** What this desk sealed for a vault can't be opened here; its header names the batch. */
  private StickItem request(Parcel parcel) throws ProblemException {
    Bytes id = Envelope.peek(parcel.bytes(), FormatType.BATCH_DELIVERY).messageId();
    Optional<PlannedBatch> known =
        home.batches().all().stream().filter(batch -> batch.batchId().equals(id)).findFirst();
    if (known.isEmpty()) {
      return new StickItem(parcel.name(), State.OTHER, "request that is not of this desk");
    }
    PlannedBatch batch = known.get();
    State state =
        switch (batch.state()) {
          case PLANNED, EXPORTED -> State.OTHER;
          case IMPORTED, DROPPED, CLOSED -> State.DONE;
        };
    return new StickItem(parcel.name(), state, words("request", batch));
  }

  private StickItem result(Parcel parcel) throws ProblemException {
    PairedVault vault = post.claimedSender(FormatType.SIGNED_BATCH, parcel.bytes());
    SignedBatch result =
        SignedBatchCodec.decode(post.open(vault, FormatType.SIGNED_BATCH, parcel.bytes()));
    Optional<PlannedBatch> known = home.batches().byDigest(result.header().batchDigest());
    if (known.isEmpty()) {
      return new StickItem(
          parcel.name(), State.OTHER, "result of a batch that is not of this desk");
    }
    PlannedBatch batch = known.get();
    State state =
        switch (batch.state()) {
          case PLANNED, EXPORTED, DROPPED -> State.OPEN;
          case IMPORTED, CLOSED -> State.DONE;
        };
    return new StickItem(parcel.name(), state, words("result", batch));
  }

  private static String words(String what, PlannedBatch batch) {
    return what
        + " "
        + batch.sequence()
        + ", planned on "
        + Instant.ofEpochSecond(batch.plannedAt())
        + ", "
        + WordCode.text(batch.digest())
        + ": "
        + Spelling.of(batch.state());
  }

  private StickItem card(Parcel parcel) throws ProblemException {
    SignedIdentityCard card = IdentityCardCodec.decode(parcel.bytes());
    Digest32 digest = card.digest();
    boolean paired =
        home.pairings().vaults().stream().anyMatch(v -> v.card().digest().equals(digest));
    return switch (card.card().role()) {
      case VAULT ->
          new StickItem(
              parcel.name(),
              paired ? State.DONE : State.OPEN,
              (paired ? "card of a paired vault: " : "card of a vault that is not paired yet: ")
                  + WordCode.text(digest));
      case DESK, APPROVER -> new StickItem(parcel.name(), State.OTHER, "card for a vault");
    };
  }

  private StickItem account(Parcel parcel) throws ProblemException {
    boolean held = accounts.holds(parcel.bytes());
    return new StickItem(
        parcel.name(),
        held ? State.DONE : State.OPEN,
        held ? "account card: held" : "account card: open");
  }

  private StickItem policy(Parcel parcel) throws ProblemException {
    PairedVault vault = post.claimedSender(FormatType.POLICY, parcel.bytes());
    long number =
        SignedPolicy.decode(post.open(vault, FormatType.POLICY, parcel.bytes())).policy().number();
    Optional<SignedPolicy> held = new PolicyCopies(home).newest(vault);
    long newest = held.isPresent() ? held.get().policy().number() : 0;
    return new StickItem(
        parcel.name(),
        number <= newest ? State.DONE : State.OPEN,
        "policy " + number + (number <= newest ? ": taken" : ": open"));
  }
}
