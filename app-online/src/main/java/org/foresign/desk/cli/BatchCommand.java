package org.foresign.desk.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.foresign.carry.CarryProblem;
import org.foresign.carry.Delivery;
import org.foresign.carry.Inbox;
import org.foresign.carry.Outbox;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.Sent;
import org.foresign.command.Answer;
import org.foresign.desk.carry.ExportProblem;
import org.foresign.desk.carry.ImportProblem;
import org.foresign.desk.carry.ResultImport;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.hold.SettledSlots;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.PairedVault;
import org.foresign.desk.settings.PlannedBatch;
import org.foresign.desk.work.DeskServices;
import org.foresign.desk.work.ImportJob;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.work.Counted;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is done with a planned batch: look, approve, export, import its result, drop it. */
final class BatchCommand {
  private BatchCommand() {}

  /** Lists batches. */
  @Command(name = "list")
  static final class Batches extends HomeAction {
    @Override
    Answer answer(DeskHome home) throws ProblemException {
      List<PlannedBatch> all = home.batches().all();
      return new Answer()
          .lines(all.isEmpty() ? List.of("No batches.") : List.of())
          .rows("batches", all, Batches::line, Batches::facts);
    }

    private static String line(PlannedBatch batch) {
      String digest = batch.digest().bytes().hex().substring(0, 16);
      return digest + "  " + state(batch) + "  request " + batch.sequence();
    }

    private static Map<String, Object> facts(PlannedBatch batch) {
      return Map.of(
          "batch", batch.digest().toString(),
          "state", state(batch),
          "sequence", batch.sequence(),
          "vault", batch.vaultInstance().hex());
    }

    private static String state(PlannedBatch batch) {
      return Spelling.of(batch.state());
    }
  }

  /** A command about one batch. */
  abstract static class OneBatch extends HomeAction {
    @Parameters(index = "0", paramLabel = "BATCH")
    private String batch;

    abstract Answer answer(DeskHome home, PlannedBatch batch) throws ProblemException;

    @Override
    final Answer answer(DeskHome home) throws ProblemException {
      return answer(home, home.batches().find(batch));
    }
  }

  /** Shows a batch and writes its request for a second machine. */
  @Command(name = "show")
  static final class Show extends OneBatch {
    @Option(names = "--request-out", paramLabel = "FILE")
    private @Nullable Path out;

    @Override
    Answer answer(DeskHome home, PlannedBatch batch) throws ProblemException {
      if (out != null) {
        try {
          Files.write(out, home.batches().request(batch).toArray(), StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
          throw new ProblemException(Problem.of(CliProblem.FILE_UNWRITABLE, out.toString()), e);
        }
      }
      String state =
          switch (batch.state()) {
            case PLANNED -> "A planned";
            case EXPORTED -> "An exported";
            case IMPORTED -> "An imported";
            case DROPPED -> "A dropped";
            case CLOSED -> "A closed";
          };
      return ReviewAnswer.whole(home, batch, state);
    }
  }

  /** Approves at this desk. */
  @Command(name = "approve")
  static final class Approve extends OneBatch {
    @Override
    Answer answer(DeskHome home, PlannedBatch batch) throws ProblemException {
      DeskServices.export(home, tools()).approve(batch);
      return ReviewAnswer.inShort(home, batch, "Approved");
    }
  }

  /** Seals and sends. */
  @Command(name = "export")
  static final class Export extends OneBatch {
    @Mixin private CarryOptions carry;

    @Override
    Answer answer(DeskHome home, PlannedBatch batch) throws ProblemException {
      Sent sent = DeskServices.export(home, tools()).send(batch, carry.out(tools(), job()));
      if (sent.delivery() == Delivery.CANCELLED) {
        throw Problem.of(CarryProblem.CARRY_STOPPED)
            .asException()
            .as(ExportProblem.EXPORT_NOT_WRITTEN);
      }
      return ReviewAnswer.inShort(home, batch, "Exported")
          .line("Compare the words with the vault's screen. File: " + sent.parcel())
          .fact("file", sent.parcel().toString());
    }
  }

  /** Gives up. */
  @Command(name = "drop")
  static final class Drop extends OneBatch {
    @Override
    Answer answer(DeskHome home, PlannedBatch batch) throws ProblemException {
      DeskServices.export(home, tools()).drop(batch);
      Answer page = ReviewAnswer.inShort(home, batch, "Dropped");
      return switch (batch.state()) {
        case EXPORTED ->
            page.line("It was exported: keep its request away from the vault, or it may sign it.");
        case PLANNED, IMPORTED, DROPPED, CLOSED -> page;
      };
    }
  }

  /** Takes results in. */
  @Command(name = "import")
  static final class Import extends HomeAction {
    @Mixin private CarryOptions carry;

    @Override
    Answer answer(DeskHome home) throws ProblemException {
      Inbox in = carry.in(tools(), job());
      Outbox out = carry.out(tools(), job());
      try (LeafStore leaves = DeskServices.leaves(home, tools())) {
        ImportJob job = new ImportJob(DeskServices.results(home, tools(), leaves), in, out);
        if (!job.run(job())) {
          throw in.nothingWaits(CliProblem.NOTHING_WAITING, ParcelKind.SIGNED_BATCH).asException();
        }
        return new ImportPage(job.imported(), job.refused()).answer();
      }
    }
  }

  /** Tells the vault what is final by now. */
  @Command(name = "receipt")
  static final class WriteReceipt extends HomeAction {
    @Mixin private CarryOptions carry;

    @Override
    Answer answer(DeskHome home) throws ProblemException {
      Outbox out = carry.out(tools(), readingJob());
      SettledSlots settled = new SettledSlots(home);
      Answer answer = new Answer();
      boolean any = false;
      try (LeafStore leaves = DeskServices.leaves(home, tools())) {
        ResultImport results = DeskServices.results(home, tools(), leaves);
        for (PairedVault vault : home.pairings().vaults()) {
          if (vault.lastResultDigest().isPresent()) {
            any = true;
            for (Parcel receipt : results.lastReceipts(vault)) {
              answer.line("Wrote " + out.offer(receipt).parcel());
            }
            int count = settled.of(vault.instance()).size();
            answer.row(
                "receipts",
                Map.of("vault", vault.instance().hex(), "final", count),
                Counted.of(count, "nonce") + " final, for vault " + vault.instance().hex());
          }
        }
      }
      if (!any) {
        throw Problem.of(ImportProblem.RESULT_NONE_TAKEN).asException();
      }
      return answer;
    }
  }

  /** Recomputes a request anywhere, without keys. */
  @Command(name = "review")
  static final class ReviewFile extends DeskAction {
    @Parameters(index = "0", paramLabel = "FILE")
    private Path file;

    @Override
    protected Answer run() throws ProblemException {
      ExpandedBatch batch = BatchExpander.expand(Inputs.file(file, BatchRequest.MAX_BYTES));
      return ReviewAnswer.whole(batch, null, "A");
    }
  }
}
