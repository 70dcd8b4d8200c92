package org.foresign.vault.officers;

import java.util.List;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.PolicyCodec;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Sql;
import org.foresign.vault.settings.VaultFacts;

/** The draft of a vault's next policy, as it is stored; it has no power. */
public final class PolicyDrafts {
  private PolicyDrafts() {}

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
    remove(sql);
    sql.updateOne("INSERT INTO policy_draft (id, body) VALUES (1, ?)", body);
  }

  /** A draft that allows nothing and wants one desk approval. */
  public static Policy template(Sql sql, VaultFacts facts) throws ProblemException {
    Optional<OfficerPolicies.Accepted> last = OfficerPolicies.newest(sql, facts);
    return new Policy(
        last.map(l -> l.policy().number()).orElse(0L) + 1,
        last.map(OfficerPolicies.Accepted::hash).orElse(null),
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
        List.of(),
        List.of());
  }

  /** A draft that says what the newest policy says. */
  public static Policy successor(Sql sql, VaultFacts facts) throws ProblemException {
    Optional<OfficerPolicies.Accepted> last = OfficerPolicies.newest(sql, facts);
    if (last.isEmpty()) {
      return template(sql, facts);
    }
    return new PolicyDraft(last.get().policy())
        .numbered(last.get().policy().number() + 1, last.get().hash(), 0);
  }

  /** The draft of the next policy, which must be there. */
  public static Policy requireDraft(Sql sql) throws ProblemException {
    return draft(sql).orElseThrow(() -> Problem.of(OfficerProblem.POLICY_NO_DRAFT).asException());
  }

  static void remove(Sql sql) throws ProblemException {
    sql.update("DELETE FROM policy_draft");
  }
}
