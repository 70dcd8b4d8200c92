package org.foresign.desk.work;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.carry.CarryProblem;
import org.foresign.carry.Inbox;
import org.foresign.carry.Outbox;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;
import org.foresign.desk.carry.ExportProblem;
import org.foresign.desk.carry.ImportProblem;
import org.foresign.desk.carry.ImportStep;
import org.foresign.desk.carry.ResultImport;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Job;
import org.foresign.model.work.JobEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the signed batches that wait, each all or nothing, and writes a receipt for each; one that
 * is refused stops no other.
 */
public final class ImportJob {
  private static final Logger LOG = LoggerFactory.getLogger(ImportJob.class);

  private final ResultImport results;
  private final Inbox in;
  private final Outbox out;
  private final Map<ParcelName, ResultImport.Imported> imported = new LinkedHashMap<>();
  private final Map<ParcelName, Problem> refused = new LinkedHashMap<>();

  public ImportJob(ResultImport results, Inbox in, Outbox out) {
    this.results = results;
    this.in = in;
    this.out = out;
  }

  /**
   * Takes all that wait.
   *
   * @return whether anything waited
   * @throws ProblemException if the inbox can't be read
   */
  public boolean run(Job<ImportStep> job) throws ProblemException {
    List<ParcelName> waiting = in.waiting(ParcelKind.SIGNED_BATCH);
    for (ParcelName name : waiting) {
      try {
        JobEnd<ResultImport.Imported> end =
            job.cancelled()
                ? new JobEnd.Cancelled<>()
                : in.receive(name).then(parcel -> results.take(parcel, job));
        switch (end) {
          case JobEnd.Done<ResultImport.Imported> done -> {
            imported.put(name, done.value());
            LOG.info("parcel {} taken: batch {}", name.tag(), done.value().batch().digest());
            sendReceipt(done.value());
          }
          case JobEnd.Cancelled<ResultImport.Imported> _ ->
              refused.put(name, Problem.of(ImportProblem.RESULT_CANCELLED));
        }
      } catch (ProblemException e) {
        LOG.info("parcel {} refused: {}", name.tag(), e.problem().code().id());
        refused.put(name, e.problem());
      }
    }
    return !waiting.isEmpty();
  }

  private void sendReceipt(ResultImport.Imported result) throws ProblemException {
    try {
      for (Parcel receipt : result.receipts()) {
        if (!out.offer(receipt).delivery().wasOffered()) {
          throw Problem.of(CarryProblem.CARRY_STOPPED, receipt.name().toString()).asException();
        }
      }
    } catch (ProblemException e) {
      throw e.as(ExportProblem.RECEIPT_NOT_WRITTEN);
    }
  }

  /** What is stored, or was before. */
  public Map<ParcelName, ResultImport.Imported> imported() {
    return new LinkedHashMap<>(imported);
  }

  /** What was not taken; also what is stored and whose receipt could not be written. */
  public Map<ParcelName, Problem> refused() {
    return new LinkedHashMap<>(refused);
  }
}
