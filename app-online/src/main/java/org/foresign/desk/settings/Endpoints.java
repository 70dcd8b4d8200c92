package org.foresign.desk.settings;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.ChainFamily;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Database;
import org.foresign.store.SealedColumn;
import org.foresign.store.Sealer;
import org.foresign.store.Sql;

/** Where the desk asks about a chain. Addresses are sealed: they often carry an access key. */
public final class Endpoints {
  /** Most endpoints of one kind for one chain. */
  public static final int MAX_ENDPOINTS = 16;

  /** What is asked there. */
  public enum Kind {
    /** JSON-RPC of an execution client. */
    EXECUTION("execution"),
    /** Beacon API of a consensus client. */
    BEACON("beacon");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  private final Database database;
  private final Sealer sealer;

  public Endpoints(DeskHome home) {
    this.database = home.database();
    this.sealer = home.sealer();
  }

  /** Replaces the endpoints of this chain and kind; an empty list removes them. */
  public void set(Chain chain, Kind kind, List<String> urls) throws ProblemException {
    if (urls.size() > MAX_ENDPOINTS) {
      throw new IllegalArgumentException("at most " + MAX_ENDPOINTS + " endpoints");
    }
    try (SealedColumn column = column()) {
      database.update(sql -> {
        sql.update(
            "DELETE FROM endpoint WHERE family = ? AND reference = ? AND kind = ?",
            chain.family().code(),
            chain.reference(),
            kind.word);
        sql.update(
            "DELETE FROM own_node WHERE family = ? AND reference = ?",
            chain.family().code(),
            chain.reference());
        for (int i = 0; i < urls.size(); i++) {
          insert(sql, column, chain, kind, i, urls.get(i));
        }
      });
    }
  }

  /** The endpoints of this chain and kind, in their order; may be empty. */
  public List<String> get(Chain chain, Kind kind) throws ProblemException {
    List<Bytes> sealed =
        database.read(sql ->
            sql.query(
                "SELECT sealed_url FROM endpoint"
                    + " WHERE family = ? AND reference = ? AND kind = ? ORDER BY place",
                row -> row.blob(1),
                chain.family().code(),
                chain.reference(),
                kind.word));
    List<String> urls = new ArrayList<>();
    try (SealedColumn column = column()) {
      for (int i = 0; i < sealed.size(); i++) {
        byte[] url = column.open(row(chain, kind, i), sealed.get(i));
        urls.add(new String(url, StandardCharsets.UTF_8));
      }
    }
    return urls;
  }

  /**
   * The execution endpoints of a chain.
   *
   * @param name what people call the chain
   * @throws ProblemException if there is none
   */
  public List<String> execution(Chain chain, String name) throws ProblemException {
    List<String> urls = get(chain, Kind.EXECUTION);
    if (urls.isEmpty()) {
      throw Problem.of(SettingsProblem.DESK_ENDPOINTS_MISSING, name).asException();
    }
    return urls;
  }

  /** Chains with endpoints, in order. */
  public List<Chain> chains() throws ProblemException {
    return database.read(sql ->
        sql.query(
            "SELECT DISTINCT family, reference FROM endpoint ORDER BY family, reference",
            row -> new Chain(ChainFamily.ofCode(row.integer(1)), row.integer(2))));
  }

  /** Keeps the user's word that he runs the endpoints of this chain himself, as they are now. */
  public void stateOwnNode(Chain chain) throws ProblemException {
    byte[] list = list(chain);
    try (SealedColumn column = sealer.column("own_node", "sealed_list")) {
      database.update(sql ->
          sql.updateOne(
              "INSERT INTO own_node (family, reference, sealed_list) VALUES (?, ?, ?)"
                  + " ON CONFLICT (family, reference) DO UPDATE SET sealed_list = excluded.sealed_list",
              chain.family().code(),
              chain.reference(),
              column.seal(row(chain), list)));
    }
  }

  /** Whether the user has said so of just these endpoints. */
  public boolean ownNode(Chain chain) throws ProblemException {
    Optional<Bytes> sealed =
        database.read(sql ->
            sql.one(
                "SELECT sealed_list FROM own_node WHERE family = ? AND reference = ?",
                row -> row.blob(1),
                chain.family().code(),
                chain.reference()));
    if (sealed.isEmpty()) {
      return false;
    }
    try (SealedColumn column = sealer.column("own_node", "sealed_list")) {
      return Arrays.equals(column.open(row(chain), sealed.get()), list(chain));
    }
  }

  /** What a statement is about: every address of both kinds, in order. */
  private byte[] list(Chain chain) throws ProblemException {
    List<String> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (String url : get(chain, kind)) {
        all.add(kind.word + " " + url);
      }
    }
    return String.join("\n", all).getBytes(StandardCharsets.UTF_8);
  }

  private static Bytes row(Chain chain) {
    return Bytes.of(name(chain).getBytes(StandardCharsets.US_ASCII));
  }

  private static String name(Chain chain) {
    return chain.family().code() + "/" + chain.reference();
  }

  private SealedColumn column() {
    return sealer.column("endpoint", "sealed_url");
  }

  private static void insert(
      Sql sql, SealedColumn column, Chain chain, Kind kind, int place, String url)
      throws ProblemException {
    Bytes sealed = column.seal(row(chain, kind, place), url.getBytes(StandardCharsets.UTF_8));
    sql.updateOne(
        "INSERT INTO endpoint (family, reference, kind, place, sealed_url) VALUES (?, ?, ?, ?, ?)",
        chain.family().code(),
        chain.reference(),
        kind.word,
        place,
        sealed);
  }

  private static Bytes row(Chain chain, Kind kind, int place) {
    String row = name(chain) + "/" + kind.word + "/" + place;
    return Bytes.of(row.getBytes(StandardCharsets.US_ASCII));
  }
}
