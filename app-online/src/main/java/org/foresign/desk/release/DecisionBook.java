package org.foresign.desk.release;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.desk.chain.BlockRef;
import org.foresign.desk.chain.TxReceipt;
import org.foresign.desk.hold.CheckedWrites;
import org.foresign.desk.hold.Checkpoint;
import org.foresign.desk.hold.Effect;
import org.foresign.desk.hold.Fate;
import org.foresign.desk.hold.FateReason;
import org.foresign.desk.hold.FateRows;
import org.foresign.desk.hold.HeldBatches;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.HoldProblem;
import org.foresign.desk.hold.HoldingWrite;
import org.foresign.desk.hold.LaneLocks;
import org.foresign.desk.hold.Lanes;
import org.foresign.desk.hold.LeafRows;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.hold.PartialMark;
import org.foresign.desk.hold.RecordForm;
import org.foresign.desk.settings.DeskHome;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Chain;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Database;
import org.foresign.store.SealedColumn;
import org.foresign.store.Sealer;
import org.foresign.store.Sql;
import org.foresign.store.StoreProblem;
import org.jspecify.annotations.Nullable;

/**
 * Decisions and sendings in the desk's database, with the fates they lead to. Every method is one
 * transaction, so each is a point at which the process may die. What is kept here names no endpoint
 * and no signed byte.
 */
final class DecisionBook {
  private static final RecordForm<DecisionEnd> DECISION_ENDS = new RecordForm<>(DecisionEnd.class);
  private static final RecordForm<SendingEnd> SENDING_ENDS = new RecordForm<>(SendingEnd.class);

  private final Database database;
  private final Sealer sealer;
  private final FateRows fates;
  private final Lanes lanes;
  private final CheckedWrites writes;
  private final Clock clock;

  /** Lanes that this process may have the lock of by this book. */
  private final Set<Long> locked = ConcurrentHashMap.newKeySet();

  DecisionBook(DeskHome home, Clock clock) {
    this(home, clock, Checkpoint.NONE);
  }

  DecisionBook(DeskHome home, Clock clock, Checkpoint checkpoint) {
    this.database = home.database();
    this.sealer = home.sealer();
    this.fates = new FateRows(sealer);
    this.lanes = new Lanes(sealer);
    this.writes = new CheckedWrites(database, checkpoint);
    this.clock = clock;
  }

  /** A decision or sending that the last process did not see the end of. */
  record Interrupted(long id, long leaf) {}

  /**
   * Writes down that this leaf is to leave; a second standing decision on it is a conflict. Only
   * its lane's thread of the process that has the lane's lock decides, so one that is still open
   * here could not be taken back when it ended, as on a full disk.
   *
   * @throws ProblemException with {@link HoldProblem#LANE_TAKEN}
   */
  long decide(HeldLeaf leaf, ReleaseCause cause) throws ProblemException {
    return writes.run(
        HoldingWrite.DECIDE,
        sql -> {
          lock(sql, leaf);
          Optional<Long> open =
              sql.one(
                  "SELECT id FROM decision WHERE leaf = ? AND state = 'decided'",
                  row -> row.integer(1),
                  leaf.id());
          if (open.isPresent()) {
            end(sql, open.get(), "stopped", new DecisionEnd.NotTakenBack());
          }
          return sql.insert(
              "INSERT INTO decision (leaf, cause, state, decided_at)"
                  + " VALUES (?, ?, 'decided', ?)",
              leaf.id(),
              cause,
              now());
        });
  }

  private void lock(Sql sql, HeldLeaf leaf) throws ProblemException {
    LaneLocks.take(sql, leaf.lane(), clock.instant());
    locked.add(leaf.lane());
  }

  /** Nothing more is decided here: other processes may. */
  void giveBack() throws ProblemException {
    if (!locked.isEmpty()) {
      writes.update(
          HoldingWrite.GIVE_BACK,
          sql -> {
            for (long lane : locked) {
              LaneLocks.giveBack(sql, lane);
            }
          });
      locked.clear();
    }
  }

  /** Whether the review date of the leaf's batch lies behind. */
  boolean reviewPassed(HeldLeaf leaf) throws ProblemException {
    return database.read(sql -> HeldBatches.reviewBy(sql, leaf.batch()) < now());
  }

  /** Whether the leaf was first sent longer ago than this. */
  boolean sentBefore(HeldLeaf leaf, Duration age) throws ProblemException {
    return database.read(sql ->
        sql.integer(
                "SELECT COUNT(*) FROM sending WHERE leaf = ? AND sent_at < ?",
                leaf.id(),
                now() - age.toSeconds())
            > 0);
  }

  /** The decided leaf stays: nothing was sent. */
  void stop(long decision, DecisionEnd end) throws ProblemException {
    writes.update(HoldingWrite.STOP, sql -> end(sql, decision, "stopped", end));
  }

  /** Moves an open decision on, with what is to be known of it. */
  private void end(Sql sql, long decision, String state, DecisionEnd end) throws ProblemException {
    try (SealedColumn ends = sealer.column("decision", "sealed_end")) {
      sql.updateOne(
          "UPDATE decision SET state = ?, sealed_end = ? WHERE id = ? AND state = 'decided'",
          state,
          ends.seal(SealedColumn.row(decision), DECISION_ENDS.write(end).toArray()),
          decision);
    }
  }

  /**
   * Records the leaf as exposed, before its first byte is sent, and opens a sending.
   *
   * @return the sending's number
   */
  long expose(long decision, HeldLeaf leaf, Digest32 transaction, Findings found)
      throws ProblemException {
    return writes.run(
        HoldingWrite.EXPOSE,
        sql -> {
          List<String> notes = found.notes().stream().map(RecordForm::code).toList();
          end(sql, decision, "exposed", new DecisionEnd.Exposed(notes));
          LeafRows.move(sql, leaf.id(), LeafState.HELD, LeafState.EXPOSED);
          List<PartialMark> earlier = found.earlier().stream().map(PartialMark::of).toList();
          Fate.Trace trace = new Fate.Trace(null, null, earlier, null);
          Fate fate = Fate.none(leaf.id()).in(transaction, null);
          fates.keep(sql, fate.with(Effect.NONE, FateReason.NONE, trace));
          return sending(sql, leaf.id());
        });
  }

  /** Opens a further sending of a leaf that is exposed already. */
  long sendAgain(HeldLeaf leaf) throws ProblemException {
    return writes.run(
        HoldingWrite.SEND_AGAIN,
        sql -> {
          lock(sql, leaf);
          return sending(sql, leaf.id());
        });
  }

  void answered(long sending, SendingEnd end) throws ProblemException {
    try (SealedColumn ends = sealer.column("sending", "sealed_end")) {
      Bytes sealed = ends.seal(SealedColumn.row(sending), SENDING_ENDS.write(end).toArray());
      writes.update(
          HoldingWrite.ANSWER,
          sql -> sql.updateOne("UPDATE sending SET sealed_end = ? WHERE id = ?", sealed, sending));
    }
  }

  void included(HeldLeaf leaf, TxReceipt receipt) throws ProblemException {
    writes.update(
        HoldingWrite.INCLUDE,
        sql -> {
          if (leaf.state() != LeafState.INCLUDED) {
            LeafRows.move(sql, leaf.id(), leaf.state(), LeafState.INCLUDED);
          }
          fates.keep(sql, before(sql, leaf).in(receipt.transaction(), included(receipt)));
        });
  }

  /** The block is gone: the leaf is as exposed as it was. */
  void reorganised(HeldLeaf leaf) throws ProblemException {
    writes.update(
        HoldingWrite.REORGANISE,
        sql -> {
          LeafRows.move(sql, leaf.id(), LeafState.INCLUDED, LeafState.EXPOSED);
          Fate before = required(sql, leaf.id());
          fates.keep(sql, before.in(before.transaction(), null));
        });
  }

  /** These could land after all: those that were sent are exposed, the others held as before. */
  void takeBack(List<HeldLeaf> wrong) throws ProblemException {
    writes.update(
        HoldingWrite.REORGANISE,
        sql -> {
          for (HeldLeaf leaf : wrong) {
            boolean sent =
                sql.integer(
                        "SELECT COUNT(*) FROM decision WHERE leaf = ? AND state = 'exposed'",
                        leaf.id())
                    > 0;
            LeafRows.move(sql, leaf.id(), leaf.state(), sent ? LeafState.EXPOSED : LeafState.HELD);
            if (sent) {
              Fate before = required(sql, leaf.id());
              fates.keep(
                  sql,
                  before
                      .in(before.transaction(), null)
                      .usedBy(null, FateReason.NONE)
                      .with(Effect.NONE, FateReason.NONE, before.trace().atFirst()));
            } else {
              fates.forget(sql, leaf.id());
            }
          }
        });
  }

  /** Whether an endpoint has said of any sending that it took the leaf, or had it already. */
  boolean accepted(HeldLeaf leaf) throws ProblemException {
    try (SealedColumn ends = sealer.column("sending", "sealed_end")) {
      return database
          .read(sql ->
              sql.query(
                  "SELECT id, sealed_end FROM sending WHERE leaf = ? AND sealed_end IS NOT NULL",
                  row ->
                      SENDING_ENDS.read(
                          Bytes.of(ends.open(SealedColumn.row(row.integer(1)), row.blob(2)))),
                  leaf.id()))
          .stream()
          .anyMatch(SendingEnd::taken);
    }
  }

  /**
   * What settles a nonce.
   *
   * @param signed what the leaf's signature is over
   */
  record Settled(
      HeldLeaf leaf, Digest32 signed, TxReceipt receipt, Effect effect, FateReason reason) {}

  /**
   * A nonce is final: its leaf, when it was one of ours, is, too, and the others can never land.
   *
   * @param winner null if another transaction used the nonce
   * @param reason why the others are void
   * @param block that shows it
   */
  void settle(@Nullable Settled winner, List<HeldLeaf> others, FateReason reason, BlockRef block)
      throws ProblemException {
    writes.update(
        HoldingWrite.SETTLE,
        sql -> {
          if (winner != null) {
            HeldLeaf leaf = winner.leaf();
            LeafRows.move(sql, leaf.id(), leaf.state(), LeafState.FINAL);
            Fate before = before(sql, leaf);
            TxReceipt receipt = winner.receipt();
            fates.keep(
                sql,
                before
                    .in(receipt.transaction(), included(receipt))
                    .usedBy(new Fate.Used(receipt.block(), winner.signed()), FateReason.NONE)
                    .with(winner.effect(), winner.reason(), before.trace()));
          }
          for (HeldLeaf other : others) {
            LeafRows.move(sql, other.id(), other.state(), LeafState.VOID);
            Fate before = before(sql, other);
            fates.keep(
                sql,
                before.in(before.transaction(), null).usedBy(new Fate.Used(block, null), reason));
          }
        });
  }

  /** Where a leaf's effect stands, and by what that was found. */
  void effect(Fate fate) throws ProblemException {
    writes.update(
        HoldingWrite.EFFECT,
        sql -> {
          Fate before = required(sql, fate.leaf());
          Fate.Trace trace = fate.trace();
          Fate.Trace found =
              new Fate.Trace(trace.slot(), trace.leftSlot(), before.trace().earlier(), trace.own());
          fates.keep(sql, before.with(fate.effect(), fate.reason(), found));
        });
  }

  /** Fates of this lane's leaves whose effect is still open. */
  List<Fate> openEffects(LaneId lane) throws ProblemException {
    return database.read(sql -> {
      Optional<Long> number = lanes.find(sql, lane);
      List<Fate> open = new ArrayList<>();
      for (Fate fate : number.isPresent() ? fates.open(sql) : List.<Fate>of()) {
        if (LeafRows.get(sql, fate.leaf()).lane() == number.get()) {
          open.add(fate);
        }
      }
      return open;
    });
  }

  Optional<Fate> fate(HeldLeaf leaf) throws ProblemException {
    return database.read(sql -> fates.find(sql, leaf.id()));
  }

  /** The fates of those of these leaves that have one, by leaf. */
  Map<Long, Fate> fates(List<HeldLeaf> leaves) throws ProblemException {
    Map<Long, Fate> found = new HashMap<>();
    database.read(sql -> fates.of(sql, leaves)).forEach(fate -> found.put(fate.leaf(), fate));
    return found;
  }

  /** Decisions on this chain after which nothing was sent, because their process ended. */
  List<Interrupted> openDecisions(Chain chain) throws ProblemException {
    return interrupted(chain, "SELECT id, leaf FROM decision WHERE state = 'decided' ORDER BY id");
  }

  /** Sendings on this chain whose end nobody saw. */
  List<Interrupted> openSendings(Chain chain) throws ProblemException {
    return interrupted(chain, "SELECT id, leaf FROM sending WHERE sealed_end IS NULL ORDER BY id");
  }

  private List<Interrupted> interrupted(Chain chain, String query) throws ProblemException {
    return database.read(sql -> {
      List<Interrupted> open =
          sql.query(query, row -> new Interrupted(row.integer(1), row.integer(2)));
      if (open.isEmpty()) {
        return open;
      }
      Map<Long, LaneId> known = lanes.all(sql);
      List<Interrupted> ofChain = new ArrayList<>();
      for (Interrupted one : open) {
        long number = LeafRows.get(sql, one.leaf()).lane();
        LaneId lane = known.get(number);
        if (lane != null && lane.chain().equals(chain) && !LaneLocks.isTaken(sql, number)) {
          ofChain.add(one);
        }
      }
      return ofChain;
    });
  }

  private long sending(Sql sql, long leaf) throws ProblemException {
    return sql.insert("INSERT INTO sending (leaf, sent_at) VALUES (?, ?)", leaf, now());
  }

  private Fate before(Sql sql, HeldLeaf leaf) throws ProblemException {
    return fates.find(sql, leaf.id()).orElse(Fate.none(leaf.id()));
  }

  private Fate required(Sql sql, long leaf) throws ProblemException {
    return fates
        .find(sql, leaf)
        .orElseThrow(
            () -> Problem.of(StoreProblem.STORE_CONFLICT, "no fate of leaf " + leaf).asException());
  }

  private static Fate.Included included(TxReceipt receipt) {
    return new Fate.Included(receipt.block(), receipt.succeeded());
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}
