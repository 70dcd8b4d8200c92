package org.foresign.vault.sign;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Gwei;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.policy.ApprovedBatch;
import org.foresign.model.policy.ExposureCalculator;
import org.foresign.model.policy.FindingCode;
import org.foresign.model.policy.PolicyProblem;
import org.foresign.model.policy.PolicyWords;
import org.foresign.model.policy.Purpose;
import org.foresign.model.policy.Review;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.model.work.Job;
import org.foresign.signer.ClaimedBatch;
import org.foresign.signer.OpenSigners;
import org.foresign.signer.SignatureCheck;
import org.foresign.signer.SignerAsker;
import org.foresign.signer.SignerProblem;
import org.foresign.signer.SigningCheckpoint;
import org.foresign.signer.SigningRun;
import org.foresign.signer.SigningStep;
import org.foresign.signer.SigningTask;
import org.foresign.store.SealedColumn;
import org.foresign.store.Sealer;
import org.foresign.store.Sql;
import org.foresign.vault.journal.ComparedSheet;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.journal.JournalReplay;
import org.foresign.vault.journal.Ledger;
import org.foresign.vault.journal.LedgerCheck;
import org.foresign.vault.journal.SigningParts;
import org.foresign.vault.journal.SlotUse;
import org.foresign.vault.judge.JudgedBatch;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.officers.OfficerPolicies;
import org.foresign.vault.settings.VaultFacts;

/**
 * Signs a judged batch: claims every nonce in one transaction before the first signature, has each
 * signer sign its own leaves, checks and stores each signature, seals the result for the desk and
 * keeps exactly those bytes. Knows no kind of signer.
 */
public final class BatchSigningService {
  /** How far signing came. */
  public sealed interface Outcome {
    /** To its end: the result is kept. */
    record Complete(SigningReport report) implements Outcome {}

    /**
     * The batch is claimed, what it has is stored, and the same request goes on from there.
     *
     * @param why what is waited for
     * @param signed how many leaves have their signature
     */
    record Paused(SigningRun.Outcome.Waits why, int signed, int leaves) implements Outcome {}
  }

  private final OpenVault vault;
  private final Sealer signSealer;
  private final ResultSealer sealer;
  private final SignatureCheck check;
  private final SigningWrite points;

  /**
   * @param signSealer over the sign secret; stays the caller's
   */
  public BatchSigningService(
      OpenVault vault,
      Sealer signSealer,
      Secp256k1 curve,
      SecureRandom random,
      SigningWrite points) {
    this.vault = vault;
    this.signSealer = signSealer;
    this.sealer = new ResultSealer(vault, random);
    this.check = new SignatureCheck(curve);
    this.points = points;
  }

  /**
   * Signs a batch whose officers said yes, or goes on with one that was claimed before.
   *
   * @param sheet the paper agreed with the memory that the batch was judged on
   * @param consents findings that a person named on purpose
   * @param signers stay the caller's
   * @param asker does what the signers wait for
   * @param witness has the claim on paper before the first signature
   * @throws ProblemException with {@link SignProblem#SIGN_REFUSED_BY_POLICY}, {@link
   *     PolicyProblem#CONSENT_MISSING}, {@link SignProblem#SIGN_JUDGED_BEFORE} or {@link
   *     SignerProblem#SIGNER_NO_KEY} before anything is claimed; with {@link
   *     SignProblem#SIGN_INTERRUPTED} after it, when the batch can be gone on with
   */
  public Outcome sign(
      JudgedBatch judged,
      ComparedSheet sheet,
      Set<FindingCode> consents,
      OpenSigners signers,
      ClaimWitness witness,
      SignerAsker asker,
      Job<SigningStep> job)
      throws ProblemException {
    if (judged.review().refused()) {
      throw Problem.of(SignProblem.SIGN_REFUSED_BY_POLICY).asException();
    }
    judged.review().requireConsents(consents);
    ApprovedBatch approved = new ApprovedBatch(judged.review(), consents);
    requireKeys(approved, signers);
    long start = System.nanoTime();
    try (SealedColumn parts = SigningProgress.column(signSealer)) {
      Claimed claimed = claim(judged, sheet, parts);
      Ledger.Entry claim = claimed.claim();
      SigningProgress progress = claimed.progress();
      points.reached("claimed");
      job.at(SigningStep.CLAIMED, claim.leaves(), claim.leaves());
      afterClaim(() -> {
        witness.claimed();
        return claim;
      });
      long signing = System.nanoTime();
      Optional<SigningRun.Outcome.Waits> waits =
          afterClaim(() -> signAll(Ledger.claimed(claim, approved), signers, progress, asker, job));
      if (waits.isPresent()) {
        return new Outcome.Paused(waits.get(), progress.count(), claim.leaves());
      }
      points.reached("signed");
      long sealing = System.nanoTime();
      ResultSealer.Sealed sealed = afterClaim(() -> keep(judged, claim, progress));
      points.reached("kept");
      job.at(SigningStep.SEALED, claim.leaves(), claim.leaves());
      return new Outcome.Complete(
          new SigningReport(
              claim.batchDigest(),
              sealed.result(),
              sealed.envelope(),
              claim.leaves(),
              claim.ceremony(),
              claim.journalHead(),
              new SigningReport.Times(
                  millis(start, signing),
                  millis(signing, sealing),
                  millis(sealing, System.nanoTime()))));
    }
  }

  /** A claim with what it has so far. */
  private record Claimed(Ledger.Entry claim, SigningProgress progress) {}

  /** What is done when the nonces stand as signed. */
  @FunctionalInterface
  private interface Step<T> {
    T run() throws ProblemException;
  }

  /** Whatever it was: "nothing happened" is not true any more. */
  private static <T> T afterClaim(Step<T> step) throws ProblemException {
    try {
      return step.run();
    } catch (ProblemException e) {
      throw e.as(SignProblem.SIGN_INTERRUPTED);
    }
  }

  private static void requireKeys(ApprovedBatch batch, OpenSigners signers)
      throws ProblemException {
    Set<Address> held = new HashSet<>();
    signers.parts().forEach(part -> held.addAll(part.accounts()));
    for (UnsignedTx leaf : batch.leaves()) {
      Address account = leaf.slot().lane().account();
      if (!held.contains(account)) {
        throw Problem.of(SignerProblem.SIGNER_NO_KEY, account.toString()).asException();
      }
    }
  }

  private Claimed claim(JudgedBatch judged, ComparedSheet sheet, SealedColumn parts)
      throws ProblemException {
    ExpandedBatch batch = judged.review().batch();
    Digest32 digest = batch.batchDigest();
    return vault.decide((sql, memory) -> {
      Journal.State state = Journal.state(sql);
      vault.time().requireSteady(state);
      requireFresh(sql, memory, judged, sheet);
      requireInTime(judged, vault.time().now(state));
      noteConsents(sql, judged.review());
      Optional<Ledger.Entry> before = Ledger.byDigest(sql, digest);
      boolean goesOn = judged.goesOn() && before.isPresent();
      Ledger.Entry claim = goesOn ? before.get() : write(sql, memory, judged, sheet, state);
      SigningProgress progress =
          SigningProgress.read(sql, vault, claim, batch.leaves(), parts, check, points);
      if (goesOn) {
        vault.note(
            sql,
            JournalEvent.BATCH_INTERRUPTED,
            Detail.of("digest", digest),
            Detail.of("signed", progress.count()));
      }
      return new Claimed(claim, progress);
    });
  }

  /** All that was wanted was given, or nothing comes here. */
  private void noteConsents(Sql sql, Review review) throws ProblemException {
    Set<FindingCode> codes = review.consentsWanted();
    if (!codes.isEmpty()) {
      vault.note(
          sql,
          JournalEvent.CONSENT_GIVEN,
          Detail.of("batch", review.batch().request().batchId()),
          Detail.of(
              "findings", codes.stream().map(FindingCode::id).collect(Collectors.joining(" "))));
    }
  }

  /** The passphrase may have taken longer than the batch may wait. */
  private static void requireInTime(JudgedBatch judged, long now) throws ProblemException {
    long reviewBy = judged.review().batch().request().reviewBy();
    if (reviewBy < now) {
      throw Problem.of(SignProblem.SIGN_REVIEW_DATE_PASSED, PolicyWords.time(reviewBy))
          .asException();
    }
  }

  /** Review and comparison count only for the memory that they were made with. */
  private void requireFresh(Sql sql, JournalReplay memory, JudgedBatch judged, ComparedSheet sheet)
      throws ProblemException {
    Optional<OfficerPolicies.Accepted> policy = OfficerPolicies.inForce(sql, vault.facts());
    if (!judged.memory().sameAs(memory)
        || !sheet.memory().sameAs(memory)
        || policy.filter(now -> now.hash().equals(judged.policy().hash())).isEmpty()) {
      throw Problem.of(SignProblem.SIGN_JUDGED_BEFORE).asException();
    }
  }

  private Ledger.Entry write(
      Sql sql, JournalReplay memory, JudgedBatch judged, ComparedSheet sheet, Journal.State state)
      throws ProblemException {
    ExpandedBatch batch = judged.review().batch();
    BatchRequest request = batch.request();
    VaultFacts facts = vault.facts();
    List<SlotUse> slots = new ArrayList<>();
    Map<SlotId, FeeCaps> spends = ExposureCalculator.highestSpends(batch.leaves());
    Map<SlotId, SortedMap<Digest32, Gwei>> purposes = Purpose.bySlot(batch.leaves());
    ExposureCalculator.bySlot(batch.leaves())
        .forEach((slot, exposure) ->
            slots.add(
                new SlotUse(
                    slot,
                    exposure,
                    spends.get(slot),
                    purposes.getOrDefault(slot, Collections.emptySortedMap()))));
    Ledger.Claim claim =
        new Ledger.Claim(
            batch.batchDigest(),
            request.batchId(),
            judged.desk().card().digest(),
            request.sequence(),
            judged.policy().policy().number(),
            facts.ceremony(),
            vault.time().now(state),
            request.reviewBy(),
            batch.leaves(),
            slots);
    Digest32 ledger = Ledger.digestAfter(memory.ledger(), claim);
    Journal.State after =
        vault.note(
            sql,
            sheet,
            JournalEvent.BATCH_CLAIMED,
            Detail.of("batch", request.batchId()),
            Detail.of("digest", batch.batchDigest()),
            Detail.of("sequence", request.sequence()),
            Detail.of("leaves", batch.leaves().size()),
            Detail.of("ledger", ledger));
    Ledger.claim(sql, claim, after.head());
    LedgerCheck.requireWritten(sql, batch.batchDigest(), memory.ledger(), ledger);
    points.reached("claiming");
    return Ledger.byDigest(sql, batch.batchDigest()).orElseThrow();
  }

  /**
   * Each signer signs the leaves of its accounts that have no signature yet.
   *
   * @return what is waited for, if not all of them could
   */
  private Optional<SigningRun.Outcome.Waits> signAll(
      ClaimedBatch batch,
      OpenSigners signers,
      SigningProgress progress,
      SignerAsker asker,
      Job<SigningStep> job)
      throws ProblemException {
    for (OpenSigners.Part part : signers.parts()) {
      SigningTask own = batch.of(part.accounts());
      SigningCheckpoint from = progress.checkpoint(part.kind(), own);
      int others = progress.count() - from.signed().cardinality();
      Job<SigningStep> counted =
          new Job<>(
              (step, done, total) -> {
                points.reached("leaf");
                job.at(step, others + done, batch.leaves().size());
              },
              job.cancel());
      try (SigningRun run =
          new SigningRun(part.signer(), own, from, check, progress.store(part.kind()))) {
        switch (run.advance(counted, asker)) {
          case SigningRun.Outcome.Complete _ -> progress.add(run.signatures());
          case SigningRun.Outcome.Waits waits -> {
            return Optional.of(waits);
          }
          case SigningRun.Outcome.Stopped stopped -> throw stopped.problem().asException();
        }
      }
    }
    return Optional.empty();
  }

  private ResultSealer.Sealed keep(JudgedBatch judged, Ledger.Entry claim, SigningProgress progress)
      throws ProblemException {
    ResultSealer.Sealed sealed = sealer.seal(judged, claim, progress.all());
    vault.write(sql -> {
      Ledger.keepResult(sql, claim.id(), sealed.result(), sealed.envelope());
      SigningParts.drop(sql, claim.id());
      vault.note(
          sql,
          JournalEvent.BATCH_SIGNED,
          Detail.of("digest", claim.batchDigest()),
          Detail.of("result", sealed.result()),
          Detail.of("envelope", JournalReplay.envelopeDigest(sealed.envelope())),
          Detail.of("leaves", claim.leaves()));
      points.reached("keeping");
    });
    return sealed;
  }

  private static long millis(long from, long to) {
    return (to - from) / 1_000_000;
  }

  /** Notes in the journal that a batch was refused, and why. */
  public static void noteRefusal(OpenVault vault, Bytes batchId, String reason)
      throws ProblemException {
    vault.note(
        JournalEvent.BATCH_REFUSED, Detail.of("batch", batchId), Detail.of("reason", reason));
  }
}
