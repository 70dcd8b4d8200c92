package org.foresign.desk.hold;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.AesGcm256;
import org.foresign.crypto.DomainTag;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Secp256k1;
import org.foresign.desk.settings.Batches;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.Lanes;
import org.foresign.desk.settings.LookupHash;
import org.foresign.desk.settings.PlannedBatch;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.SignedBatch;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.foresign.store.Database;
import org.foresign.store.Row;
import org.foresign.store.Sealer;
import org.foresign.store.Sql;
import org.jspecify.annotations.Nullable;

/**
 * The signed leaves this desk holds. No signature and no raw transaction lies in clear on the disk;
 * one leaf at a time is opened, when it is released. Thread-safe as far as the database is.
 */
public final class LeafStore implements AutoCloseable {
  private static final String COLUMNS = "id, batch, leaf_index, lane, nonce, release_class, state";
  private static final int PACKED = 65;

  /** Leaves of the batches that stay computed: three of the largest, about 20 MB. */
  private static final int KEPT_LEAVES = 3 * BatchRequest.MAX_LEAVES;

  private static final Comparator<HeldLeaf> CANONICAL =
      Comparator.comparingLong(HeldLeaf::lane)
          .thenComparingLong(HeldLeaf::nonce)
          .thenComparingLong(HeldLeaf::batch)
          .thenComparingInt(HeldLeaf::index);

  private final Database database;
  private final Batches batches;
  private final Secp256k1 curve;
  private final ClassKeys keys;
  private final SecretAccess access;
  private final SecureRandom random;
  private final Sealer sealer;
  private final Lanes laneRows;
  private final Map<Long, ExpandedBatch> expanded = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param curve by which each opened signature is checked once more
   */
  public LeafStore(DeskHome home, Secp256k1 curve, SecretAccess access, SecureRandom random) {
    this.database = home.database();
    this.batches = home.batches();
    this.curve = curve;
    this.sealer = home.sealer();
    this.laneRows = new Lanes(sealer);
    this.keys = new ClassKeys(sealer);
    this.access = access;
    this.random = random;
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
    long id =
        sql.insert(
            "INSERT INTO held_batch (digest, ceremony, review_by) VALUES (?, ?, ?)",
            batch.batchDigest(),
            header.ceremony(),
            header.reviewBy());
    Map<LaneId, Long> lanes = new HashMap<>();
    for (UnsignedTx leaf : batch.leaves()) {
      LaneId lane = leaf.slot().lane();
      if (!lanes.containsKey(lane)) {
        lanes.put(lane, laneRows.number(sql, lane));
      }
    }
    Map<Integer, Bytes> sealed = sealAll(sql, id, batch, signatures);
    sql.bulk(
        "INSERT INTO leaf (batch, leaf_index, lane, nonce, release_class, state, signing_hash,"
            + " sealed_signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (lane, signing_hash) DO NOTHING",
        rows -> {
          for (UnsignedTx leaf : batch.leaves()) {
            Bytes value = sealed.get(leaf.index());
            if (value != null) {
              rows.add(
                  id,
                  leaf.index(),
                  lanes.get(leaf.slot().lane()),
                  leaf.slot().nonce(),
                  leaf.releaseClass().code(),
                  LeafState.HELD.code(),
                  LookupHash.leaf(sealer, leaf.signingDigest()),
                  value);
            }
          }
        });
  }

  /** Every held leaf, by lane, nonce and place; nothing is opened. */
  public List<HeldLeaf> all() throws ProblemException {
    // Sorted here: SQLite would walk an index and fetch each row from its own place.
    return database
        .read(sql -> sql.query("SELECT " + COLUMNS + " FROM leaf", LeafStore::held))
        .stream()
        .sorted(CANONICAL)
        .toList();
  }

  /** Leaves of all lanes that were sent, or landed although they were not, in canonical order. */
  public List<HeldLeaf> everSent() throws ProblemException {
    return database
        .read(sql ->
            sql.query("SELECT " + COLUMNS + " FROM leaf WHERE state IN (1, 2, 3)", LeafStore::held))
        .stream()
        .sorted(CANONICAL)
        .toList();
  }

  /**
   * The leaves of one lane that follow in canonical order, so that a lane can be walked over
   * without being held.
   *
   * @param last where the walk is, null at its start
   */
  public List<HeldLeaf> page(LaneId lane, @Nullable HeldLeaf last, int most)
      throws ProblemException {
    return database.read(sql -> {
      Optional<Long> number = laneRows.find(sql, lane);
      return number.isEmpty()
          ? List.of()
          : sql.query(
              "SELECT "
                  + COLUMNS
                  + " FROM leaf WHERE lane = ? AND (nonce, batch, leaf_index) > (?, ?, ?)"
                  + " ORDER BY nonce, batch, leaf_index LIMIT ?",
              LeafStore::held,
              number.get(),
              last == null ? Long.MIN_VALUE : last.nonce(),
              last == null ? 0L : last.batch(),
              last == null ? 0 : last.index(),
              most);
    });
  }

  /** How many leaves a lane has. */
  public int count(LaneId lane) throws ProblemException {
    return counts().getOrDefault(lane, Map.of()).values().stream().mapToInt(n -> n).sum();
  }

  /** How many leaves of each lane stand in each state; lanes without leaves are left out. */
  public SortedMap<LaneId, Map<LeafState, Integer>> counts() throws ProblemException {
    Map<Long, LaneId> lanes = lanes();
    SortedMap<LaneId, Map<LeafState, Integer>> counts = new TreeMap<>();
    database.read(sql -> {
      sql.forEach(
          "SELECT lane, state, COUNT(*) FROM leaf GROUP BY lane, state",
          row -> {
            LaneId lane = lanes.get(row.integer(1));
            if (lane != null) {
              counts
                  .computeIfAbsent(lane, key -> new EnumMap<>(LeafState.class))
                  .put(state(row, 2), row.smallInteger(3));
            }
          });
      return counts;
    });
    return counts;
  }

  /** The leaves of one nonce, in canonical order. */
  public List<HeldLeaf> ofNonce(LaneId lane, long nonce) throws ProblemException {
    return where(lane, "nonce = ?", nonce);
  }

  /** Every leaf of one lane, by nonce and place. */
  public List<HeldLeaf> ofLane(LaneId lane) throws ProblemException {
    return where(lane, "nonce >= ?", 0L);
  }

  /** Leaves of the lane that were sent and are not settled, by nonce. */
  public List<HeldLeaf> underway(LaneId lane) throws ProblemException {
    return where(lane, "state IN (1, 2) AND nonce >= ?", 0L);
  }

  /** Leaves of the lane that were never sent although their nonce is below this one. */
  public List<HeldLeaf> heldBelow(LaneId lane, long nonce) throws ProblemException {
    return where(lane, "state = 0 AND nonce < ?", nonce);
  }

  /** Leaves of the lane that count as settled although their nonce is this one or above it. */
  public List<HeldLeaf> settledFrom(LaneId lane, long nonce) throws ProblemException {
    return where(lane, "state IN (3, 4) AND nonce >= ?", nonce);
  }

  private List<HeldLeaf> where(LaneId lane, String condition, long value) throws ProblemException {
    return database.read(sql -> {
      Optional<Long> number = laneRows.find(sql, lane);
      return number.isEmpty()
          ? List.of()
          : sql.query(
              "SELECT "
                  + COLUMNS
                  + " FROM leaf WHERE lane = ? AND "
                  + condition
                  + " ORDER BY nonce, batch, leaf_index",
              LeafStore::held,
              number.get(),
              value);
    });
  }

  public HeldLeaf leaf(long id) throws ProblemException {
    return database.read(sql ->
        sql.one("SELECT " + COLUMNS + " FROM leaf WHERE id = ?", LeafStore::held, id)
            .orElseThrow(() -> Problem.of(HoldProblem.LEAF_UNKNOWN, "leaf " + id).asException()));
  }

  /** Lanes by their numbers. */
  public Map<Long, LaneId> lanes() throws ProblemException {
    return database.read(laneRows::all);
  }

  /** What these leaves do, by their numbers; each batch of theirs is computed once at most. */
  public Map<Long, UnsignedTx> transactions(List<HeldLeaf> some) throws ProblemException {
    Map<Long, UnsignedTx> transactions = new HashMap<>();
    for (HeldLeaf leaf : some.stream().sorted(Comparator.comparingLong(HeldLeaf::batch)).toList()) {
      transactions.put(leaf.id(), transaction(leaf));
    }
    return transactions;
  }

  /** What a held leaf does, computed from its batch's request, which stays computed for a while. */
  public synchronized UnsignedTx transaction(HeldLeaf leaf) throws ProblemException {
    ExpandedBatch batch = expanded.get(leaf.batch());
    if (batch == null) {
      batch = expand(leaf);
      makeRoom(batch.leaves().size());
      expanded.put(leaf.batch(), batch);
    }
    if (leaf.index() < 0 || leaf.index() >= batch.leaves().size()) {
      throw notAsSigned(leaf, "place " + leaf.index());
    }
    UnsignedTx tx = batch.leaves().get(leaf.index());
    if (tx.slot().nonce() != leaf.nonce() || tx.releaseClass() != leaf.releaseClass()) {
      throw notAsSigned(leaf, "nonce " + leaf.nonce());
    }
    return tx;
  }

  /** Lets go of the batches that were not asked about for longest. */
  private void makeRoom(int more) {
    int kept = expanded.values().stream().mapToInt(batch -> batch.leaves().size()).sum();
    Iterator<ExpandedBatch> oldest = expanded.values().iterator();
    while (kept + more > KEPT_LEAVES && oldest.hasNext()) {
      kept -= oldest.next().leaves().size();
      oldest.remove();
    }
  }

  private ExpandedBatch expand(HeldLeaf leaf) throws ProblemException {
    Digest32 digest =
        database
            .read(sql ->
                sql.one(
                    "SELECT digest FROM held_batch WHERE id = ?",
                    row -> new Digest32(row.blob(1)),
                    leaf.batch()))
            .orElseThrow(
                () -> Problem.of(HoldProblem.LEAF_UNKNOWN, "leaf " + leaf.id()).asException());
    PlannedBatch planned =
        batches.byDigest(digest).orElseThrow(() -> notAsSigned(leaf, "batch " + digest));
    ExpandedBatch batch = BatchExpander.expand(batches.request(planned));
    if (!batch.batchDigest().equals(digest)) {
      throw notAsSigned(leaf, "batch " + digest);
    }
    return batch;
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
      throw notAsSigned(leaf, "account " + lane.account());
    }
    return signature;
  }

  private boolean isBy(Address account, UnsignedTx tx, EcdsaSignature signature) {
    try {
      return Address.recovered(curve, tx.signingDigest().toArray(), signature).equals(account);
    } catch (IllegalArgumentException e) {
      return false; // no key at all could have made it
    }
  }

  private static ProblemException notAsSigned(HeldLeaf leaf, String what) {
    return Problem.of(HoldProblem.LEAF_NOT_AS_SIGNED, "leaf " + leaf.id(), what).asException();
  }

  private EcdsaSignature open(HeldLeaf leaf, UnsignedTx tx) throws ProblemException {
    return database.read(sql -> {
      Stored stored =
          sql.one(
                  "SELECT signing_hash, sealed_signature FROM leaf WHERE id = ?",
                  row -> new Stored(row.blob(1), row.blob(2)),
                  leaf.id())
              .orElseThrow(
                  () -> Problem.of(HoldProblem.LEAF_UNKNOWN, "leaf " + leaf.id()).asException());
      if (!stored.signingHash().equals(LookupHash.leaf(sealer, tx.signingDigest()))) {
        throw notAsSigned(leaf, "signing digest " + tx.signingDigest());
      }
      try (SecretBytes key = keys.open(sql, leaf.batch(), leaf.releaseClass())) {
        byte[] packed =
            key.use(access, raw -> open(raw, leaf, tx.signingDigest(), stored.sealed()));
        return new EcdsaSignature(Bytes.of(packed, 0, 64), packed[64]);
      } catch (IllegalArgumentException e) {
        throw new ProblemException(Problem.of(HoldProblem.LEAF_DAMAGED, "leaf " + leaf.id()), e);
      }
    });
  }

  /** Moves one leaf on, inside the caller's transaction; a conflict if it stands elsewhere. */
  public static void move(Sql sql, long leaf, LeafState from, LeafState to)
      throws ProblemException {
    sql.updateOne(
        "UPDATE leaf SET state = ? WHERE id = ? AND state = ?", to.code(), leaf, from.code());
  }

  @Override
  public void close() {
    keys.close();
  }

  private record Stored(Bytes signingHash, Bytes sealed) {}

  private static byte[] open(byte[] key, HeldLeaf leaf, Digest32 signingDigest, Bytes sealed)
      throws ProblemException {
    try {
      return AesGcm256.open(key, nonce(leaf.index()), associated(signingDigest), sealed.toArray());
    } catch (ProblemException e) {
      throw new ProblemException(Problem.of(HoldProblem.LEAF_DAMAGED, "leaf " + leaf.id()), e);
    }
  }

  private Map<Integer, Bytes> sealAll(
      Sql sql, long batch, ExpandedBatch leaves, Map<Integer, EcdsaSignature> signatures)
      throws ProblemException {
    Map<Integer, Bytes> sealed = new HashMap<>();
    Map<ReleaseClass, SecretBytes> classKeys = new EnumMap<>(ReleaseClass.class);
    try {
      for (ReleaseClass releaseClass : ReleaseClass.values()) {
        classKeys.put(releaseClass, keys.create(sql, batch, releaseClass, random));
      }
      for (ReleaseClass releaseClass : ReleaseClass.values()) {
        SecretBytes key = classKeys.get(releaseClass);
        if (key != null) {
          key.run(access, raw -> sealClass(raw, releaseClass, leaves, signatures, sealed));
        }
      }
    } finally {
      classKeys.values().forEach(SecretBytes::close);
    }
    return sealed;
  }

  private static void sealClass(
      byte[] key,
      ReleaseClass releaseClass,
      ExpandedBatch leaves,
      Map<Integer, EcdsaSignature> signatures,
      Map<Integer, Bytes> sealed) {
    for (UnsignedTx leaf : leaves.leaves()) {
      EcdsaSignature signature = signatures.get(leaf.index());
      if (leaf.releaseClass() == releaseClass && signature != null) {
        byte[] packed =
            ByteBuffer.allocate(PACKED)
                .put(signature.compact().toArray())
                .put((byte) signature.yParity())
                .array();
        sealed.put(
            leaf.index(),
            Bytes.of(
                AesGcm256.seal(
                    key, nonce(leaf.index()), associated(leaf.signingDigest()), packed)));
      }
    }
  }

  /** The content key seals each leaf index once, so the index is a nonce that never repeats. */
  private static byte[] nonce(int index) {
    return ByteBuffer.allocate(AesGcm256.NONCE_SIZE).putInt(8, index).array();
  }

  private static byte[] associated(Digest32 signingDigest) {
    byte[] tag = DomainTag.of("held-leaf");
    return ByteBuffer.allocate(tag.length + 32).put(tag).put(signingDigest.toArray()).array();
  }

  private static HeldLeaf held(Row row) throws ProblemException {
    long id = row.integer(1);
    try {
      return new HeldLeaf(
          id,
          row.integer(2),
          row.smallInteger(3),
          row.integer(4),
          row.integer(5),
          ReleaseClass.ofCode(row.integer(6)),
          LeafState.ofCode(row.integer(7)));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.of(HoldProblem.LEAF_NOT_AS_SIGNED, "leaf " + id), e);
    }
  }

  private static LeafState state(Row row, int column) throws ProblemException {
    long code = row.integer(column);
    try {
      return LeafState.ofCode(code);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.of(HoldProblem.LEAF_NOT_AS_SIGNED, "state " + code), e);
    }
  }
}
