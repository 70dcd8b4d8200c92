package org.foresign.vault.journal;

import java.util.Optional;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Sql;
import org.foresign.vault.settings.VaultProblem;

/**
 * Says that the paper sheet's last line is that of a memory. Whatever gives the sheet a new line
 * needs one: a vault that was set back must get none, and a line that somebody else put in after
 * the comparison must not come under the next. {@code work.SheetComparison} alone makes it.
 */
public final class ComparedSheet {
  private final JournalReplay memory;
  private Optional<PaperSheet> line;

  /**
   * @param memory that the paper agreed with
   */
  public ComparedSheet(JournalReplay memory) {
    this.memory = memory;
    this.line = memory.paper().stream().findFirst();
  }

  public JournalReplay memory() {
    return memory;
  }

  /**
   * Nothing was decided since but what this comparison was for.
   *
   * @throws ProblemException with {@link VaultProblem#VAULT_JOURNAL_DIFFERS}
   */
  void requireLast(Sql sql) throws ProblemException {
    if (!PaperSheet.newest(sql, 1).stream().findFirst().equals(line)) {
      throw Problem.of(VaultProblem.VAULT_JOURNAL_DIFFERS, "a line after the sheet was compared")
          .asException();
    }
  }

  /** If the transaction then fails, nothing is decided until the paper is compared again. */
  void wrote(PaperSheet next) {
    line = Optional.of(next);
  }
}
