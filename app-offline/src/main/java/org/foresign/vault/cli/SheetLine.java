package org.foresign.vault.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.foresign.codec.Digest32;
import org.foresign.crypto.TypedWords;
import org.foresign.crypto.WordCode;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.journal.JournalRecall;
import org.foresign.vault.journal.PaperSheet;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.officers.PolicyText;
import org.foresign.vault.settings.VaultFacts;
import org.foresign.vault.settings.VaultHome;
import org.foresign.vault.settings.VaultProblem;
import org.jspecify.annotations.Nullable;

/**
 * The last line of the paper sheet: number of the ceremony and head words. It is compared before a
 * sitting signs or a ceremony begins, and written anew after whatever changed it.
 */
final class SheetLine {
  private final Session session;
  private final VaultHome home;
  private final OpenVault vault;
  private boolean written;

  /**
   * @param vault which the session just unlocked
   */
  SheetLine(Session session, OpenVault vault) {
    this.session = session;
    this.home = session.home();
    this.vault = vault;
  }

  /** The words that a sheet with these lines ends with; none before anything was decided. */
  static List<String> words(List<PaperSheet> lines) {
    return lines.isEmpty() ? List.of() : WordCode.words(lines.getFirst().head());
  }

  /**
   * Compares with the paper: the words typed from it, or by asking.
   *
   * @param typed the ten words, or null to ask
   * @param memory on which the answer is acted: the words of another state would prove nothing
   * @throws ProblemException with {@link VaultProblem#VAULT_SHEET_DIFFERS} or {@link
   *     VaultProblem#VAULT_NOT_CONFIRMED}
   */
  void compare(@Nullable String typed, JournalRecall memory) throws ProblemException {
    List<PaperSheet> before = memory.paper();
    List<String> words = words(before);
    if (typed != null) {
      List<String> found = TypedWords.require(typed, WordCode.COUNT);
      if (!found.equals(words)) {
        throw differs(found::equals);
      }
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add("The last line of the paper sheet must say:");
    lines.add("  ceremony " + session.facts().ceremony());
    if (before.isEmpty()) {
      lines.add("  and no words: nothing was decided here yet");
    }
    for (PaperSheet sheet : before) {
      lines.add(
          (sheet.equals(before.getFirst()) ? "  head words: " : "  before that: ")
              + text(sheet.head())
              + "  ("
              + PolicyText.lower(sheet.event())
              + ", "
              + Instant.ofEpochSecond(sheet.time())
              + ")");
    }
    String question = "Are number and head words those of the last line?";
    if (before.isEmpty()) {
      session.confirm(lines, question);
      return;
    }
    session.compare(session.twoOf(words), lines, question, "the sheet's last line", this::differs);
  }

  /** An older line of the same sheet is a line read wrong, or one that was not written. */
  private ProblemException differs(Predicate<List<String>> typed) throws ProblemException {
    for (PaperSheet line : home.database().read(sql -> PaperSheet.newest(sql, Integer.MAX_VALUE))) {
      if (typed.test(WordCode.words(line.head()))) {
        return Problem.of(
                VaultProblem.VAULT_SHEET_OLDER,
                PolicyText.lower(line.event()) + ", " + Instant.ofEpochSecond(line.time()))
            .asException();
      }
    }
    return Problem.of(VaultProblem.VAULT_SHEET_DIFFERS).asException();
  }

  /** Adds the line as it is to be written now. */
  Answer writeTo(Answer answer) throws ProblemException {
    // Verified too: who writes an older line down again would find it right in an older state.
    Optional<PaperSheet> now = vault.look((sql, memory) -> memory.paper()).stream().findFirst();
    written = true;
    if (now.isEmpty()) {
      return answer;
    }
    return answer
        .line(line(vault.facts(), now.get()))
        .fact("ceremony", vault.facts().ceremony())
        .fact("headWords", WordCode.words(now.get().head()));
  }

  /** The line when something changed it and nobody was told, as after a problem half way. */
  Optional<String> unwritten() throws ProblemException {
    if (written) {
      return Optional.empty();
    }
    List<PaperSheet> now = vault.look((sql, memory) -> memory.paper());
    return now.equals(vault.opened().paper())
        ? Optional.empty()
        : Optional.of(line(vault.facts(), now.getFirst()));
  }

  /** What goes on paper. */
  static String line(VaultFacts facts, PaperSheet sheet) {
    return "For the paper sheet: ceremony "
        + facts.ceremony()
        + ", head words "
        + text(sheet.head());
  }

  /** What goes on paper before anything was decided. */
  static String unwritten(VaultFacts facts) {
    return "For the paper sheet: ceremony "
        + facts.ceremony()
        + ", no head words: nothing was decided here yet";
  }

  private static String text(Digest32 head) {
    return WordCode.text(head);
  }
}
