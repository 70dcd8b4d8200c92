package org.foresign.vault.cli;

import java.nio.file.Path;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.command.Answer;
import org.foresign.crypto.WordCode;
import org.foresign.files.NamedFile;
import org.foresign.model.card.IdentityCard;
import org.foresign.model.card.IdentityCardCodec;
import org.foresign.model.journal.JournalCodec;
import org.foresign.model.journal.JournalExport;
import org.foresign.model.journal.JournalExportCodec;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Counted;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.words.JournalWords;
import org.foresign.vault.work.JournalWork;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commands about the journal. */
final class JournalCommands {
  private JournalCommands() {}

  /** Verifies the journal, or an export of one. */
  @Command(name = "verify")
  static final class Verify extends VaultAction {
    @Option(names = "--export", paramLabel = "FILE")
    private @Nullable Path export;

    @Option(names = "--card", paramLabel = "FILE")
    private @Nullable Path card;

    @Override
    Answer answer() throws ProblemException {
      Path exported = export;
      Path of = card;
      if ((exported == null) != (of == null)) {
        throw wrong("--export and --card go together");
      }
      if (exported != null && of != null) {
        JournalExport journal =
            JournalExportCodec.decode(
                Bytes.of(NamedFile.read(exported, JournalExport.MAX_BYTES)),
                IdentityCardCodec.decode(Bytes.of(NamedFile.read(of, IdentityCard.MAX_BYTES))));
        return intact(journal.entries().size(), JournalCodec.hash(journal.entries().getLast()));
      }
      Journal.State state = new JournalWork(sit()).verify();
      return intact(state.number(), state.head());
    }

    private static Answer intact(long entries, Digest32 head) {
      return new Answer()
          .line(Counted.of(entries, "entry", "entries") + ", intact.")
          .line("head:       " + head)
          .line("its words:  " + WordCode.text(head))
          .line(
              "The paper sheet ends with the words of the last decision, which 'vault status' says.")
          .fact("entries", entries)
          .fact("head", head.bytes().hex())
          .fact("words", WordCode.words(head));
    }
  }

  /** Exports the journal, signed. */
  @Command(name = "export")
  static final class Export extends VaultAction {
    @Option(names = "--out", required = true, paramLabel = "DIR")
    private Path out = Path.of(".");

    @Option(names = "--from", paramLabel = "NUMBER")
    private long from = 1;

    @Override
    Answer answer() throws ProblemException {
      JournalWork.Exported exported =
          new JournalWork(sit())
              .export(out(out), from, officer())
              .orElseThrow(() -> wrong("there is no entry " + from));
      return new Answer()
          .line(
              "Wrote "
                  + exported.sent().parcel()
                  + " with "
                  + Counted.of(exported.entries(), "entry", "entries")
                  + ".")
          .fact("entries", exported.entries())
          .fact("head", exported.head().bytes().hex())
          .fact("parcel", exported.sent().parcel().tag());
    }
  }

  /** Shows the newest entries. */
  @Command(name = "show")
  static final class Show extends VaultAction {
    @Option(names = "--last", paramLabel = "COUNT")
    private int last = 20;

    @Override
    Answer answer() throws ProblemException {
      return new Answer()
          .rows(
              "entries",
              new JournalWork(sit()).newest(last),
              JournalWords::line,
              JournalWords::facts);
    }
  }
}
