package org.foresign.vault.work;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.foresign.crypto.WordCode;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;
import org.foresign.vault.journal.JournalReplay;
import org.foresign.vault.journal.PaperSheet;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.settings.VaultProblem;
import org.jspecify.annotations.Nullable;

/**
 * The last line of the paper sheet: number of the ceremony and head words. It is compared before a
 * sitting signs or a ceremony begins, and written anew after whatever changed it.
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
   * Compares with the paper: the words typed from it beforehand, or by asking.
   *
   * @param typed the ten words, or null to ask
   * @param memory on which the answer is acted: the words of another state would prove nothing
   * @throws ProblemException with {@link VaultProblem#VAULT_SHEET_DIFFERS}, {@link
   *     VaultProblem#VAULT_SHEET_OLDER} or {@link VaultProblem#VAULT_NOT_CONFIRMED}
   */
  public void compare(ReadingAsker asker, @Nullable List<String> typed, JournalReplay memory)
      throws ProblemException {
    Reading.Sheet sheet = new Reading.Sheet(sitting.facts().ceremony(), memory.paper());
    if (typed != null) {
      if (!typed.equals(sheet.words())) {
        throw differs(typed::equals);
      }
      return;
    }
    sitting.require(
        asker, sheet, sitting.twoOf(sheet), (two, words) -> differs(ten -> two.fits(ten, words)));
  }

  /**
   * Compares with the paper before anything is decided that gives it a new line: who wrote one down
   * in a vault that was set back would have the paper agree with it from then on.
   */
  void compare(ReadingAsker asker) throws ProblemException {
    compare(asker, null, vault.look((sql, memory) -> memory));
  }

  /** An older line of the same sheet is a line read wrong, or one that was not written. */
  private ProblemException differs(Predicate<List<String>> typed) throws ProblemException {
    List<PaperSheet> all =
        sitting.home().database().read(sql -> PaperSheet.newest(sql, Integer.MAX_VALUE));
    for (PaperSheet line : all) {
      if (typed.test(WordCode.words(line.head()))) {
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
    Optional<PaperLine> now = now();
    told = true;
    return now;
  }

  /**
   * Has the line written down before what it stands for leaves this machine: whoever is ended in
   * between has it. Until {@link #told} it is said again where a problem ends the work.
   */
  Optional<PaperLine> ahead(ReadingAsker asker) throws ProblemException {
    Optional<PaperLine> now = now();
    if (now.isPresent()) {
      asker.write(now.get());
    }
    return now;
  }

  /** The answer has the line. */
  void told() {
    told = true;
  }

  Optional<PaperLine> untold() throws ProblemException {
    if (told) {
      return Optional.empty();
    }
    Optional<PaperSheet> before = vault.opened().paper().stream().findFirst();
    return now().filter(line -> before.filter(b -> b.head().equals(line.head())).isEmpty());
  }

  /** Verified: who writes an older line down again would find it right in an older state. */
  private Optional<PaperLine> now() throws ProblemException {
    return vault.look((sql, memory) -> memory.paper()).stream()
        .findFirst()
        .map(sheet -> new PaperLine(vault.facts().ceremony(), sheet.head()));
  }
}
