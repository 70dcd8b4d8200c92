package org.foresign.vault.officers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborWriter;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Ed25519;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.policy.DeadEnds;
import org.foresign.model.policy.DeadEnds.DeadEnd;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.PolicyCodec;
import org.foresign.model.policy.SignedPolicy;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Row;
import org.foresign.store.Sql;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.keys.OfficerKey;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.settings.VaultFacts;
import org.foresign.vault.settings.VaultProblem;

/**
 * The numbered, hash-chained policies of a vault and the draft of the next. What narrows acts at
 * once; what widens acts from the next ceremony on, so that nobody widens and signs in one sitting.
 */
public final class Policies {
  private static final String DECISION = "policy-decision";

  private final OpenVault vault;

  public Policies(OpenVault vault) {
    this.vault = vault;
  }

  /**
   * A policy that officers accepted.
   *
   * @param activeFrom ceremony from which it is in force
   */
  public record Accepted(Policy policy, Digest32 hash, SignedPolicy document, long activeFrom) {}

  /**
   * The policy in force: the newest that may act in the present ceremony.
   *
   * @throws ProblemException with {@link VaultProblem#VAULT_DECISION_FORGED}
   */
  public static Optional<Accepted> inForce(Sql sql, VaultFacts facts) throws ProblemException {
    return sql.one(
        SELECT + " WHERE active_from <= ? ORDER BY number DESC LIMIT 1",
        row -> accepted(row, facts),
        facts.ceremony());
  }

  /** The newest policy, in force or waiting for the next ceremony. */
  public static Optional<Accepted> newest(Sql sql, VaultFacts facts) throws ProblemException {
    return sql.one(SELECT + " ORDER BY number DESC LIMIT 1", row -> accepted(row, facts));
  }

  public static Optional<Accepted> numbered(Sql sql, VaultFacts facts, long number)
      throws ProblemException {
    return sql.one(SELECT + " WHERE number = ?", row -> accepted(row, facts), number);
  }

  /** The draft of the next policy. */
  public static Optional<Policy> draft(Sql sql) throws ProblemException {
    Optional<Bytes> body = sql.one("SELECT body FROM policy_draft", row -> row.blob(1));
    return body.isPresent() ? Optional.of(PolicyCodec.decode(body.get())) : Optional.empty();
  }

  /** Keeps a draft in place of the one before. */
  public static void keepDraft(Sql sql, Policy draft) throws ProblemException {
    Bytes body = PolicyCodec.encode(draft);
    if (body.size() > PolicyCodec.MAX_BYTES) {
      throw Problem.of(OfficerProblem.POLICY_ENTRY_REFUSED, "the policy would be too large")
          .asException();
    }
    sql.update("DELETE FROM policy_draft");
    sql.updateOne("INSERT INTO policy_draft (id, body) VALUES (1, ?)", body);
  }

  /** A draft that allows nothing and wants one desk approval. */
  public static Policy template(Sql sql, VaultFacts facts) throws ProblemException {
    Optional<Accepted> last = newest(sql, facts);
    return new Policy(
        last.map(l -> l.policy().number()).orElse(0L) + 1,
        last.map(Accepted::hash).orElse(null),
        facts.instance(),
        0,
        facts.practice(),
        1,
        90L * 86_400,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** A draft that says what the newest policy says. */
  public static Policy successor(Sql sql, VaultFacts facts) throws ProblemException {
    Optional<Accepted> last = newest(sql, facts);
    if (last.isEmpty()) {
      return template(sql, facts);
    }
    return new PolicyDraft(last.get().policy())
        .numbered(last.get().policy().number() + 1, last.get().hash(), 0);
  }

  /**
   * What the draft changes against the policy in force.
   *
   * @throws ProblemException with {@link OfficerProblem#POLICY_NO_DRAFT}
   */
  public static List<PolicyChange> changes(Sql sql, VaultFacts facts) throws ProblemException {
    return changes(sql, facts, requireDraft(sql));
  }

  /** As {@link #changes(Sql, VaultFacts)} for this draft. */
  public static List<PolicyChange> changes(Sql sql, VaultFacts facts, Policy draft)
      throws ProblemException {
    Optional<Accepted> now = inForce(sql, facts);
    return PolicyDiff.between(now.isPresent() ? now.get().policy() : template(sql, facts), draft);
  }

  /**
   * What officers read before they decide: the changes, widening first. The first policy has
   * nothing before it, so what it wants of every batch is said even where the template wants the
   * same.
   */
  public static List<String> shown(Sql sql, VaultFacts facts, Policy draft)
      throws ProblemException {
    List<String> lines = new ArrayList<>();
    if (inForce(sql, facts).isEmpty()) {
      lines.add("This is the first policy of this vault.");
      lines.addAll(PolicyText.ofEveryBatch(draft));
    }
    for (PolicyChange change : changes(sql, facts, draft)) {
      lines.add((change.widens() ? "WIDENS: " : "narrows: ") + change.words());
    }
    deadEnds(sql, facts, draft).forEach(end -> lines.add("NO WAY ON: " + end.words()));
    return lines;
  }

  /** What the draft asks for that no batch can have, as this vault's accepted cards stand. */
  public static List<DeadEnd> deadEnds(Sql sql, VaultFacts facts, Policy draft)
      throws ProblemException {
    Set<Digest32> accepted =
        Peers.list(sql, facts).stream()
            .filter(peer -> !peer.revoked())
            .map(peer -> peer.card().digest())
            .collect(Collectors.toSet());
    return DeadEnds.of(draft, accepted::contains);
  }

  /**
   * Refuses a draft that contradicts itself.
   *
   * @throws ProblemException with {@link OfficerProblem#POLICY_NO_WAY_ON}
   */
  public static void requireWayOn(Sql sql, VaultFacts facts, Policy draft) throws ProblemException {
    List<String> contradictions =
        deadEnds(sql, facts, draft).stream()
            .filter(DeadEnd::contradiction)
            .map(DeadEnd::words)
            .toList();
    if (!contradictions.isEmpty()) {
      throw new Problem(OfficerProblem.POLICY_NO_WAY_ON, contradictions).asException();
    }
  }

  /**
   * Makes the draft the next policy: signed by the vault, decided by its officers.
   *
   * @param shown the draft whose changes the officers saw; another one is refused
   * @throws ProblemException with an {@link OfficerProblem}
   */
  public Accepted accept(OfficerKey officers, Policy shown) throws ProblemException {
    return vault.decide((sql, memory) -> {
      VaultFacts facts = vault.facts();
      List<PolicyChange> changes = changes(sql, facts);
      Optional<Accepted> last = newest(sql, facts);
      Policy draft = requireDraft(sql);
      if (!draft.equals(shown)) {
        throw Problem.of(OfficerProblem.POLICY_DRAFT_CHANGED).asException();
      }
      if (last.isPresent() && PolicyDiff.between(last.get().policy(), draft).isEmpty()) {
        throw Problem.of(OfficerProblem.POLICY_UNCHANGED).asException();
      }
      requireWayOn(sql, facts, draft);
      Policy next =
          new PolicyDraft(draft)
              .numbered(
                  last.map(l -> l.policy().number()).orElse(0L) + 1,
                  last.map(Accepted::hash).orElse(null),
                  vault.time().now(Journal.state(sql)));
      boolean waits = last.isPresent() && changes.stream().anyMatch(PolicyChange::widens);
      Accepted accepted = sign(next, waits ? facts.ceremony() + 1 : facts.ceremony());
      write(sql, accepted, officers);
      noteEnrolled(sql, last.map(Accepted::policy), accepted);
      return accepted;
    });
  }

  /** Notes that a policy was sealed for a desk and written to a carrier. */
  public void noteExport(Accepted accepted, Peer desk) throws ProblemException {
    vault
        .home()
        .database()
        .update(sql ->
            vault
                .journal()
                .append(
                    sql,
                    JournalEvent.POLICY_EXPORTED,
                    new Detail("number", Long.toString(accepted.policy().number())),
                    new Detail("hash", accepted.hash().toString()),
                    new Detail("desk", desk.card().digest().toString())));
  }

  private Accepted sign(Policy policy, long activeFrom) {
    Bytes body = PolicyCodec.encode(policy);
    Bytes signature =
        vault.useSigningKey(raw -> Bytes.of(Ed25519.sign(raw, SignedPolicy.signedBytes(body))));
    SignedPolicy document =
        new SignedPolicy(
            body, List.of(new SignedPolicy.Signature(vault.facts().card().digest(), signature)));
    return new Accepted(policy, document.hash(), document, activeFrom);
  }

  private void write(Sql sql, Accepted accepted, OfficerKey officers) throws ProblemException {
    sql.updateOne(
        "INSERT INTO policy (number, hash, document, active_from, decision)"
            + " VALUES (?, ?, ?, ?, ?)",
        accepted.policy().number(),
        accepted.hash(),
        accepted.document().encode(),
        accepted.activeFrom(),
        officers.sign(DECISION, decision(accepted.hash(), accepted.activeFrom())));
    sql.update("DELETE FROM policy_draft");
    vault
        .journal()
        .append(
            sql,
            JournalEvent.POLICY_CHANGED,
            new Detail("number", Long.toString(accepted.policy().number())),
            new Detail("hash", accepted.hash().toString()),
            new Detail("active-from", Long.toString(accepted.activeFrom())));
  }

  /** One entry for each person who attests to validators that the policy before did not have. */
  private void noteEnrolled(Sql sql, Optional<Policy> before, Accepted accepted)
      throws ProblemException {
    Set<Policy.KnownValidator> known =
        before.map(policy -> Set.copyOf(policy.validators())).orElse(Set.of());
    Map<String, Integer> fresh = new TreeMap<>();
    for (Policy.KnownValidator validator : accepted.policy().validators()) {
      if (!known.contains(validator)) {
        fresh.merge(validator.attester(), 1, Integer::sum);
      }
    }
    for (Map.Entry<String, Integer> attested : fresh.entrySet()) {
      vault
          .journal()
          .append(
              sql,
              JournalEvent.VALIDATORS_ENROLLED,
              new Detail("count", Integer.toString(attested.getValue())),
              new Detail("attester", attested.getKey()),
              new Detail("policy", accepted.hash().toString()));
    }
  }

  /** The draft of the next policy, which must be there. */
  public static Policy requireDraft(Sql sql) throws ProblemException {
    return draft(sql).orElseThrow(() -> Problem.of(OfficerProblem.POLICY_NO_DRAFT).asException());
  }

  private static final String SELECT =
      "SELECT document, active_from, decision, number, hash FROM policy";

  private static Accepted accepted(Row row, VaultFacts facts) throws ProblemException {
    SignedPolicy document = SignedPolicy.decode(row.blob(1));
    long activeFrom = row.integer(2);
    if (!OfficerKey.verify(
            facts.officerKey(), DECISION, decision(document.hash(), activeFrom), row.blob(3))
        || !document.signedBy(facts.card().digest(), facts.card().card().signingKey())
        || !row.blob(5).equals(document.hash().bytes())
        || document.policy().number() != row.integer(4)
        || !document.policy().vaultInstance().equals(facts.instance())) {
      throw Problem.of(VaultProblem.VAULT_DECISION_FORGED, "policy " + document.hash())
          .asException();
    }
    return new Accepted(document.policy(), document.hash(), document, activeFrom);
  }

  private static Bytes decision(Digest32 hash, long activeFrom) {
    return new CborWriter().array(2).bytes(hash.bytes()).uint(activeFrom).toBytes();
  }
}
