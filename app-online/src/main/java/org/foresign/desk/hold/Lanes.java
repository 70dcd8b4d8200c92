package org.foresign.desk.hold;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.desk.settings.LookupHash;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.ChainFamily;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.SealedColumn;
import org.foresign.store.Sealer;
import org.foresign.store.Sql;

/** The lanes of held leaves by their numbers; whose they are is sealed. */
public final class Lanes {
  private final Sealer sealer;

  public Lanes(Sealer sealer) {
    this.sealer = sealer;
  }

  public Map<Long, LaneId> all(Sql sql) throws ProblemException {
    Map<Long, LaneId> lanes = new HashMap<>();
    try (SealedColumn accounts = accounts()) {
      sql.forEach(
          "SELECT id, family, reference, account_hash, sealed_account FROM lane",
          row -> {
            Chain chain = new Chain(ChainFamily.ofCode(row.integer(2)), row.integer(3));
            Bytes account = Bytes.of(accounts.open(row.blob(4), row.blob(5)));
            lanes.put(row.integer(1), new LaneId(chain, new Address(account)));
          });
    }
    return lanes;
  }

  public Optional<Long> find(Sql sql, LaneId lane) throws ProblemException {
    return sql.one(
        "SELECT id FROM lane WHERE family = ? AND reference = ? AND account_hash = ?",
        row -> row.integer(1),
        lane.chain().family().code(),
        lane.chain().reference(),
        LookupHash.account(sealer, lane.account()));
  }

  /** The number of a lane, a new one if it has none. */
  public long number(Sql sql, LaneId lane) throws ProblemException {
    Optional<Long> known = find(sql, lane);
    if (known.isPresent()) {
      return known.get();
    }
    Bytes hash = LookupHash.account(sealer, lane.account());
    try (SealedColumn accounts = accounts()) {
      return sql.insert(
          "INSERT INTO lane (family, reference, account_hash, sealed_account) VALUES (?, ?, ?, ?)",
          lane.chain().family().code(),
          lane.chain().reference(),
          hash,
          accounts.seal(hash, lane.account().toArray()));
    }
  }

  private SealedColumn accounts() {
    return sealer.column("lane", "sealed_account");
  }
}
