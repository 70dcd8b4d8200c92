package org.foresign.vault.journal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.ChainFamily;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Sql;
import org.foresign.store.StoreProblem;

/** The lanes of the ledger by their numbers. */
final class LedgerLanes {
  private LedgerLanes() {}

  static Map<Long, LaneId> all(Sql sql) throws ProblemException {
    Map<Long, LaneId> lanes = new HashMap<>();
    sql.forEach(
        "SELECT id, family, chain, account FROM lane",
        row ->
            lanes.put(
                row.integer(1),
                new LaneId(
                    new Chain(row.constant(2, ChainFamily.class), row.integer(3)),
                    new Address(row.blob(4)))));
    return lanes;
  }

  static LaneId of(Map<Long, LaneId> lanes, long id) throws ProblemException {
    LaneId lane = lanes.get(id);
    if (lane == null) {
      throw Problem.of(StoreProblem.STORE_CORRUPT, "lane " + id).asException();
    }
    return lane;
  }

  /** The number of a lane, a new one if it has none. */
  static long number(Sql sql, LaneId lane) throws ProblemException {
    ChainFamily family = lane.chain().family();
    long chain = lane.chain().reference();
    Optional<Long> known =
        sql.one(
            "SELECT id FROM lane WHERE family = ? AND chain = ? AND account = ?",
            row -> row.integer(1),
            family,
            chain,
            lane.account());
    return known.isPresent()
        ? known.get()
        : sql.insert(
            "INSERT INTO lane (family, chain, account) VALUES (?, ?, ?)",
            family,
            chain,
            lane.account());
  }
}
