package org.foresign.vault.cli;

import java.util.List;
import org.foresign.command.Answer;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.officers.PolicyChange;
import org.foresign.vault.officers.PolicyDraft;
import org.foresign.vault.work.PolicyWork;
import org.foresign.vault.work.Sitting;

/**
 * A command that changes the draft of the next policy. A draft has no power, so no passphrase is
 * asked; what it changes is shown again before it is accepted.
 */
abstract class DraftAction extends VaultAction {
  /** Changes the draft; an {@link IllegalArgumentException} says what it can't take. */
  abstract void change(PolicyDraft draft) throws ProblemException;

  /** Looks something up in the vault before the draft is changed. */
  void look(Sitting sitting) throws ProblemException {}

  @Override
  final Answer answer() throws ProblemException {
    Sitting sitting = sit();
    look(sitting);
    List<PolicyChange> changes = new PolicyWork(sitting).edit(this::change);
    Answer answer = new Answer();
    changes.forEach(change -> answer.line("The draft " + change.words()));
    return answer.fact("changes", changes.stream().map(PolicyChange::words).toList());
  }
}
