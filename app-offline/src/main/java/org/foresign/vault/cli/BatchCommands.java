package org.foresign.vault.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;
import org.foresign.codec.Digest32;
import org.foresign.crypto.CryptoChoice;
import org.foresign.crypto.WordCode;
import org.foresign.model.eth.Address;
import org.foresign.model.operation.Operation;
import org.foresign.model.policy.FindingCode;
import org.foresign.model.policy.ReviewedTx;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.SettledSlot;
import org.foresign.model.work.CancelToken;
import org.foresign.model.work.Counted;
import org.foresign.model.work.Job;
import org.foresign.signer.SigningStep;
import org.foresign.signer.local.LocalSigner;
import org.foresign.store.Sealer;
import org.foresign.terminal.TwoWords;
import org.foresign.usb.FolderCarrier;
import org.foresign.vault.journal.BatchState;
import org.foresign.vault.journal.Ledger;
import org.foresign.vault.judge.Judged;
import org.foresign.vault.judge.ReviewPage;
import org.foresign.vault.judge.ReviewTree;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.keys.Secrets;
import org.foresign.vault.keys.WriteOffs;
import org.foresign.vault.receive.ReceiveService;
import org.foresign.vault.receive.Received;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.sign.BatchSigningService;
import org.foresign.vault.sign.SigningReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commands about batches: look, sign, carry again, take receipts. */
final class BatchCommands {
  private BatchCommands() {}

  /** Judges a batch without signing it. */
  @Command(
      name = "inspect",
      description = "Judges a waiting batch and shows what can happen at worst; signs nothing.",
      mixinStandardHelpOptions = true)
  static final class Inspect extends VaultAction {
    @Option(names = "--in", required = true, paramLabel = "DIR", description = "Where it lies.")
    private Path in = Path.of(".");

    @Option(names = "--parcel", paramLabel = "TAG", description = "The request with this tag.")
    private @Nullable String tag;

    @Option(names = "--full", description = "Names validators by whole keys, one a line.")
    private boolean full;

    Inspect(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      try (Session session = Session.open(services, options)) {
        RequestChoice.requireAny(in, tag);
        OpenVault vault = session.unlock().vault();
        Parcel parcel = RequestChoice.choose(vault, in, tag);
        BatchReading reading = new BatchReading(vault, session::depositCheck);
        Optional<Ledger.Entry> kept = reading.answered(parcel);
        return kept.isPresent()
            ? signedBefore(kept.get(), "'vault sign' or 'vault reexport' writes it again.")
            : page(reading.judge(reading.open(parcel)), full);
      }
    }
  }

  /** Judges, asks, signs and exports. */
  @Command(
      name = "sign",
      description = "Judges a waiting batch, asks, signs all of it, and writes the sealed result.",
      mixinStandardHelpOptions = true)
  static final class Sign extends VaultAction {
    @Option(names = "--in", required = true, paramLabel = "DIR", description = "Where it lies.")
    private Path in = Path.of(".");

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write.")
    private Path out = Path.of(".");

    @Option(names = "--parcel", paramLabel = "TAG", description = "The request with this tag.")
    private @Nullable String tag;

    @Option(names = "--full", description = "Names validators by whole keys, one a line.")
    private boolean full;

    @Option(
        names = "--sheet",
        paramLabel = "WORDS",
        description =
            "The ten head words of the paper sheet's last line, in place of the question.")
    private @Nullable String sheet;

    @Option(
        names = "--consent",
        paramLabel = "CODE",
        description =
            "A finding that is meant and stops the batch otherwise; practice vaults only, "
                + "repeatable.")
    private List<String> consents = List.of();

    private final Map<String, Map<String, Object>> steps = new LinkedHashMap<>();

    Sign(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      try (Session session = Session.open(services, options)) {
        Parcel any = RequestChoice.requireAny(in, tag);
        // Who has to read a page, compare a sheet and type a passphrase is told before.
        new ResultPost(out).requireRoom(1);
        BatchReading.requireSteadyClock(session, any);
        OpenVault vault = session.unlock().vault();
        Parcel parcel = RequestChoice.choose(vault, in, tag);
        BatchReading reading = new BatchReading(vault, session::depositCheck);
        Optional<Ledger.Entry> kept = reading.answered(parcel);
        if (kept.isPresent()) {
          return again(session, vault, kept.get());
        }
        long start = System.nanoTime();
        Received received = reading.open(parcel);
        step("opened", 1, start);
        start = System.nanoTime();
        Judged judged = reading.judge(received);
        step("judged", judged.review().leaves().size(), start);
        if (judged.review().refused()) {
          return page(judged, full);
        }
        ConsentAsking consent = new ConsentAsking(session, spec, consents);
        Set<FindingCode> given = EnumSet.noneOf(FindingCode.class);
        reading.noteUnlessDone(
            judged.review().batch().request().batchId(),
            () -> {
              session.sheet().compare(sheet, judged.memory());
              TwoWords two = session.twoOf(WordCode.words(judged.review().batch().batchDigest()));
              if (session.asksPerson()) {
                session.show(two.leaveOut(pageWithCrypto(judged, full)));
              }
              given.addAll(consent.ask(judged.review()));
              session.compare(
                  two,
                  List.of(),
                  "Shall "
                      + Counted.of(judged.review().leaves().size(), "transaction")
                      + " be signed?",
                  "the desk's screen",
                  theirs -> Problem.of(VaultProblem.VAULT_WORDS_DIFFER).asException());
            });
        SigningReport report =
            reading.sign(
                judged.review().batch().request().batchId(),
                () -> sign(session, vault, judged, given));
        return export(session, vault, judged, report);
      }
    }

    private SigningReport sign(
        Session session, OpenVault vault, Judged judged, Set<FindingCode> given)
        throws ProblemException {
      Set<Address> accounts =
          judged.review().leaves().stream()
              .map(reviewed -> reviewed.leaf().slot().lane().account())
              .collect(Collectors.toSet());
      BatchSigningService service =
          new BatchSigningService(
              vault, services.curve().get(), services.random(), services.writePoint());
      try (Secrets secrets = session.signSecret();
          Sealer sealer = session.sealer(secrets);
          LocalSigner signer =
              new LocalSigner(
                  session.accounts(vault).keys(accounts, sealer),
                  services.curve().get(),
                  services.access())) {
        // The passphrase may have taken minutes; nothing is claimed yet.
        services.locks().requireForSigning(session.facts().practice());
        new ResultPost(out).requireRoom(judged.review().leaves().size());
        SigningReport report =
            service.sign(
                judged,
                given,
                signer,
                new Job<SigningStep>(
                    new ProgressPrinter<>(spec.commandLine().getErr()), new CancelToken()));
        put("claimed", report.leaves(), report.times().claimed());
        put("signed", report.leaves(), report.times().signed());
        put("sealed", report.leaves(), report.times().sealed());
        return report;
      }
    }

    private Answer export(Session session, OpenVault vault, Judged judged, SigningReport report)
        throws ProblemException {
      Parcel parcel =
          new ResultPost(out).send(vault, report.batchDigest(), report.result(), report.envelope());
      Answer answer =
          new Answer()
              .line(
                  "Signed "
                      + Counted.of(report.leaves(), "transaction")
                      + " and wrote "
                      + parcel.name()
                      + ".")
              .line("words: " + WordCode.text(report.batchDigest()))
              .fact("batch", report.batchDigest().bytes().hex())
              .fact("words", WordCode.words(report.batchDigest()))
              .fact("result", report.result().bytes().hex())
              .fact("leaves", report.leaves())
              .crypto(crypto(judged))
              .fact("warnings", warnings(judged))
              .fact("journalHead", report.journalHead().bytes().hex())
              .fact("steps", List.copyOf(steps.values()))
              .fact("rssMb", ProcessMemory.residentMegabytes())
              .fact("bytes", report.envelope().size())
              .fact("parcel", parcel.name().tag());
      return session.sheet().writeTo(answer);
    }

    /** The request was signed before: its result is written again, and nothing is asked. */
    private Answer again(Session session, OpenVault vault, Ledger.Entry kept)
        throws ProblemException {
      BatchSigningService.results(vault, Optional.of(kept.batchDigest()));
      Map<String, Object> written = new ResultPost(out).sendKept(vault, kept);
      Answer answer =
          signedBefore(kept, "Wrote it again: signed " + written.get("parcel") + ".")
              .facts(written);
      return session.sheet().writeTo(answer);
    }

    private void step(String name, int count, long start) {
      put(name, count, (System.nanoTime() - start) / 1_000_000);
    }

    private void put(String name, int count, long millis) {
      Map<String, Object> step = new LinkedHashMap<>();
      step.put("step", name);
      step.put("count", count);
      step.put("ms", millis);
      steps.put(name, step);
    }
  }

  /** Writes kept results again. */
  @Command(
      name = "reexport",
      description = "Writes exactly the kept bytes of results again.",
      mixinStandardHelpOptions = true)
  static final class Reexport extends VaultAction {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write.")
    private Path out = Path.of(".");

    @Option(names = "--batch", paramLabel = "DIGEST", description = "One batch.")
    private @Nullable Digest32 batch;

    Reexport(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      Optional<Digest32> one = Optional.ofNullable(batch);
      try (Session session = Session.open(services, options)) {
        OpenVault vault = session.unlock().vault();
        Answer answer = new Answer();
        List<Object> written = new ArrayList<>();
        for (BatchSigningService.Kept kept : BatchSigningService.results(vault, one)) {
          Ledger.Entry entry = BatchSigningService.result(vault, kept);
          Map<String, Object> facts = new ResultPost(out).sendKept(vault, entry);
          answer.line("Wrote signed " + facts.get("parcel"));
          written.add(facts);
        }
        return session.sheet().writeTo(answer.fact("results", written));
      }
    }
  }

  /** Takes receipts. */
  @Command(
      name = "receipt",
      description = "Takes the desk's receipts: it holds these results.",
      mixinStandardHelpOptions = true)
  static final class TakeReceipts extends VaultAction {
    @Option(names = "--in", required = true, paramLabel = "DIR", description = "Where they lie.")
    private Path in = Path.of(".");

    TakeReceipts(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      try (Session session = Session.open(services, options)) {
        List<Parcel> parcels = Parcels.all(new FolderCarrier(in), ParcelKind.RECEIPT, null);
        ReceiveService receive = new ReceiveService(session.unlock().vault());
        int fresh = 0;
        List<SettledSlot> claimed = new ArrayList<>();
        Map<ParcelName, Problem> refused = new LinkedHashMap<>();
        for (Parcel parcel : parcels) {
          try {
            ReceiveService.OpenedReceipt receipt = receive.openReceipt(parcel.bytes());
            fresh += receive.takeReceipt(receipt) ? 1 : 0;
            claimed.addAll(receipt.receipt().settled());
          } catch (ProblemException e) {
            refused.put(parcel.name(), e.problem());
          }
        }
        if (refused.size() == parcels.size()) {
          throw refused.values().iterator().next().asException();
        }
        int known = parcels.size() - fresh - refused.size();
        int outstanding =
            session.home().database().read(sql -> WriteOffs.outstanding(sql, claimed)).size();
        Answer answer =
            new Answer()
                .line(Counted.of(fresh, "receipt") + " taken, " + known + " known already.");
        refused.forEach(
            (name, problem) -> answer.line("Passed over " + name + ": " + problem.happened()));
        if (outstanding > 0) {
          answer.line(
              "The desk claims that "
                  + Counted.of(outstanding, "nonce")
                  + " counted as outstanding here are used for good: 'vault writeoff --in' shows"
                  + " them and asks.");
        }
        return answer
            .fact("taken", fresh)
            .fact("alreadyTaken", known)
            .fact("passedOver", refused.keySet().stream().map(ParcelName::toString).toList())
            .fact("claimedFinal", outstanding);
      }
    }
  }

  /** About a request whose result is kept. */
  private static Answer signedBefore(Ledger.Entry kept, String next) {
    return new Answer()
        .line(
            kept.state() == BatchState.CLOSED
                ? "This request was claimed on "
                    + Instant.ofEpochSecond(kept.claimedAt())
                    + " and closed without signatures; its empty result is kept."
                : "This request was signed on "
                    + Instant.ofEpochSecond(kept.claimedAt())
                    + "; its result is kept, and it is never signed again.")
        .line(next)
        .fact("batch", kept.batchDigest().bytes().hex())
        .fact("signedBefore", true)
        .fact("closed", kept.state() == BatchState.CLOSED)
        .fact("leaves", kept.leaves());
  }

  private static Answer page(Judged judged, boolean full) {
    return new Answer()
        .lines(ReviewPage.lines(judged, full))
        .facts(ReviewTree.of(judged))
        .crypto(crypto(judged))
        .exit(judged.review().refused() ? ExitCode.REFUSED : ExitCode.DONE);
  }

  /** The libraries that this batch is judged and signed with. */
  private static List<CryptoChoice> crypto(Judged judged) {
    boolean stakes =
        judged.review().leaves().stream()
            .anyMatch(reviewed -> reviewed.leaf().operation() instanceof Operation.Stake);
    return stakes ? CryptoChoice.all() : List.of(CryptoChoice.signatures());
  }

  private static List<String> pageWithCrypto(Judged judged, boolean full) {
    List<String> lines = new ArrayList<>(ReviewPage.lines(judged, full));
    crypto(judged).forEach(choice -> lines.add(choice.words()));
    return lines;
  }

  private static int warnings(Judged judged) {
    int count = judged.review().whole().findings().size();
    for (ReviewedTx leaf : judged.review().leaves()) {
      count += leaf.verdict().findings().size();
    }
    return count;
  }
}
