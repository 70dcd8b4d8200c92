package org.foresign.vault.cli;

import java.util.Optional;
import org.foresign.command.Answer;
import org.foresign.vault.words.ReadingWords;
import org.foresign.vault.work.PaperLine;

/** The line that belongs on the paper sheet now. */
final class SheetText {
  private SheetText() {}

  /** The line in an answer, if there is a new one. */
  static Answer.Part of(Optional<PaperLine> line) {
    return answer ->
        line.ifPresent(one ->
            answer
                .line(ReadingWords.paper(one))
                .fact("ceremony", one.ceremony())
                .fact("headWords", one.words()));
  }
}
