package org.foresign.vault.cli;

import java.util.List;
import org.foresign.model.policy.Policy;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.officers.OfficerProblem;
import org.foresign.vault.officers.Policies;
import org.foresign.vault.officers.PolicyChange;
import org.foresign.vault.officers.PolicyDiff;
import org.foresign.vault.officers.PolicyDraft;

/**
 * A command that changes the draft of the next policy. A draft has no power, so no passphrase is
 * asked; what it changes is shown again before it is accepted.
 */
abstract class DraftAction extends VaultAction {
  DraftAction(VaultServices services) {
    super(services);
  }

  /** Changes the draft; an {@link IllegalArgumentException} says what it can't take. */
  abstract void change(PolicyDraft draft) throws ProblemException;

  /** Looks something up in the vault before the draft is changed. */
  void look(Session session) throws ProblemException {}

  @Override
  final Answer run() throws ProblemException {
    try (Session session = Session.open(services, options)) {
      look(session);
      return session
          .home()
          .database()
          .inTransaction(sql -> {
            Policy draft =
                Policies.draft(sql)
                    .orElseThrow(() -> Problem.of(OfficerProblem.POLICY_NO_DRAFT).asException());
            Policy changed = checked(draft);
            Policies.keepDraft(sql, changed);
            List<PolicyChange> changes = PolicyDiff.between(draft, changed);
            Answer answer = new Answer();
            changes.forEach(change -> answer.line("The draft " + change.words()));
            return answer.fact("changes", changes.stream().map(PolicyChange::words).toList());
          });
    }
  }

  private Policy checked(Policy draft) throws ProblemException {
    try {
      PolicyDraft edited = new PolicyDraft(draft);
      change(edited);
      return edited.policy();
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Problem.of(OfficerProblem.POLICY_ENTRY_REFUSED, String.valueOf(e.getMessage())), e);
    }
  }
}
