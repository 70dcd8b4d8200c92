package org.foresign.desk.release;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.desk.chain.BlockRef;
import org.foresign.desk.chain.TxReceipt;
import org.foresign.desk.hold.CheckedWrites;
import org.foresign.desk.hold.Checkpoint;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.HoldingWrite;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.FateRow;
import org.foresign.desk.settings.FateRows;
import org.foresign.desk.settings.Lanes;
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
 * Decisions, sendings and fates in the desk's database. Every method is one transaction, so each is
 * a point at which the process may die. Words kept here name no endpoint and no signed byte.
 */
final class DecisionBook {
  private final Database database;
  private final Sealer sealer;
  private final FateRows fates;
  private final Lanes lanes;
  private final CheckedWrites writes;
  private final Clock clock;

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
   * its lane's thread decides, so one that is still open here could not be taken back when it
   * ended, as on a full disk.
   */
  long decide(HeldLeaf leaf, ReleaseCause cause) throws ProblemException {
    return writes.run(
        HoldingWrite.DECIDE,
        sql -> {
          Optional<Long> open =
              sql.one(
                  "SELECT id FROM decision WHERE leaf = ? AND state = 'decided'",
                  row -> row.integer(1),
                  leaf.id());
          if (open.isPresent()) {
            end(sql, open.get(), "stopped", "not taken back in its time");
          }
          return sql.insert(
              "INSERT INTO decision (leaf, cause, state, decided_at)"
                  + " VALUES (?, ?, 'decided', ?)",
              leaf.id(),
              cause.word(),
              now());
        });
  }

  /** Whether the review date of the leaf's batch lies behind. */
  boolean reviewPassed(HeldLeaf leaf) throws ProblemException {
    return database.read(
        sql -> sql.integer("SELECT review_by FROM held_batch WHERE id = ?", leaf.batch()) < now());
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
  void stop(long decision, String words) throws ProblemException {
    writes.update(HoldingWrite.STOP, sql -> end(sql, decision, "stopped", words));
  }

  /** Moves an open decision on, with what is to be known of it. */
  private void end(Sql sql, long decision, String state, String words) throws ProblemException {
    sql.updateOne(
        "UPDATE decision SET state = ?, sealed_words = ? WHERE id = ? AND state = 'decided'",
        state,
        sealed("decision", "sealed_words", decision, words),
        decision);
  }

  private Bytes sealed(String table, String column, long row, String words) {
    try (SealedColumn values = sealer.column(table, column)) {
      return values.seal(SealedColumn.row(row), words.getBytes(StandardCharsets.UTF_8));
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
          end(sql, decision, "exposed", String.join("; ", found.notes()));
          LeafStore.move(sql, leaf.id(), LeafState.HELD, LeafState.EXPOSED);
          String earlier = PartialMark.text(found.earlier().stream().map(PartialMark::of).toList());
          FateRow.Trace trace = new FateRow.Trace(null, null, earlier, "");
          fates.keep(sql, leaf.id(), FateRow.NONE.in(transaction, null).with(0, "", trace));
          return sending(sql, leaf.id());
        });
  }

  /** Opens a further sending of a leaf that is exposed already. */
  long sendAgain(HeldLeaf leaf) throws ProblemException {
    return writes.run(HoldingWrite.SEND_AGAIN, sql -> sending(sql, leaf.id()));
  }

  void answered(long sending, String outcome) throws ProblemException {
    writes.update(
        HoldingWrite.ANSWER,
        sql ->
            sql.updateOne(
                "UPDATE sending SET sealed_outcome = ? WHERE id = ?",
                sealed("sending", "sealed_outcome", sending, outcome),
                sending));
  }

  void included(HeldLeaf leaf, TxReceipt receipt) throws ProblemException {
    writes.update(
        HoldingWrite.INCLUDE,
        sql -> {
          if (leaf.state() != LeafState.INCLUDED) {
            LeafStore.move(sql, leaf.id(), leaf.state(), LeafState.INCLUDED);
          }
          FateRow before = fates.find(sql, leaf.id()).orElse(FateRow.NONE);
          fates.keep(sql, leaf.id(), before.in(receipt.transaction(), included(receipt)));
        });
  }

  /** The block is gone: the leaf is as exposed as it was. */
  void reorganised(HeldLeaf leaf) throws ProblemException {
    writes.update(
        HoldingWrite.REORGANISE,
        sql -> {
          LeafStore.move(sql, leaf.id(), LeafState.INCLUDED, LeafState.EXPOSED);
          FateRow before = row(sql, leaf.id());
          fates.keep(sql, leaf.id(), before.in(before.transaction(), null));
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
            LeafStore.move(sql, leaf.id(), leaf.state(), sent ? LeafState.EXPOSED : LeafState.HELD);
            if (sent) {
              FateRow before = row(sql, leaf.id());
              String earlier = before.trace().earlier();
              fates.keep(
                  sql,
                  leaf.id(),
                  before
                      .in(before.transaction(), null)
                      .usedBy(null, "")
                      .with(0, "", new FateRow.Trace(null, null, earlier, "")));
            } else {
              sql.update("DELETE FROM fate WHERE leaf = ?", leaf.id());
            }
          }
        });
  }

  /** Whether an endpoint has said of any sending that it took the leaf, or had it already. */
  boolean accepted(HeldLeaf leaf) throws ProblemException {
    try (SealedColumn outcomes = sealer.column("sending", "sealed_outcome")) {
      return database
          .read(sql ->
              sql.query(
                  "SELECT id, sealed_outcome FROM sending"
                      + " WHERE leaf = ? AND sealed_outcome IS NOT NULL",
                  row ->
                      new String(
                          outcomes.open(SealedColumn.row(row.integer(1)), row.blob(2)),
                          StandardCharsets.UTF_8),
                  leaf.id()))
          .stream()
          .anyMatch(outcome -> outcome.contains("accepted=") || outcome.contains("known="));
    }
  }

  /**
   * What settles a nonce.
   *
   * @param signed what the leaf's signature is over
   */
  record Settled(HeldLeaf leaf, Digest32 signed, TxReceipt receipt, Effect effect, String words) {}

  /**
   * A nonce is final: its leaf, when it was one of ours, is, too, and the others can never land.
   *
   * @param winner null if another transaction used the nonce
   * @param block that shows it
   */
  void settle(@Nullable Settled winner, List<HeldLeaf> others, String reason, BlockRef block)
      throws ProblemException {
    writes.update(
        HoldingWrite.SETTLE,
        sql -> {
          if (winner != null) {
            HeldLeaf leaf = winner.leaf();
            LeafStore.move(sql, leaf.id(), leaf.state(), LeafState.FINAL);
            FateRow before = fates.find(sql, leaf.id()).orElse(FateRow.NONE);
            TxReceipt receipt = winner.receipt();
            fates.keep(
                sql,
                leaf.id(),
                before
                    .in(receipt.transaction(), included(receipt))
                    .usedBy(used(receipt.block(), winner.signed()), "")
                    .with(winner.effect().code(), winner.words(), before.trace()));
          }
          for (HeldLeaf other : others) {
            LeafStore.move(sql, other.id(), other.state(), LeafState.VOID);
            FateRow before = fates.find(sql, other.id()).orElse(FateRow.NONE);
            fates.keep(
                sql,
                other.id(),
                before.in(before.transaction(), null).usedBy(used(block, null), reason));
          }
        });
  }

  /** Where a leaf's effect stands, and by what that was found. */
  void effect(Fate fate) throws ProblemException {
    Fate.Trace trace = fate.trace();
    writes.update(
        HoldingWrite.EFFECT,
        sql -> {
          FateRow before = row(sql, fate.leaf());
          FateRow.Trace found =
              new FateRow.Trace(
                  trace.slot(),
                  trace.leftSlot(),
                  before.trace().earlier(),
                  PartialMark.text(trace.own() == null ? List.of() : List.of(trace.own())));
          fates.keep(sql, fate.leaf(), before.with(fate.effect().code(), fate.words(), found));
        });
  }

  /** Fates of this lane's leaves whose effect is still open. */
  List<Fate> openEffects(LaneId lane) throws ProblemException {
    List<Fate> open = new ArrayList<>();
    database.read(sql -> {
      Optional<Long> number = lanes.find(sql, lane);
      if (number.isPresent()) {
        fates.forEach(
            sql,
            " FROM fate f JOIN leaf l ON l.id = f.leaf WHERE f.effect IN (1, 2) AND l.lane = ?"
                + " ORDER BY f.leaf",
            (row, fate) -> open.add(fate(row.integer(1), fate)),
            number.get());
      }
      return open;
    });
    return open;
  }

  Optional<Fate> fate(HeldLeaf leaf) throws ProblemException {
    return database.read(sql -> fates.find(sql, leaf.id())).map(row -> fate(leaf.id(), row));
  }

  /** The fates of one lane's leaves from the first to the last of a page, by leaf. */
  Map<Long, Fate> fates(HeldLeaf first, HeldLeaf last) throws ProblemException {
    Map<Long, Fate> found = new HashMap<>();
    database.read(sql -> {
      fates.forEach(
          sql,
          " FROM leaf l JOIN fate f ON f.leaf = l.id WHERE l.lane = ?"
              + " AND (l.nonce, l.batch, l.leaf_index) >= (?, ?, ?)"
              + " AND (l.nonce, l.batch, l.leaf_index) <= (?, ?, ?)",
          (row, fate) -> found.put(row.integer(1), fate(row.integer(1), fate)),
          first.lane(),
          first.nonce(),
          first.batch(),
          first.index(),
          last.nonce(),
          last.batch(),
          last.index());
      return found;
    });
    return found;
  }

  /** Decisions on this chain after which nothing was sent, because the process ended. */
  List<Interrupted> openDecisions(Chain chain) throws ProblemException {
    return interrupted("decision", "d.state = 'decided'", chain);
  }

  /** Sendings on this chain whose end nobody saw. */
  List<Interrupted> openSendings(Chain chain) throws ProblemException {
    return interrupted("sending", "d.sealed_outcome IS NULL", chain);
  }

  private List<Interrupted> interrupted(String table, String open, Chain chain)
      throws ProblemException {
    return database.read(sql ->
        sql.query(
            "SELECT d.id, d.leaf FROM "
                + table
                + " d JOIN leaf l ON l.id = d.leaf JOIN lane n ON n.id = l.lane WHERE "
                + open
                + " AND n.family = ? AND n.reference = ? ORDER BY d.id",
            row -> new Interrupted(row.integer(1), row.integer(2)),
            chain.family().code(),
            chain.reference()));
  }

  private long sending(Sql sql, long leaf) throws ProblemException {
    return sql.insert("INSERT INTO sending (leaf, sent_at) VALUES (?, ?)", leaf, now());
  }

  private FateRow row(Sql sql, long leaf) throws ProblemException {
    return fates
        .find(sql, leaf)
        .orElseThrow(
            () -> Problem.of(StoreProblem.STORE_CONFLICT, "no fate of leaf " + leaf).asException());
  }

  private static FateRow.Included included(TxReceipt receipt) {
    BlockRef block = receipt.block();
    return new FateRow.Included(block.number(), block.hash(), receipt.succeeded());
  }

  private static FateRow.Used used(BlockRef block, @Nullable Digest32 leaf) {
    return new FateRow.Used(block.number(), block.hash(), leaf);
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  private static Fate fate(long leaf, FateRow row) {
    FateRow.@Nullable Included block = row.included();
    FateRow.Trace trace = row.trace();
    List<PartialMark> own = PartialMark.parse(trace.own());
    return new Fate(
        leaf,
        row.transaction(),
        block == null ? null : new BlockRef(block.block(), block.hash()),
        block == null ? null : block.succeeded(),
        Effect.ofCode(row.effect()),
        row.words(),
        new Fate.Trace(
            trace.slot(),
            trace.leftSlot(),
            PartialMark.parse(trace.earlier()),
            own.isEmpty() ? null : own.getFirst()));
  }
}
