package org.foresign.vault.keys;

import org.foresign.codec.Bytes;
import org.foresign.codec.CborWriter;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Sql;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.settings.VaultFacts;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.settings.VaultRow;

/**
 * The number of the present ceremony. Officers sign it: from the next one on a waiting policy is in
 * force, and whoever can only write the database must not begin it.
 */
public final class Ceremony {
  private static final String DECISION = "ceremony-decision";

  private Ceremony() {}

  /**
   * Begins the ceremony after the present one.
   *
   * @return where the journal stands then
   * @throws ProblemException with {@link VaultProblem#VAULT_SHEET_DIFFERS} when something was
   *     decided or claimed since
   */
  public static Journal.State begin(OpenVault vault, OfficerKey officers) throws ProblemException {
    long next = vault.facts().ceremony() + 1;
    return vault.decide((sql, memory) -> {
      if (!officers.sheet().memory().sameAs(memory)) {
        throw Problem.of(VaultProblem.VAULT_SHEET_DIFFERS).asException();
      }
      VaultRow.begin(sql, next, decide(officers, vault.facts().instance(), next));
      return vault.note(
          sql, officers.sheet(), JournalEvent.CEREMONY_BEGUN, Detail.of("ceremony", next));
    });
  }

  /** The officers' signature over the number of a ceremony. */
  static Bytes decide(OfficerKey officers, Bytes instance, long number) {
    return officers.sign(DECISION, decision(instance, number));
  }

  /**
   * Refuses a number that officers did not sign.
   *
   * @throws ProblemException with {@link VaultProblem#VAULT_DECISION_FORGED}
   */
  static void requireDecided(Sql sql, VaultFacts facts) throws ProblemException {
    Bytes signature = VaultRow.ceremonyDecision(sql);
    Bytes decision = decision(facts.instance(), facts.ceremony());
    if (!OfficerKey.verify(facts.officerKey(), DECISION, decision, signature)) {
      throw Problem.of(VaultProblem.VAULT_DECISION_FORGED, "ceremony " + facts.ceremony())
          .asException();
    }
  }

  private static Bytes decision(Bytes instance, long number) {
    return new CborWriter().array(2).bytes(instance).uint(number).toBytes();
  }
}
