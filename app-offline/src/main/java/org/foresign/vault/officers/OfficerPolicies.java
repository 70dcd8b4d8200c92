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
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.PolicyCodec;
import org.foresign.model.policy.SignedPolicy;
import org.foresign.model.policy.UnusableRules;
import org.foresign.model.policy.UnusableRules.DeadEnd;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Sql;
import org.foresign.vault.journal.AccountRows;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.journal.PolicyRows;
import org.foresign.vault.keys.OfficerKey;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.settings.VaultFacts;
import org.foresign.vault.settings.VaultProblem;

/**
 * The numbered, hash-chained policies of a vault and the draft of the next. What narrows acts at
 * once; what widens acts from the next ceremony on, so that nobody widens and signs in one sitting.
 */
public final class OfficerPolicies {
  /** How long a widening of a real vault waits at least; practice waits for a ceremony alone. */
  public static final long LEAST_WAIT = 86_400;

  private static final String DECISION = "policy-decision";
  private static final String TAKEN_BACK = "takes back, before it was in force: ";

  private final OpenVault vault;

  public OfficerPolicies(OpenVault vault) {
    this.vault = vault;
  }

  /**
   * A policy that officers accepted.
   *
   * @param activeFrom ceremony from which it is in force
   * @param notBefore vault time, in seconds since 1970, before which it is not
   */
  public record Accepted(
      Policy policy, Digest32 hash, SignedPolicy document, long activeFrom, long notBefore) {
    /** Whether neither ceremony nor time keep it waiting. */
    public boolean active(long ceremony, long now) {
      return activeFrom <= ceremony && notBefore <= now;
    }
  }

  /**
   * What officers decided.
   *
   * @param whole the draft as a policy
   * @param atOnce what it narrows, in force while the whole waits for its widening
   */
  public record Decided(Accepted whole, Optional<Accepted> atOnce) {}

  /**
   * What officers read before they decide.
   *
   * @param before hash of the policy in force, which the draft was compared with
   * @param lines the changes, widening first, and what the draft asks for that no batch can have
   */
  public record Shown(Policy draft, Optional<Digest32> before, List<String> lines) {
    public Shown {
      lines = List.copyOf(lines);
    }
  }

  /**
   * The policy in force: the newest that may act in the present ceremony, by the time of the
   * journal's last entry.
   *
   * @throws ProblemException with {@link VaultProblem#VAULT_DECISION_FORGED}
   */
  public static Optional<Accepted> inForce(Sql sql, VaultFacts facts) throws ProblemException {
    return accepted(PolicyRows.inForce(sql, facts.ceremony(), Journal.state(sql).time()), facts);
  }

  /** The newest policy, in force or waiting for the next ceremony. */
  public static Optional<Accepted> newest(Sql sql, VaultFacts facts) throws ProblemException {
    return accepted(PolicyRows.newest(sql), facts);
  }

  public static Optional<Accepted> numbered(Sql sql, VaultFacts facts, long number)
      throws ProblemException {
    return accepted(PolicyRows.numbered(sql, number), facts);
  }

  /** What the draft changes against the policy in force. */
  public static List<PolicyChange> changes(Sql sql, VaultFacts facts, Policy draft)
      throws ProblemException {
    Optional<Accepted> now = inForce(sql, facts);
    return PolicyDiff.between(
        now.isPresent() ? now.get().policy() : PolicyDrafts.template(sql, facts), draft);
  }

  /**
   * What officers read before they decide. The first policy has nothing before it, so what it wants
   * of every batch is said even where the template wants the same.
   *
   * @throws ProblemException with {@link OfficerProblem#POLICY_NO_DRAFT}
   */
  public static Shown shown(Sql sql, VaultFacts facts) throws ProblemException {
    Policy draft = PolicyDrafts.requireDraft(sql);
    Optional<Digest32> before = inForce(sql, facts).map(Accepted::hash);
    List<String> lines = new ArrayList<>();
    if (before.isEmpty()) {
      lines.add("This is the first policy of this vault.");
      lines.addAll(PolicyText.ofEveryBatch(draft));
    }
    for (PolicyChange change : changes(sql, facts, draft)) {
      lines.add((change.widens() ? "WIDENS: " : "narrows: ") + change.words());
    }
    takenBack(sql, facts, draft).forEach(words -> lines.add(TAKEN_BACK + words));
    deadEnds(sql, facts, draft).forEach(end -> lines.add("DEAD END: " + end.words()));
    return new Shown(draft, before, lines);
  }

  /** What the policy that waits would have widened, and the draft does not. */
  private static List<String> takenBack(Sql sql, VaultFacts facts, Policy draft)
      throws ProblemException {
    Optional<Accepted> waiting = newest(sql, facts);
    if (waiting.map(Accepted::hash).equals(inForce(sql, facts).map(Accepted::hash))) {
      return List.of();
    }
    Set<PolicyChange> kept = Set.copyOf(changes(sql, facts, draft));
    return changes(sql, facts, waiting.orElseThrow().policy()).stream()
        .filter(change -> change.widens() && !kept.contains(change))
        .map(PolicyChange::words)
        .toList();
  }

  /** As {@link #shown(Sql, VaultFacts)} on the vault's verified memory, for whoever accepts. */
  public Shown show() throws ProblemException {
    return vault.look((sql, memory) -> shown(sql, vault.facts()));
  }

  /** What the draft asks for that no batch can have, as this vault's accepted cards stand. */
  public static List<DeadEnd> deadEnds(Sql sql, VaultFacts facts, Policy draft)
      throws ProblemException {
    List<DeadEnd> ends = new ArrayList<>(UnusableRules.of(draft, accepted(sql, facts)::contains));
    Set<Bytes> keys = AccountRows.addresses(sql);
    draft.accounts().stream()
        .filter(rule -> !rule.operations().isEmpty())
        .filter(rule -> !keys.contains(rule.lane().account().bytes()))
        .forEach(rule -> ends.add(UnusableRules.withoutKey(draft, rule)));
    return List.copyOf(ends);
  }

  /** Those of {@link #deadEnds} by which a policy contradicts itself, in words. */
  public static List<String> contradictions(Sql sql, VaultFacts facts, Policy policy)
      throws ProblemException {
    return UnusableRules.contradictions(policy, accepted(sql, facts)::contains);
  }

  private static Set<Digest32> accepted(Sql sql, VaultFacts facts) throws ProblemException {
    return Peers.list(sql, facts).stream()
        .filter(peer -> !peer.revoked())
        .map(peer -> peer.card().digest())
        .collect(Collectors.toSet());
  }

  /**
   * Refuses a draft that contradicts itself.
   *
   * @throws ProblemException with {@link OfficerProblem#POLICY_NO_WAY_ON}
   */
  public static void requireWayOn(Sql sql, VaultFacts facts, Policy draft) throws ProblemException {
    List<String> contradictions = contradictions(sql, facts, draft);
    if (!contradictions.isEmpty()) {
      throw new Problem(OfficerProblem.POLICY_NO_WAY_ON, contradictions).asException();
    }
  }

  /**
   * Makes the draft the next policy: signed by the vault, decided by its officers.
   *
   * @param shown what the officers saw; whatever would be shown otherwise now is refused
   * @throws ProblemException with an {@link OfficerProblem}, or {@link
   *     VaultProblem#VAULT_CLOCK_BACK} or {@link VaultProblem#VAULT_CLOCK_FORWARD}: a wait would
   *     count from a time that stands still
   */
  public Decided accept(OfficerKey officers, Shown shown) throws ProblemException {
    return vault.decide((sql, memory) -> {
      VaultFacts facts = vault.facts();
      vault.time().requireSteady(Journal.state(sql));
      if (!shown(sql, facts).equals(shown)) {
        throw Problem.of(OfficerProblem.POLICY_DRAFT_CHANGED).asException();
      }
      Policy draft = shown.draft();
      List<PolicyChange> changes = changes(sql, facts, draft);
      Optional<Accepted> last = newest(sql, facts);
      if (last.isPresent() && PolicyDiff.between(last.get().policy(), draft).isEmpty()) {
        throw Problem.of(OfficerProblem.POLICY_UNCHANGED).asException();
      }
      requireWayOn(sql, facts, draft);
      long now = vault.time().now(Journal.state(sql));
      boolean waits = last.isPresent() && changes.stream().anyMatch(PolicyChange::widens);
      Optional<Accepted> atOnce = Optional.empty();
      if (waits) {
        atOnce = narrowed(inForce(sql, facts), last.orElseThrow(), draft, now);
        if (atOnce.isPresent()) {
          write(sql, atOnce.get(), officers);
        }
      }
      Policy next = after(draft, atOnce.or(() -> last), now);
      long notBefore =
          waits ? waitFrom(Math.max(memory.reached(), now)) : waited(inForce(sql, facts));
      Accepted accepted = sign(next, facts.ceremony() + (waits ? 1 : 0), notBefore);
      write(sql, accepted, officers);
      PolicyDrafts.remove(sql);
      noteEnrolled(sql, last.map(Accepted::policy), accepted);
      return new Decided(accepted, atOnce);
    });
  }

  /**
   * What the draft takes away from the policy in force, as a policy of its own. Where another one
   * waits it is made also if it takes nothing away: its number ends that wait, for what the draft
   * no longer wants must not come into force before the draft does.
   */
  private Optional<Accepted> narrowed(
      Optional<Accepted> inForce, Accepted last, Policy draft, long now) {
    boolean waiting = !inForce.map(Accepted::hash).equals(Optional.of(last.hash()));
    return inForce
        .map(Accepted::policy)
        .map(policy -> PolicyIntersection.of(policy, draft))
        .filter(
            meet -> waiting || !PolicyDiff.between(inForce.orElseThrow().policy(), meet).isEmpty())
        .map(meet ->
            sign(after(meet, Optional.of(last), now), vault.facts().ceremony(), waited(inForce)));
  }

  /**
   * Gives what stays in force a number of its own, so that no request from before names it, and
   * makes the newest policy wait for its widening anew.
   *
   * @param allowed what stays in force
   * @param waited the time from which that was in force
   * @param notBefore from when the widening may be, 0 in practice
   */
  Decided again(Sql sql, OfficerKey officers, Policy allowed, long waited, long notBefore)
      throws ProblemException {
    long now = vault.time().now(Journal.state(sql));
    long ceremony = vault.facts().ceremony();
    Accepted newest = newest(sql, vault.facts()).orElseThrow();
    Accepted atOnce = sign(after(allowed, Optional.of(newest), now), ceremony, waited);
    write(sql, atOnce, officers);
    if (PolicyDiff.between(allowed, newest.policy()).isEmpty()) {
      return new Decided(atOnce, Optional.empty());
    }
    Policy next = after(newest.policy(), Optional.of(atOnce), now);
    Accepted whole = sign(next, ceremony + 1, notBefore);
    write(sql, whole, officers);
    return new Decided(whole, Optional.of(atOnce));
  }

  /** From when what is decided at {@code now} may widen: 0 in practice. */
  long waitFrom(long now) {
    return vault.facts().practice() ? 0 : now + LEAST_WAIT;
  }

  /** What follows from a policy without a wait has waited as long as that did, and no longer. */
  private static long waited(Optional<Accepted> inForce) {
    return inForce.map(Accepted::notBefore).orElse(0L);
  }

  private static Policy after(Policy policy, Optional<Accepted> last, long now) {
    return new PolicyDraft(policy)
        .numbered(
            last.map(before -> before.policy().number()).orElse(0L) + 1,
            last.map(Accepted::hash).orElse(null),
            now);
  }

  /** Notes that a policy was sealed for a desk and carried out. */
  public void noteExport(Accepted accepted, Peer desk) throws ProblemException {
    vault.note(
        JournalEvent.POLICY_EXPORTED,
        Detail.of("number", accepted.policy().number()),
        Detail.of("hash", accepted.hash()),
        Detail.of("desk", desk.card().digest()));
  }

  private Accepted sign(Policy policy, long activeFrom, long notBefore) {
    Bytes body = PolicyCodec.encode(policy);
    Bytes signature =
        vault.useSigningKey(raw -> Bytes.of(Ed25519.sign(raw, SignedPolicy.signedBytes(body))));
    SignedPolicy document =
        new SignedPolicy(
            body, List.of(new SignedPolicy.Signature(vault.facts().card().digest(), signature)));
    return new Accepted(policy, document.hash(), document, activeFrom, notBefore);
  }

  private void write(Sql sql, Accepted accepted, OfficerKey officers) throws ProblemException {
    PolicyRows.add(
        sql,
        new PolicyRows.Stored(
            new PolicyRows.Head(
                accepted.policy().number(),
                accepted.hash().bytes(),
                accepted.activeFrom(),
                accepted.notBefore()),
            accepted.document().encode(),
            officers.sign(
                DECISION, decision(accepted.hash(), accepted.activeFrom(), accepted.notBefore()))));
    vault.note(
        sql,
        officers.sheet(),
        JournalEvent.POLICY_CHANGED,
        Detail.of("number", accepted.policy().number()),
        Detail.of("hash", accepted.hash()),
        Detail.of("active-from", accepted.activeFrom()),
        Detail.of("not-before", accepted.notBefore()));
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
      vault.note(
          sql,
          JournalEvent.VALIDATORS_ENROLLED,
          Detail.of("count", attested.getValue()),
          Detail.of("attester", attested.getKey()),
          Detail.of("policy", accepted.hash()));
    }
  }

  private static Optional<Accepted> accepted(Optional<PolicyRows.Stored> row, VaultFacts facts)
      throws ProblemException {
    return row.isPresent() ? Optional.of(accepted(row.get(), facts)) : Optional.empty();
  }

  private static Accepted accepted(PolicyRows.Stored row, VaultFacts facts)
      throws ProblemException {
    SignedPolicy document = SignedPolicy.decode(row.document());
    long activeFrom = row.head().activeFrom();
    long notBefore = row.head().notBefore();
    if (!OfficerKey.verify(
            facts.officerKey(),
            DECISION,
            decision(document.hash(), activeFrom, notBefore),
            row.decision())
        || !document.signedBy(facts.card().digest(), facts.card().card().signingKey())
        || !row.head().hash().equals(document.hash().bytes())
        || document.policy().number() != row.head().number()
        || !document.policy().vaultInstance().equals(facts.instance())) {
      throw Problem.of(VaultProblem.VAULT_DECISION_FORGED, "policy " + document.hash())
          .asException();
    }
    return new Accepted(document.policy(), document.hash(), document, activeFrom, notBefore);
  }

  private static Bytes decision(Digest32 hash, long activeFrom, long notBefore) {
    return new CborWriter().array(3).bytes(hash.bytes()).uint(activeFrom).uint(notBefore).toBytes();
  }
}
