package org.foresign.desk.settings;

import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.SignedPolicy;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Database;
import org.foresign.store.SealedColumn;
import org.foresign.store.Sealer;

/** The signed policies of paired vaults; the newest one is what a batch is planned under. */
public final class PolicyCopies {
  private final Database database;
  private final Sealer sealer;

  public PolicyCopies(DeskHome home) {
    this.database = home.database();
    this.sealer = home.sealer();
  }

  /**
   * Takes a policy over: it must be signed by the vault, be about it, and follow the one held.
   * Taking the same one again changes nothing.
   */
  public SignedPolicy add(PairedVault vault, Bytes document) throws ProblemException {
    SignedPolicy signed = SignedPolicy.decode(document);
    Policy policy = signed.policy();
    if (!signed.signedBy(vault.card().digest(), vault.card().card().signingKey())
        || !policy.vaultInstance().equals(vault.instance())) {
      throw Problem.of(SettingsProblem.DESK_POLICY_NOT_SIGNED, "policy " + policy.number())
          .asException();
    }
    Optional<SignedPolicy> newest = newest(vault);
    if (newest.isPresent() && newest.get().hash().equals(signed.hash())) {
      return newest.get();
    }
    if (newest.isPresent() && forks(newest.get(), signed)) {
      throw Problem.of(SettingsProblem.DESK_POLICY_FORK, "number " + policy.number()).asException();
    }
    if (newest.isPresent() && policy.number() <= newest.get().policy().number()) {
      throw Problem.of(
              SettingsProblem.DESK_POLICY_STALE,
              "number " + policy.number(),
              "held " + newest.get().policy().number())
          .asException();
    }
    Bytes sealed;
    try (SealedColumn bodies = bodies()) {
      sealed = bodies.seal(signed.hash().bytes(), document.toArray());
    }
    database.update(sql ->
        sql.updateOne(
            "INSERT INTO policy (vault, number, hash, sealed_body) VALUES (?, ?, ?, ?)",
            vault.instance(),
            policy.number(),
            signed.hash(),
            sealed));
    return signed;
  }

  /**
   * Whether these two can't be of one chain. Between policies whose numbers lie further apart the
   * desk can't tell: a vault exports its newest one, and the vault's journal has them all.
   */
  private static boolean forks(SignedPolicy held, SignedPolicy next) throws ProblemException {
    long step = next.policy().number() - held.policy().number();
    return step == 0 || (step == 1 && !held.hash().equals(next.policy().previous()));
  }

  /** The newest policy of this vault that the desk holds. */
  public Optional<SignedPolicy> newest(PairedVault vault) throws ProblemException {
    return one("vault = ? ORDER BY number DESC LIMIT 1", vault.instance());
  }

  /**
   * The newest policy.
   *
   * @throws ProblemException if the desk holds none
   */
  public SignedPolicy require(PairedVault vault) throws ProblemException {
    return newest(vault)
        .orElseThrow(() ->
            Problem.of(SettingsProblem.DESK_POLICY_UNKNOWN, vault.instance().hex()).asException());
  }

  /** The policy with this hash, for a batch that was planned under it. */
  public Optional<SignedPolicy> byHash(Digest32 hash) throws ProblemException {
    return one("hash = ?", hash);
  }

  private Optional<SignedPolicy> one(String which, Object value) throws ProblemException {
    try (SealedColumn bodies = bodies()) {
      return database.read(sql ->
          sql.one(
              "SELECT hash, sealed_body FROM policy WHERE " + which,
              row -> SignedPolicy.decode(Bytes.of(bodies.open(row.blob(1), row.blob(2)))),
              value));
    }
  }

  private SealedColumn bodies() {
    return sealer.column("policy", "sealed_body");
  }
}
