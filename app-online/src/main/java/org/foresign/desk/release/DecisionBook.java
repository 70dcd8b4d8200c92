package org.foresign.desk.release;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.desk.chain.BlockRef;
import org.foresign.desk.chain.Receipt;
import org.foresign.desk.hold.Checkpoint;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.hold.WritePoint;
import org.foresign.desk.hold.Writes;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Chain;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Database;
import org.foresign.store.Row;
import org.foresign.store.Sql;
import org.jspecify.annotations.Nullable;

/**
 * Decisions, sendings and fates in the desk's database. Every method is one transaction, so each is
 * a point at which the process may die. Words kept here name no endpoint and no signed byte.
 */
final class DecisionBook {
  private static final String FATE =
      "f.leaf, f.tx_hash, f.block, f.block_hash, f.succeeded, f.effect, f.words, f.slot,"
          + " f.left_slot, f.earlier, f.own";

  private final Database database;
  private final Writes writes;
  private final Clock clock;

  DecisionBook(Database database, Clock clock) {
    this(database, clock, Checkpoint.NONE);
  }

  DecisionBook(Database database, Clock clock, Checkpoint checkpoint) {
    this.database = database;
    this.writes = new Writes(database, checkpoint);
    this.clock = clock;
  }

  /** A decision or sending that the last process did not see the end of. */
  record Interrupted(long id, long leaf) {}

  /**
   * Writes down that this leaf is to leave; a second standing decision on it is a conflict. Only
   * its lane's thread decides, so one that is still open here could not be taken back when it
   * ended, as on a full disk.
   */
  long decide(HeldLeaf leaf, Cause cause) throws ProblemException {
    return writes.run(
        WritePoint.DECIDE,
        sql -> {
          sql.update(
              "UPDATE decision SET state = 'stopped', words = 'not taken back in its time'"
                  + " WHERE leaf = ? AND state = 'decided'",
              leaf.id());
          return sql.insert(
              "INSERT INTO decision (leaf, cause, state, decided_at, words)"
                  + " VALUES (?, ?, 'decided', ?, '')",
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
    writes.update(
        WritePoint.STOP,
        sql ->
            sql.updateOne(
                "UPDATE decision SET state = 'stopped', words = ? WHERE id = ? AND state = 'decided'",
                words,
                decision));
  }

  /**
   * Records the leaf as exposed, before its first byte is sent, and opens a sending.
   *
   * @return the sending's number
   */
  long expose(long decision, HeldLeaf leaf, Digest32 transaction, Findings found)
      throws ProblemException {
    return writes.run(
        WritePoint.EXPOSE,
        sql -> {
          sql.updateOne(
              "UPDATE decision SET state = 'exposed', words = ? WHERE id = ? AND state = 'decided'",
              String.join("; ", found.notes()),
              decision);
          LeafStore.move(sql, leaf.id(), LeafState.HELD, LeafState.EXPOSED);
          sql.updateOne(
              "INSERT INTO fate (leaf, tx_hash, earlier) VALUES (?, ?, ?)",
              leaf.id(),
              transaction,
              PartialMark.text(found.earlier().stream().map(PartialMark::of).toList()));
          return sending(sql, leaf.id());
        });
  }

  /** Opens a further sending of a leaf that is exposed already. */
  long sendAgain(HeldLeaf leaf) throws ProblemException {
    return writes.run(WritePoint.SEND_AGAIN, sql -> sending(sql, leaf.id()));
  }

  void answered(long sending, String outcome) throws ProblemException {
    writes.update(
        WritePoint.ANSWER,
        sql -> sql.updateOne("UPDATE sending SET outcome = ? WHERE id = ?", outcome, sending));
  }

  void included(HeldLeaf leaf, Receipt receipt) throws ProblemException {
    writes.update(
        WritePoint.INCLUDE,
        sql -> {
          if (leaf.state() != LeafState.INCLUDED) {
            LeafStore.move(sql, leaf.id(), leaf.state(), LeafState.INCLUDED);
          }
          setBlock(sql, leaf.id(), receipt);
        });
  }

  /** The block is gone: the leaf is as exposed as it was. */
  void reorganised(HeldLeaf leaf) throws ProblemException {
    writes.update(
        WritePoint.REORGANISE,
        sql -> {
          LeafStore.move(sql, leaf.id(), LeafState.INCLUDED, LeafState.EXPOSED);
          sql.updateOne(
              "UPDATE fate SET block = NULL, block_hash = NULL, succeeded = NULL WHERE leaf = ?",
              leaf.id());
        });
  }

  /** These could land after all: those that were sent are exposed, the others held as before. */
  void takeBack(List<HeldLeaf> wrong) throws ProblemException {
    writes.update(
        WritePoint.REORGANISE,
        sql -> {
          for (HeldLeaf leaf : wrong) {
            boolean sent =
                sql.integer(
                        "SELECT COUNT(*) FROM decision WHERE leaf = ? AND state = 'exposed'",
                        leaf.id())
                    > 0;
            LeafStore.move(sql, leaf.id(), leaf.state(), sent ? LeafState.EXPOSED : LeafState.HELD);
            if (sent) {
              sql.update(
                  "UPDATE fate SET block = NULL, block_hash = NULL, succeeded = NULL, effect = 0,"
                      + " words = '', slot = NULL, left_slot = NULL, own = '' WHERE leaf = ?",
                  leaf.id());
            } else {
              sql.update("DELETE FROM fate WHERE leaf = ?", leaf.id());
            }
          }
        });
  }

  /** Whether an endpoint has said of any sending that it took the leaf, or had it already. */
  boolean accepted(HeldLeaf leaf) throws ProblemException {
    return database.read(sql ->
        sql.integer(
                "SELECT COUNT(*) FROM sending WHERE leaf = ?"
                    + " AND (outcome LIKE '%accepted=%' OR outcome LIKE '%known=%')",
                leaf.id())
            > 0);
  }

  /** What settles a nonce. */
  record Settled(HeldLeaf leaf, Receipt receipt, Effect effect, String words) {}

  /**
   * A nonce is final: its leaf, when it was one of ours, is, too, and the others can never land.
   *
   * @param winner null if another transaction used the nonce
   * @param block that shows it
   */
  void settle(@Nullable Settled winner, List<HeldLeaf> others, String reason, BlockRef block)
      throws ProblemException {
    writes.update(
        WritePoint.SETTLE,
        sql -> {
          if (winner != null) {
            HeldLeaf leaf = winner.leaf();
            LeafStore.move(sql, leaf.id(), leaf.state(), LeafState.FINAL);
            sql.update("INSERT OR IGNORE INTO fate (leaf) VALUES (?)", leaf.id());
            setBlock(sql, leaf.id(), winner.receipt());
            sql.updateOne(
                "UPDATE fate SET effect = ?, words = ? WHERE leaf = ?",
                winner.effect().code(),
                winner.words(),
                leaf.id());
          }
          for (HeldLeaf other : others) {
            LeafStore.move(sql, other.id(), other.state(), LeafState.VOID);
            sql.update(
                "INSERT INTO fate (leaf, words, void_block, void_hash) VALUES (?, ?, ?, ?)"
                    + " ON CONFLICT (leaf) DO UPDATE SET words = excluded.words, block = NULL,"
                    + " block_hash = NULL, succeeded = NULL, void_block = excluded.void_block,"
                    + " void_hash = excluded.void_hash",
                other.id(),
                reason,
                block.number(),
                block.hash());
          }
        });
  }

  /** Where a leaf's effect stands, and by what that was found. */
  void effect(Fate fate) throws ProblemException {
    Fate.Trace trace = fate.trace();
    writes.update(
        WritePoint.EFFECT,
        sql ->
            sql.updateOne(
                "UPDATE fate SET effect = ?, words = ?, slot = ?, left_slot = ?, own = ?"
                    + " WHERE leaf = ?",
                fate.effect().code(),
                fate.words(),
                trace.slot(),
                trace.leftSlot(),
                PartialMark.text(trace.own() == null ? List.of() : List.of(trace.own())),
                fate.leaf()));
  }

  /** Fates of this lane's leaves whose effect is still open. */
  List<Fate> openEffects(LaneId lane) throws ProblemException {
    return database.read(sql ->
        sql.query(
            "SELECT "
                + FATE
                + " FROM fate f JOIN leaf l ON l.id = f.leaf JOIN lane n ON n.id = l.lane"
                + " WHERE f.effect IN (1, 2) AND n.family = ? AND n.reference = ?"
                + " AND n.account = ? ORDER BY f.leaf",
            DecisionBook::fate,
            lane.chain().family().code(),
            lane.chain().reference(),
            lane.account()));
  }

  Optional<Fate> fate(HeldLeaf leaf) throws ProblemException {
    return database.read(sql ->
        sql.one("SELECT " + FATE + " FROM fate f WHERE f.leaf = ?", DecisionBook::fate, leaf.id()));
  }

  /** The fates of one lane's leaves from the first to the last of a page, by leaf. */
  Map<Long, Fate> fates(HeldLeaf first, HeldLeaf last) throws ProblemException {
    Map<Long, Fate> fates = new HashMap<>();
    database.read(sql -> {
      sql.forEach(
          "SELECT "
              + FATE
              + " FROM leaf l JOIN fate f ON f.leaf = l.id WHERE l.lane = ?"
              + " AND (l.nonce, l.batch, l.leaf_index) >= (?, ?, ?)"
              + " AND (l.nonce, l.batch, l.leaf_index) <= (?, ?, ?)",
          row -> {
            Fate fate = fate(row);
            fates.put(fate.leaf(), fate);
          },
          first.lane(),
          first.nonce(),
          first.batch(),
          first.index(),
          last.nonce(),
          last.batch(),
          last.index());
      return fates;
    });
    return fates;
  }

  /** Decisions on this chain after which nothing was sent, because the process ended. */
  List<Interrupted> openDecisions(Chain chain) throws ProblemException {
    return interrupted("decision", "d.state = 'decided'", chain);
  }

  /** Sendings on this chain whose end nobody saw. */
  List<Interrupted> openSendings(Chain chain) throws ProblemException {
    return interrupted("sending", "d.outcome IS NULL", chain);
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

  private static void setBlock(Sql sql, long leaf, Receipt receipt) throws ProblemException {
    sql.updateOne(
        "UPDATE fate SET tx_hash = ?, block = ?, block_hash = ?, succeeded = ? WHERE leaf = ?",
        receipt.transaction(),
        receipt.block().number(),
        receipt.block().hash(),
        receipt.succeeded(),
        leaf);
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  private static Fate fate(Row row) throws ProblemException {
    Optional<Bytes> blockHash = row.optionalBlob(4);
    @Nullable BlockRef block =
        blockHash.isPresent() ? new BlockRef(row.integer(3), new Digest32(blockHash.get())) : null;
    return new Fate(
        row.integer(1),
        row.optionalBlob(2).map(Digest32::new).orElse(null),
        block,
        block == null ? null : row.flag(5),
        Effect.ofCode(row.integer(6)),
        row.text(7),
        trace(row));
  }

  private static Fate.Trace trace(Row row) throws ProblemException {
    OptionalLong slot = row.optionalInteger(8);
    OptionalLong left = row.optionalInteger(9);
    List<PartialMark> own = PartialMark.parse(row.text(11));
    return new Fate.Trace(
        slot.isPresent() ? slot.getAsLong() : null,
        left.isPresent() ? left.getAsLong() : null,
        PartialMark.parse(row.text(10)),
        own.isEmpty() ? null : own.getFirst());
  }
}
