package org.foresign.vault.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.foresign.carry.ParcelName;
import org.foresign.codec.Digest32;
import org.foresign.command.Answer;
import org.foresign.command.ProgressLines;
import org.foresign.crypto.WordCode;
import org.foresign.model.policy.FindingCode;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;
import org.foresign.model.work.CancelToken;
import org.foresign.model.work.Counted;
import org.foresign.model.work.Job;
import org.foresign.vault.judge.JudgedBatch;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.sign.SigningReport;
import org.foresign.vault.words.BatchOutcomes;
import org.foresign.vault.words.JudgedWords;
import org.foresign.vault.words.SignerWords;
import org.foresign.vault.work.CeremonyStep;
import org.foresign.vault.work.Inspection;
import org.foresign.vault.work.KeptResults;
import org.foresign.vault.work.ReceiptTaking;
import org.foresign.vault.work.Signing;
import org.foresign.vault.work.Sitting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commands about batches: look, sign, carry again, take receipts. */
final class BatchCommands {
  private BatchCommands() {}

  /** Judges a batch without signing it. */
  @Command(name = "inspect")
  static final class Inspect extends VaultAction {
    @Option(names = "--in", required = true, paramLabel = "DIR")
    private Path in = Path.of(".");

    @Option(names = "--parcel", paramLabel = "TAG")
    private @Nullable String tag;

    @Option(names = "--full")
    private boolean full;

    @Override
    Answer answer() throws ProblemException {
      return switch (new Inspection(sit()).run(in(in), tag, officer())) {
        case Inspection.Outcome.SignedBefore before ->
            new Answer()
                .line(BatchOutcomes.line(before.kept()))
                .line("'vault sign' or 'vault reexport' writes it again.")
                .facts(BatchOutcomes.facts(before.kept()));
        case Inspection.Outcome.Seen seen -> judged(seen.judged(), full);
        case Inspection.Outcome.Cancelled _ ->
            throw new IllegalStateException("nothing asks for a stop here");
      };
    }
  }

  /** Judges, asks, signs and exports. */
  @Command(name = "sign")
  static final class Sign extends DecidingAction {
    @Option(names = "--in", required = true, paramLabel = "DIR")
    private Path in = Path.of(".");

    @Option(names = "--out", required = true, paramLabel = "DIR")
    private Path out = Path.of(".");

    @Option(names = "--parcel", paramLabel = "TAG")
    private @Nullable String tag;

    @Option(names = "--full")
    private boolean full;

    @Option(names = "--consent", paramLabel = "CODE")
    private List<String> consents = List.of();

    @Override
    Answer decide() throws ProblemException {
      Sitting sitting = sit();
      officer().review(full, consents(sitting.facts().practice()));
      Signing signing =
          new Signing(
              sitting,
              officer(),
              officer(),
              officer(),
              new Job<>(
                  new ProgressLines<CeremonyStep>(err(), Duration.ofMillis(250)),
                  new CancelToken()));
      return switch (signing.run(new Signing.Order(in(in), tag, out(out)))) {
        case Signing.Outcome.Refused refused -> judged(refused.judged(), full);
        case Signing.Outcome.SignedBefore before ->
            new Answer()
                .line(BatchOutcomes.line(before.kept()))
                .line("Wrote it again: " + before.sent().parcel() + ".")
                .facts(BatchOutcomes.facts(before.kept()))
                .facts(written(before.kept().batchDigest(), before.sent().parcel()));
        case Signing.Outcome.Signed signed -> signed(signed);
        case Signing.Outcome.Paused paused ->
            new Answer()
                .lines(SignerWords.lines(paused))
                .facts(SignerWords.facts(paused))
                .with(SheetText.of(paused.line()))
                .exit(VaultExitCode.WAITS);
        case Signing.Outcome.Cancelled _ ->
            throw new IllegalStateException("nothing asks for a stop here");
      };
    }

    private Set<FindingCode> consents(boolean practice) throws ProblemException {
      if (!consents.isEmpty() && !practice) {
        throw Problem.of(VaultProblem.VAULT_PRACTICE_ONLY, "--consent").asException();
      }
      return consents(consents);
    }

    private static Answer signed(Signing.Outcome.Signed signed) {
      SigningReport report = signed.report();
      return new Answer()
          .line(
              "Signed "
                  + Counted.of(report.leaves(), "transaction")
                  + " and wrote "
                  + signed.sent().parcel()
                  + ".")
          .line("words: " + WordCode.text(report.batchDigest()))
          .fact("batch", report.batchDigest().bytes().hex())
          .fact("words", WordCode.words(report.batchDigest()))
          .fact("result", report.result().bytes().hex())
          .fact("leaves", report.leaves())
          .crypto(new JudgedWords(signed.judged()).crypto())
          .fact("warnings", signed.judged().review().findings().count())
          .fact("journalHead", report.journalHead().bytes().hex())
          .fact("steps", signed.steps().stream().map(Sign::facts).toList())
          .fact("rssMb", ProcessMemory.residentMegabytes())
          .fact("bytes", report.envelope().size())
          .fact("parcel", signed.sent().parcel().tag())
          .with(SheetText.of(signed.line()));
    }

    private static Map<String, Object> facts(Signing.Timed timed) {
      Map<String, Object> step = new LinkedHashMap<>();
      step.put("step", Spelling.of(timed.step()));
      step.put("count", timed.leaves());
      step.put("ms", timed.millis());
      return step;
    }
  }

  /** Writes kept results again. */
  @Command(name = "reexport")
  static final class Reexport extends VaultAction {
    @Option(names = "--out", required = true, paramLabel = "DIR")
    private Path out = Path.of(".");

    @Option(names = "--batch", paramLabel = "DIGEST")
    private @Nullable Digest32 batch;

    @Override
    Answer answer() throws ProblemException {
      Answer answer = new Answer();
      List<Object> written = new ArrayList<>();
      for (KeptResults.Written one : new KeptResults(sit()).run(out(out), batch, officer())) {
        answer.line("Wrote " + one.sent().parcel());
        written.add(written(one.batch(), one.sent().parcel()));
      }
      return answer.fact("results", written);
    }
  }

  /** Takes receipts. */
  @Command(name = "receipt")
  static final class TakeReceipts extends VaultAction {
    @Option(names = "--in", required = true, paramLabel = "DIR")
    private Path in = Path.of(".");

    @Override
    Answer answer() throws ProblemException {
      ReceiptTaking.Outcome outcome = done(new ReceiptTaking(sit()).run(in(in), officer()));
      return new Answer().lines(BatchOutcomes.lines(outcome)).facts(BatchOutcomes.facts(outcome));
    }
  }

  private static Answer judged(JudgedBatch judged, boolean full) {
    JudgedWords words = new JudgedWords(judged);
    return new Answer()
        .lines(words.page(full))
        .facts(words.facts())
        .crypto(words.crypto())
        .exit(judged.review().refused() ? VaultExitCode.REFUSED : VaultExitCode.DONE);
  }

  private static Map<String, Object> written(Digest32 batch, ParcelName parcel) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("batch", batch.bytes().hex());
    facts.put("parcel", parcel.tag());
    return facts;
  }
}
