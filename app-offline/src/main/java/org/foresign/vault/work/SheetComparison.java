package org.foresign.vault.work;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.foresign.crypto.WordCode;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;
import org.foresign.vault.journal.ComparedSheet;
import org.foresign.vault.journal.JournalReplay;
import org.foresign.vault.journal.PaperSheet;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.settings.VaultProblem;

/**
 * The last line of the paper sheet: number of the ceremony and head words. It is compared before
 * anything is signed or decided that gives the sheet a new line, and written anew afterwards.
 */
public final class SheetComparison {
  private final Sitting sitting;
  private final OpenVault vault;
  private boolean told;

  SheetComparison(Sitting sitting, OpenVault vault) {
    this.sitting = sitting;
    this.vault = vault;
  }

  /**
   * Compares with the paper. Who wrote a new line down in a vault that was set back would have the
   * paper agree with it from then on.
   *
   * @param memory on which the answer is acted: the words of another state would prove nothing
   * @return what signing and the officers' key are given for
   * @throws ProblemException with {@link VaultProblem#VAULT_SHEET_DIFFERS}, {@link
   *     VaultProblem#VAULT_SHEET_OLDER} or {@link VaultProblem#VAULT_NOT_CONFIRMED}
   */
  public ComparedSheet compare(ReadingAsker asker, JournalReplay memory) throws ProblemException {
    Reading.Sheet sheet = new Reading.Sheet(vault.facts().ceremony(), memory.paper());
    sitting.require(asker, sheet, sitting.twoOf(sheet), this::differs);
    return new ComparedSheet(memory);
  }

  /** An older line of the same sheet is a line read wrong, or one that was not written. */
  private ProblemException differs(Predicate<List<String>> fits) throws ProblemException {
    List<PaperSheet> all =
        sitting.home().database().read(sql -> PaperSheet.newest(sql, Integer.MAX_VALUE));
    for (PaperSheet line : all) {
      if (fits.test(WordCode.words(line.head()))) {
        return Problem.of(
                VaultProblem.VAULT_SHEET_OLDER,
                Spelling.of(line.event()) + ", " + Instant.ofEpochSecond(line.time()))
            .asException();
      }
    }
    return Problem.of(VaultProblem.VAULT_SHEET_DIFFERS).asException();
  }

  /** The line as it is to be written now; empty before anything was decided. */
  public Optional<PaperLine> tell() throws ProblemException {
    Optional<PaperLine> now = vault.paper().map(this::line);
    told = true;
    return now;
  }

  /**
   * Has the line written down before what it stands for exists: whoever is ended in between has it.
   * Until {@link #told} it is said again where a problem ends the work.
   */
  Optional<PaperLine> ahead(ReadingAsker asker) throws ProblemException {
    Optional<PaperLine> now = line();
    if (now.isPresent()) {
      asker.write(now.get());
    }
    return now;
  }

  /** The line that the sheet ends with by now. */
  Optional<PaperLine> line() throws ProblemException {
    return vault.paper().map(this::line);
  }

  /** The answer has the line. */
  void told() {
    told = true;
  }

  Optional<PaperLine> untold() throws ProblemException {
    return told ? Optional.empty() : vault.newPaper().map(this::line);
  }

  private PaperLine line(PaperSheet sheet) {
    return new PaperLine(vault.facts().ceremony(), sheet.head());
  }
}
