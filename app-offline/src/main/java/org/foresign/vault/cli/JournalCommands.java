package org.foresign.vault.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.WordCode;
import org.foresign.files.NamedFile;
import org.foresign.model.card.IdentityCard;
import org.foresign.model.card.IdentityCardCodec;
import org.foresign.model.journal.JournalCodec;
import org.foresign.model.journal.JournalEntry;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.journal.JournalExport;
import org.foresign.model.journal.JournalExportCodec;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Counted;
import org.foresign.store.Database;
import org.foresign.store.Pages;
import org.foresign.usb.FolderCarrier;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.officers.PolicyText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Commands about the journal. */
final class JournalCommands {
  private static final int PAGE = 500;

  private JournalCommands() {}

  /** Verifies the journal, or an export of one. */
  @Command(
      name = "verify",
      description = "Verifies this vault's journal and ledger, or an export with its card.",
      mixinStandardHelpOptions = true)
  static final class Verify extends VaultAction {
    @Option(names = "--export", paramLabel = "FILE", description = "An exported journal.")
    private @Nullable Path export;

    @Option(names = "--card", paramLabel = "FILE", description = "The vault's identity card.")
    private @Nullable Path card;

    Verify(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      Path exported = export;
      Path of = card;
      if ((exported == null) != (of == null)) {
        throw new ParameterException(spec.commandLine(), "--export and --card go together");
      }
      if (exported != null && of != null) {
        JournalExport journal =
            JournalExportCodec.decode(
                Bytes.of(NamedFile.read(exported, JournalExport.MAX_BYTES)),
                IdentityCardCodec.decode(Bytes.of(NamedFile.read(of, IdentityCard.MAX_BYTES))));
        return intact(journal.entries().size(), JournalCodec.hash(journal.entries().getLast()));
      }
      try (Session session = Session.open(services, options)) {
        OpenVault.requireVerified(session.home());
        Journal.State state = session.home().database().read(Journal::state);
        return intact(state.number(), state.head());
      }
    }

    private static Answer intact(long entries, Digest32 head) {
      return new Answer()
          .line(Counted.of(entries, "entry", "entries") + ", intact.")
          .line("head:  " + head)
          .line("words: " + WordCode.text(head))
          .fact("entries", entries)
          .fact("head", head.bytes().hex())
          .fact("words", WordCode.words(head));
    }
  }

  /** Exports the journal, signed. */
  @Command(
      name = "export",
      description = "Writes the journal, signed by this vault.",
      mixinStandardHelpOptions = true)
  static final class Export extends VaultAction {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write.")
    private Path out = Path.of(".");

    @Option(
        names = "--from",
        paramLabel = "NUMBER",
        description = "Number of the first entry; 1 by default.")
    private long from = 1;

    Export(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      try (Session session = Session.open(services, options)) {
        OpenVault vault = session.unlock().vault();
        List<Bytes> entries = session.home().database().read(sql -> Journal.entries(sql, from));
        Journal.State state = session.home().database().read(Journal::state);
        if (entries.isEmpty()) {
          throw new ParameterException(spec.commandLine(), "there is no entry " + from);
        }
        JournalExport export =
            new JournalExport(
                vault.facts().instance(),
                vault.facts().card().digest(),
                vault.time().now(state),
                entries);
        Bytes bytes = vault.useSigningKey(key -> JournalExportCodec.sign(export, key));
        Parcel parcel = Parcel.of(ParcelKind.JOURNAL_EXPORT, bytes);
        String where = new FolderCarrier(out).send(parcel).toString();
        session
            .home()
            .database()
            .update(sql ->
                vault
                    .journal()
                    .append(
                        sql,
                        JournalEvent.JOURNAL_EXPORTED,
                        new Detail("entries", Integer.toString(entries.size())),
                        new Detail("head", state.head().toString())));
        return new Answer()
            .line(
                "Wrote " + where + " with " + Counted.of(entries.size(), "entry", "entries") + ".")
            .fact("entries", entries.size())
            .fact("head", state.head().bytes().hex())
            .fact("parcel", parcel.name().tag());
      }
    }
  }

  /** Shows the newest entries. */
  @Command(
      name = "show",
      description = "Shows the newest entries.",
      mixinStandardHelpOptions = true)
  static final class Show extends VaultAction {
    @Option(names = "--last", paramLabel = "COUNT", description = "How many; 20 by default.")
    private int last = 20;

    Show(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      Session session = closeAfterwards(Session.open(services, options));
      Database journal = session.home().database();
      long first = journal.read(Journal::state).number() - Math.max(1, last) + 1;
      Pages<JournalEntry> entries =
          new Pages<>(before ->
              journal.read(
                  sql -> Journal.page(sql, before == null ? first : before.number() + 1, PAGE)));
      return new Answer().rows("entries", entries, Show::line, Show::facts);
    }

    private static String line(JournalEntry entry) {
      return "%5d  %s  %-22s %s"
          .formatted(
              entry.number(),
              Instant.ofEpochSecond(entry.time()),
              PolicyText.lower(entry.event()),
              entry.details().stream()
                  .map(detail -> detail.name() + " " + detail.value())
                  .collect(Collectors.joining(", ")));
    }

    private static Map<String, Object> facts(JournalEntry entry) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("number", entry.number());
      facts.put("time", entry.time());
      facts.put("event", PolicyText.lower(entry.event()));
      entry.details().forEach(detail -> facts.put(detail.name(), detail.value()));
      return facts;
    }
  }
}
