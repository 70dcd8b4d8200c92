package org.foresign.desk.hold;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.foresign.codec.Bytes;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Secp256k1;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.LookupHash;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.SignedBatch;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.secret.SecretAccess;
import org.foresign.store.Database;
import org.foresign.store.Sealer;
import org.foresign.store.Sql;
import org.jspecify.annotations.Nullable;

/**
 * The signed leaves this desk holds. No signature and no raw transaction lies in clear on the disk;
 * one leaf at a time is opened, when it is released. Thread-safe as far as the database is.
 */
public final class LeafStore implements AutoCloseable {
  private static final Set<LeafState> SETTLED = EnumSet.of(LeafState.FINAL, LeafState.VOID);

  private static final Comparator<HeldLeaf> CANONICAL =
      Comparator.comparingLong(HeldLeaf::lane)
          .thenComparingLong(HeldLeaf::nonce)
          .thenComparingLong(HeldLeaf::batch)
          .thenComparingInt(HeldLeaf::index);

  private final Database database;
  private final Sealer sealer;
  private final Secp256k1 curve;
  private final Lanes laneRows;
  private final LeafSeals seals;
  private final HeldTransactions transactions;

  /**
   * @param curve by which each opened signature is checked once more
   */
  public LeafStore(DeskHome home, Secp256k1 curve, SecretAccess access, SecureRandom random) {
    this.database = home.database();
    this.sealer = home.sealer();
    this.curve = curve;
    this.laneRows = new Lanes(sealer);
    this.seals = new LeafSeals(sealer, access, random);
    this.transactions = new HeldTransactions(database, home.batches());
  }

  /**
   * Keeps verified signatures inside the caller's transaction. A transaction that an earlier batch
   * brought already, such as the cancel of a nonce planned twice, stays with that batch.
   *
   * @param signatures by leaf index; each was checked against its leaf before
   */
  public void keep(
      Sql sql,
      ExpandedBatch batch,
      SignedBatch.Header header,
      Map<Integer, EcdsaSignature> signatures)
      throws ProblemException {
    long id = HeldBatches.add(sql, batch.batchDigest(), header);
    Map<LaneId, Long> lanes = new HashMap<>();
    Map<Integer, Bytes> sealed = seals.seal(sql, id, batch, signatures);
    List<LeafRows.Fresh> fresh = new ArrayList<>();
    for (UnsignedTx leaf : batch.leaves()) {
      LaneId lane = leaf.slot().lane();
      Long number = lanes.get(lane);
      if (number == null) {
        number = laneRows.number(sql, lane);
        lanes.put(lane, number);
      }
      Bytes signature = sealed.get(leaf.index());
      if (signature != null) {
        fresh.add(
            new LeafRows.Fresh(
                leaf.index(),
                number,
                leaf.slot().nonce(),
                leaf.releaseClass(),
                LookupHash.leaf(sealer, leaf.signingDigest()),
                signature));
      }
    }
    LeafRows.add(sql, id, fresh);
  }

  /** Every held leaf, by lane, nonce and place; nothing is opened. */
  public List<HeldLeaf> all() throws ProblemException {
    return database.read(LeafRows::all).stream().sorted(CANONICAL).toList();
  }

  /** Leaves of all lanes that were sent, or landed although they were not, in canonical order. */
  public List<HeldLeaf> everSent() throws ProblemException {
    Set<LeafState> sent = EnumSet.of(LeafState.EXPOSED, LeafState.INCLUDED, LeafState.FINAL);
    return database.read(sql -> LeafRows.at(sql, sent)).stream().sorted(CANONICAL).toList();
  }

  /**
   * The leaves of one lane that follow in canonical order, so that a lane can be walked over
   * without being held.
   *
   * @param last where the walk is, null at its start
   */
  public List<HeldLeaf> page(LaneId lane, @Nullable HeldLeaf last, int most)
      throws ProblemException {
    return of(lane, (sql, number) -> LeafRows.page(sql, number, last, most));
  }

  /** How many leaves a lane has. */
  public int count(LaneId lane) throws ProblemException {
    return counts().getOrDefault(lane, Map.of()).values().stream().mapToInt(n -> n).sum();
  }

  /** How many leaves of each lane stand in each state; lanes without leaves are left out. */
  public SortedMap<LaneId, Map<LeafState, Integer>> counts() throws ProblemException {
    Map<Long, LaneId> lanes = lanes();
    SortedMap<LaneId, Map<LeafState, Integer>> counts = new TreeMap<>();
    database
        .read(LeafRows::counts)
        .forEach((number, states) -> {
          LaneId lane = lanes.get(number);
          if (lane != null) {
            counts.put(lane, states);
          }
        });
    return counts;
  }

  /** The leaves of one nonce, in canonical order. */
  public List<HeldLeaf> ofNonce(LaneId lane, long nonce) throws ProblemException {
    return of(lane, (sql, number) -> LeafRows.ofNonce(sql, number, nonce));
  }

  /**
   * Leaves of one lane from one nonce to another that stand at one of these, by nonce and place.
   */
  public List<HeldLeaf> between(LaneId lane, long first, long last, Collection<LeafState> states)
      throws ProblemException {
    return of(lane, (sql, number) -> LeafRows.of(sql, number, states, first, last));
  }

  /** Leaves of the lane that were sent and are not settled, by nonce. */
  public List<HeldLeaf> underway(LaneId lane) throws ProblemException {
    Set<LeafState> underway = EnumSet.of(LeafState.EXPOSED, LeafState.INCLUDED);
    return between(lane, 0, Long.MAX_VALUE, underway);
  }

  /** Leaves of the lane that were never sent although their nonce is below this one. */
  public List<HeldLeaf> heldBelow(LaneId lane, long nonce) throws ProblemException {
    return between(lane, 0, nonce - 1, EnumSet.of(LeafState.HELD));
  }

  /** Leaves of the lane that count as settled although their nonce is this one or above it. */
  public List<HeldLeaf> settledFrom(LaneId lane, long nonce) throws ProblemException {
    return between(lane, nonce, Long.MAX_VALUE, SETTLED);
  }

  /** Asks about one lane by its number. */
  @FunctionalInterface
  private interface OfLane {
    List<HeldLeaf> leaves(Sql sql, long lane) throws ProblemException;
  }

  private List<HeldLeaf> of(LaneId lane, OfLane asked) throws ProblemException {
    return database.read(sql -> {
      Optional<Long> number = laneRows.find(sql, lane);
      return number.isEmpty() ? List.of() : asked.leaves(sql, number.get());
    });
  }

  public HeldLeaf leaf(long id) throws ProblemException {
    return database.read(sql -> LeafRows.get(sql, id));
  }

  /** Lanes by their numbers. */
  public Map<Long, LaneId> lanes() throws ProblemException {
    return database.read(laneRows::all);
  }

  /** What these leaves do, by their numbers; each batch of theirs is computed once at most. */
  public Map<Long, UnsignedTx> transactions(List<HeldLeaf> some) throws ProblemException {
    Map<Long, UnsignedTx> found = new HashMap<>();
    for (HeldLeaf leaf : some.stream().sorted(Comparator.comparingLong(HeldLeaf::batch)).toList()) {
      found.put(leaf.id(), transaction(leaf));
    }
    return found;
  }

  /** What a held leaf does, computed from its batch's request, which stays computed for a while. */
  public UnsignedTx transaction(HeldLeaf leaf) throws ProblemException {
    return transactions.of(leaf);
  }

  /**
   * Opens the signature of one leaf, if it is the account's signature of what the leaf does: of the
   * transaction that its batch's sealed request says and that every page showed.
   */
  public EcdsaSignature signature(HeldLeaf leaf) throws ProblemException {
    UnsignedTx tx = transaction(leaf);
    LaneId lane = tx.slot().lane();
    EcdsaSignature signature = open(leaf, tx);
    if (!lane.equals(lanes().get(leaf.lane())) || !isBy(lane.account(), tx, signature)) {
      throw HeldTransactions.notAsSigned(leaf, "account " + lane.account());
    }
    return signature;
  }

  private EcdsaSignature open(HeldLeaf leaf, UnsignedTx tx) throws ProblemException {
    return database.read(sql -> {
      LeafRows.Stored stored = LeafRows.stored(sql, leaf.id());
      if (!stored.signingHash().equals(LookupHash.leaf(sealer, tx.signingDigest()))) {
        throw HeldTransactions.notAsSigned(leaf, "signing digest " + tx.signingDigest());
      }
      return seals.open(sql, leaf, tx.signingDigest(), stored.sealed());
    });
  }

  private boolean isBy(Address account, UnsignedTx tx, EcdsaSignature signature) {
    try {
      return Address.recovered(curve, tx.signingDigest().toArray(), signature).equals(account);
    } catch (IllegalArgumentException e) {
      return false; // no key at all could have made it
    }
  }

  @Override
  public void close() {
    seals.close();
  }
}
