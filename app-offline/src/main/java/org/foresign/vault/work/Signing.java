package org.foresign.vault.work;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.foresign.carry.Inbox;
import org.foresign.carry.Outbox;
import org.foresign.carry.Parcel;
import org.foresign.carry.Sent;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;
import org.foresign.model.policy.FindingCode;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Job;
import org.foresign.model.work.JobEnd;
import org.foresign.signer.OpenSigners;
import org.foresign.signer.SignerAsker;
import org.foresign.signer.SigningRun;
import org.foresign.signer.SigningStep;
import org.foresign.store.Sealer;
import org.foresign.terminal.TwoWords;
import org.foresign.vault.journal.ComparedSheet;
import org.foresign.vault.journal.Ledger;
import org.foresign.vault.judge.JudgedBatch;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.keys.Secrets;
import org.foresign.vault.receive.ReceivedRequest;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.sign.BatchSigningService;
import org.foresign.vault.sign.SignedResults;
import org.foresign.vault.sign.SigningReport;
import org.jspecify.annotations.Nullable;

/**
 * The main job: judges a waiting request, compares the paper sheet, has it reviewed, signs all of
 * it and writes the sealed result. Until the claim it can be stopped between two steps; afterwards
 * what was begun is brought to its end.
 */
public final class Signing {
  /** What came of it. */
  public sealed interface Outcome {
    /** Signed, kept and written. */
    record Signed(
        JudgedBatch judged,
        SigningReport report,
        Sent sent,
        List<Timed> steps,
        Optional<PaperLine> line)
        implements Outcome {
      public Signed {
        steps = List.copyOf(steps);
      }
    }

    /** The policy refuses it; the journal says so. */
    record Refused(JudgedBatch judged) implements Outcome {}

    /** It was signed or closed before: its result was written again, and nothing was asked. */
    record SignedBefore(Ledger.Entry kept, Sent sent) implements Outcome {}

    /**
     * The batch is claimed and waits for somebody; what it has is stored, and the same request goes
     * on from there.
     *
     * @param signed how many leaves have their signature
     */
    record Paused(
        JudgedBatch judged,
        SigningRun.Outcome.Waits why,
        int signed,
        int leaves,
        Optional<PaperLine> line)
        implements Outcome {}

    /** Stopped as asked, before this step; nothing was claimed. */
    record Cancelled(CeremonyStep before) implements Outcome {}
  }

  /** How long a step took, in milliseconds. */
  public record Timed(CeremonyStep step, int leaves, long millis) {}

  /**
   * What is asked for.
   *
   * @param in where the request lies
   * @param tag of the request that is meant, or null for the only one that is open
   * @param out where the result goes
   */
  public record Order(Inbox in, @Nullable String tag, Outbox out) {}

  private final Sitting sitting;
  private final PassphraseAsker passphrases;
  private final ReviewAsker asker;
  private final SignerAsker device;
  private final Job<CeremonyStep> job;
  private final List<Timed> steps = new ArrayList<>();

  /**
   * @param device does what a signer waits for
   */
  public Signing(
      Sitting sitting,
      PassphraseAsker passphrases,
      ReviewAsker asker,
      SignerAsker device,
      Job<CeremonyStep> job) {
    this.sitting = sitting;
    this.passphrases = passphrases;
    this.asker = asker;
    this.device = device;
    this.job = job;
  }

  /**
   * Runs it.
   *
   * @throws ProblemException with whatever stops it; a problem after the claim says that the nonces
   *     count as signed
   */
  public Outcome run(Order order) throws ProblemException {
    Optional<Parcel> any = RequestChoice.requireAny(order.in(), order.tag()).result();
    if (any.isEmpty()) {
      return new Outcome.Cancelled(CeremonyStep.OPENED);
    }
    // Who has to read a page, compare a sheet and type a passphrase is told before.
    ResultDelivery post = new ResultDelivery(order.out());
    post.requireRoom(1);
    BatchReading.requireSteadyClock(sitting, any.get());
    OpenVault vault = sitting.unlock(passphrases).vault();
    return switch (RequestChoice.choose(vault, order.in(), order.tag())) {
      case JobEnd.Done<Parcel> chosen -> sign(vault, chosen.value(), post);
      case JobEnd.Cancelled<Parcel> _ -> new Outcome.Cancelled(CeremonyStep.OPENED);
    };
  }

  private Outcome sign(OpenVault vault, Parcel parcel, ResultDelivery post)
      throws ProblemException {
    BatchReading reading = new BatchReading(vault, sitting::depositCheck);
    Optional<Ledger.Kept> kept = reading.answered(parcel);
    if (kept.isPresent()) {
      SignedResults.results(vault, Optional.of(kept.get().entry().batchDigest()));
      return new Outcome.SignedBefore(kept.get().entry(), post.sendKept(vault, kept.get()));
    }
    long start = System.nanoTime();
    ReceivedRequest received = reading.open(parcel);
    done(CeremonyStep.OPENED, 1, start);
    start = System.nanoTime();
    JudgedBatch judged = reading.judge(received);
    int leaves = judged.review().leaves().size();
    done(CeremonyStep.JUDGED, leaves, start);
    if (judged.review().refused()) {
      return new Outcome.Refused(judged);
    }
    if (job.cancelled()) {
      return new Outcome.Cancelled(CeremonyStep.SHEET_COMPARED);
    }
    Bytes id = judged.review().batch().request().batchId();
    Set<FindingCode> consents = EnumSet.noneOf(FindingCode.class);
    ComparedSheet sheet =
        reading.noted(
            id,
            () -> {
              ComparedSheet compared = sitting.sheet().compare(asker, judged.memory());
              job.at(CeremonyStep.SHEET_COMPARED, 1, 1);
              consents.addAll(reviewed(judged));
              job.at(CeremonyStep.REVIEWED, leaves, leaves);
              return compared;
            });
    if (job.cancelled()) {
      return new Outcome.Cancelled(CeremonyStep.CLAIMED);
    }
    BatchSigningService.Outcome signed =
        reading.noted(id, () -> sign(vault, judged, sheet, consents, post));
    Optional<PaperLine> line = sitting.sheet().line();
    return switch (signed) {
      case BatchSigningService.Outcome.Paused paused -> {
        sitting.sheet().told();
        yield new Outcome.Paused(judged, paused.why(), paused.signed(), paused.leaves(), line);
      }
      case BatchSigningService.Outcome.Complete complete -> {
        SigningReport report = complete.report();
        Sent sent = post.send(vault, report.batchDigest(), report.result(), report.envelope());
        if (sent.delivery().wasOffered()) {
          job.at(CeremonyStep.CARRIED, 1, 1);
        }
        sitting.sheet().told();
        yield new Outcome.Signed(judged, report, sent, steps, line);
      }
    };
  }

  private Set<FindingCode> reviewed(JudgedBatch judged) throws ProblemException {
    Reading.Batch batch = new Reading.Batch(judged);
    TwoWords two = TwoWords.of(batch.words(), sitting.tools().random());
    Set<FindingCode> given = asker.review(judged, two);
    judged.review().requireConsents(given);
    sitting.require(
        asker, batch, two, fits -> Problem.of(VaultProblem.VAULT_WORDS_DIFFER).asException());
    return given;
  }

  private BatchSigningService.Outcome sign(
      OpenVault vault,
      JudgedBatch judged,
      ComparedSheet sheet,
      Set<FindingCode> consents,
      ResultDelivery post)
      throws ProblemException {
    VaultTools tools = sitting.tools();
    Set<Address> accounts =
        judged.review().leaves().stream()
            .map(reviewed -> reviewed.leaf().slot().lane().account())
            .collect(Collectors.toSet());
    try (Secrets secrets = sitting.signSecret(passphrases);
        Sealer sealer = sitting.sealer(secrets);
        OpenSigners signers = sitting.accounts(vault).signers(accounts, sealer)) {
      // The passphrase may have taken minutes; nothing is claimed yet.
      tools.locks().requireForSigning(sitting.facts().practice());
      post.requireRoom(judged.review().leaves().size());
      BatchSigningService.Outcome outcome =
          new BatchSigningService(
                  vault, sealer, tools.curve().get(), tools.random(), tools.writePoint())
              .sign(
                  judged,
                  sheet,
                  consents,
                  signers,
                  () -> sitting.sheet().ahead(asker),
                  device,
                  new Job<>(
                      (SigningStep step, long done, long total) -> job.at(of(step), done, total),
                      job.cancel()));
      if (outcome instanceof BatchSigningService.Outcome.Complete complete) {
        SigningReport.Times times = complete.report().times();
        int leaves = complete.report().leaves();
        steps.add(new Timed(CeremonyStep.CLAIMED, leaves, times.claimed()));
        steps.add(new Timed(CeremonyStep.SIGNED, leaves, times.signed()));
        steps.add(new Timed(CeremonyStep.SEALED, leaves, times.sealed()));
      }
      return outcome;
    }
  }

  private static CeremonyStep of(SigningStep step) {
    return switch (step) {
      case CLAIMED -> CeremonyStep.CLAIMED;
      case SIGNED -> CeremonyStep.SIGNED;
      case SEALED -> CeremonyStep.SEALED;
    };
  }

  private void done(CeremonyStep step, int leaves, long start) {
    steps.add(new Timed(step, leaves, (System.nanoTime() - start) / 1_000_000));
    job.at(step, leaves, leaves);
  }
}
