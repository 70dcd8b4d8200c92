package org.foresign.desk.carry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.foresign.carry.FormatType;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.SectionSealer;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Secp256k1;
import org.foresign.desk.hold.CheckedWrites;
import org.foresign.desk.hold.Checkpoint;
import org.foresign.desk.hold.HeldBatches;
import org.foresign.desk.hold.HoldingWrite;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.hold.SettledSlots;
import org.foresign.desk.settings.Batches;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.DeskKeys;
import org.foresign.desk.settings.PairedVault;
import org.foresign.desk.settings.Pairings;
import org.foresign.desk.settings.PlannedBatch;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.Receipt;
import org.foresign.model.tx.ReceiptCodec;
import org.foresign.model.tx.SettledSlot;
import org.foresign.model.tx.SignedBatch;
import org.foresign.model.tx.SignedBatchCodec;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.model.work.Counted;
import org.foresign.model.work.Job;
import org.foresign.model.work.JobEnd;

/**
 * Takes a signed batch in: every signature is checked against this desk's own copy of the request,
 * and all of them are stored in one transaction or none. Importing the same result again changes
 * nothing and gives the same receipt.
 */
public final class ResultImport {
  /** Signatures between two looks at the wish to stop. */
  private static final int CHECKED_AT_ONCE = 500;

  private final DeskHome home;
  private final DeskMessages post;
  private final LeafStore leaves;
  private final Secp256k1 curve;
  private final Checkpoint checkpoint;

  /**
   * @param checkpoint hears of each point around a write
   */
  public ResultImport(
      DeskHome home, DeskMessages post, LeafStore leaves, Secp256k1 curve, Checkpoint checkpoint) {
    this.home = home;
    this.post = post;
    this.leaves = leaves;
    this.curve = curve;
    this.checkpoint = checkpoint;
  }

  /**
   * What came of an import.
   *
   * @param signatures how many signatures the result holds; none when the vault closed the batch
   * @param fresh false if this result had been imported before
   * @param receipts parcels to carry back, so that the vault can let go of its copy and hears what
   *     is final
   */
  public record Imported(
      PlannedBatch batch, int signatures, boolean fresh, List<Parcel> receipts) {}

  /**
   * Imports one parcel.
   *
   * @throws ProblemException with an {@link ImportProblem} or a problem of the layer that refused
   */
  public Imported take(Parcel parcel) throws ProblemException {
    return take(parcel, Job.quiet()).result().orElseThrow(); // nobody can have stopped it
  }

  /**
   * The same, telling how many signatures are checked; a stop while they are checked stores none.
   */
  public JobEnd<Imported> take(Parcel parcel, Job<ImportStep> job) throws ProblemException {
    PairedVault vault = post.claimedSender(FormatType.SIGNED_BATCH, parcel.bytes());
    Bytes bytes = post.open(vault, FormatType.SIGNED_BATCH, parcel.bytes());
    SignedBatch result = SignedBatchCodec.decode(bytes);
    Digest32 resultDigest = SignedBatchCodec.digest(bytes);
    PlannedBatch batch =
        home.batches()
            .byDigest(result.header().batchDigest())
            .orElseThrow(() ->
                Problem.of(
                        ImportProblem.RESULT_BATCH_UNKNOWN,
                        result.header().batchDigest().toString())
                    .asException());
    boolean again = wasImported(batch, resultDigest);
    if (!again) {
      if (batch.state() == PlannedBatch.State.IMPORTED
          || batch.state() == PlannedBatch.State.CLOSED) {
        throw Problem.of(
                ImportProblem.RESULT_OTHER_HELD,
                "batch " + batch.digest(),
                "this file is of ceremony " + result.header().ceremony())
            .asException();
      }
      ExpandedBatch expanded = BatchExpander.expand(home.batches().request(batch));
      requireFits(result.header(), expanded, vault);
      Map<Integer, EcdsaSignature> signatures = open(result, expanded);
      if (!right(signatures, expanded, job)) {
        return new JobEnd.Cancelled<>();
      }
      store(result, resultDigest, expanded, signatures, vault);
      job.at(ImportStep.STORED, expanded.leaves().size(), expanded.leaves().size());
    }
    int count = result.sections().stream().mapToInt(SignedBatch.Section::signatureCount).sum();
    Receipt receipt =
        new Receipt(resultDigest, result.header().batchDigest(), result.header().ceremony());
    return new JobEnd.Done<>(new Imported(batch, count, !again, receipts(vault, receipt)));
  }

  private boolean wasImported(PlannedBatch batch, Digest32 resultDigest) throws ProblemException {
    return home.database().read(sql -> HeldBatches.cameFrom(sql, batch.digest(), resultDigest));
  }

  private void requireFits(SignedBatch.Header header, ExpandedBatch expanded, PairedVault vault)
      throws ProblemException {
    BatchRequest request = expanded.request();
    List<String> differ = new ArrayList<>();
    compare(differ, "batch id", header.batchId(), request.batchId());
    compare(differ, "vault instance", header.vaultInstance(), vault.instance());
    compare(differ, "requested instance", request.vaultInstance(), vault.instance());
    compare(differ, "sequence", header.sequence(), request.sequence());
    compare(differ, "policy", header.policyHash(), request.policyHash());
    compare(differ, "desk", header.deskCard(), post.ownCard().digest());
    compare(differ, "vault", header.vaultCard(), vault.card().digest());
    compare(differ, "review date", header.reviewBy(), request.reviewBy());
    compare(differ, "leaf count", header.leafCount(), expanded.leaves().size());
    if (!differ.isEmpty()) {
      throw Problem.of(ImportProblem.RESULT_HEADER_DIFFERS, String.join(", ", differ))
          .asException();
    }
    if (header.incarnation() != vault.incarnation()
        || header.sequence() != vault.nextSequence()
        || header.ceremony() < vault.ceremony()) {
      throw Problem.of(
              ImportProblem.RESULT_OUT_OF_SEQUENCE,
              "ceremony " + header.ceremony() + " after " + vault.ceremony(),
              "sequence " + header.sequence() + ", awaited " + vault.nextSequence(),
              "incarnation " + header.incarnation() + ", known " + vault.incarnation())
          .asException();
    }
  }

  private static void compare(List<String> differ, String name, Object found, Object awaited) {
    if (!found.equals(awaited)) {
      differ.add(name);
    }
  }

  /** Signatures by leaf index; exactly those that the header says are there. */
  private Map<Integer, EcdsaSignature> open(SignedBatch result, ExpandedBatch expanded)
      throws ProblemException {
    SectionSealer sealer = new SectionSealer(SignedBatchCodec.encodeHeader(result.header()));
    Digest32 own = post.ownCard().digest();
    Map<Integer, EcdsaSignature> signatures = new HashMap<>();
    Set<ReleaseClass> seen = new HashSet<>();
    for (SignedBatch.Section section : result.sections()) {
      seen.add(section.releaseClass());
      List<EcdsaSignature> opened =
          post.useKey(DeskKeys.Name.AGREEMENT, raw -> sealer.open(section, own, raw));
      assign(signatures, signedLeaves(result.header(), expanded, section.releaseClass()), opened);
    }
    for (ReleaseClass missing : ReleaseClass.values()) {
      if (!seen.contains(missing) && !signedLeaves(result.header(), expanded, missing).isEmpty()) {
        throw Problem.of(ImportProblem.RESULT_INCOMPLETE, "section " + missing).asException();
      }
    }
    return signatures;
  }

  private static void assign(
      Map<Integer, EcdsaSignature> signatures, List<UnsignedTx> leaves, List<EcdsaSignature> opened)
      throws ProblemException {
    if (leaves.size() != opened.size()) {
      throw Problem.of(
              ImportProblem.RESULT_INCOMPLETE,
              Counted.of(opened.size(), "signature")
                  + " for "
                  + Counted.of(leaves.size(), "leaf", "leaves"))
          .asException();
    }
    for (int i = 0; i < leaves.size(); i++) {
      signatures.put(leaves.get(i).index(), opened.get(i));
    }
  }

  private static List<UnsignedTx> signedLeaves(
      SignedBatch.Header header, ExpandedBatch expanded, ReleaseClass releaseClass) {
    Bytes bits = header.signedBits();
    return expanded.leaves().stream()
        .filter(leaf -> leaf.releaseClass() == releaseClass)
        .filter(leaf -> bits == null || (bits.at(leaf.index() / 8) >> (leaf.index() % 8) & 1) == 1)
        .toList();
  }

  /** False if it was stopped before all were checked. */
  private boolean right(
      Map<Integer, EcdsaSignature> signatures, ExpandedBatch expanded, Job<ImportStep> job)
      throws ProblemException {
    List<UnsignedTx> leaves = expanded.leaves();
    for (int from = 0; from < leaves.size(); from += CHECKED_AT_ONCE) {
      if (job.cancelled()) {
        return false;
      }
      int to = Math.min(leaves.size(), from + CHECKED_AT_ONCE);
      OptionalInt wrong =
          IntStream.range(from, to)
              .parallel()
              .filter(i -> {
                EcdsaSignature signature = signatures.get(i);
                return signature != null && !recovers(leaves.get(i), signature);
              })
              .findFirst();
      if (wrong.isPresent()) {
        UnsignedTx leaf = leaves.get(wrong.getAsInt());
        throw Problem.of(
                ImportProblem.RESULT_SIGNATURE_WRONG,
                "leaf " + leaf.index(),
                "nonce " + leaf.slot().nonce())
            .asException();
      }
      job.at(ImportStep.SIGNATURES_CHECKED, to, leaves.size());
    }
    return true;
  }

  private boolean recovers(UnsignedTx leaf, EcdsaSignature signature) {
    try {
      return Address.recovered(curve, leaf.signingDigest().toArray(), signature)
          .equals(leaf.slot().lane().account());
    } catch (IllegalArgumentException e) {
      return false; // no key at all could have made it
    }
  }

  private void store(
      SignedBatch result,
      Digest32 resultDigest,
      ExpandedBatch expanded,
      Map<Integer, EcdsaSignature> signatures,
      PairedVault vault)
      throws ProblemException {
    checkpoint.reached("import-checked");
    new CheckedWrites(home.database(), checkpoint)
        .update(
            HoldingWrite.IMPORT,
            sql -> {
              Batches.move(
                  sql,
                  expanded.request().batchId(),
                  List.of(PlannedBatch.State.EXPORTED, PlannedBatch.State.DROPPED),
                  result.header().closed()
                      ? PlannedBatch.State.CLOSED
                      : PlannedBatch.State.IMPORTED);
              Batches.supersede(sql, vault.instance(), result.header().sequence());
              checkpoint.reached("import-moved");
              leaves.keep(sql, expanded, result.header(), signatures);
              HeldBatches.came(sql, expanded.batchDigest(), resultDigest);
              checkpoint.reached("import-sealed");
              Pairings.answered(sql, vault, result.header().ceremony(), resultDigest);
            });
  }

  /**
   * Receipts of the last result that was taken from this vault, with what is final by now.
   *
   * @throws ProblemException with {@link ImportProblem#RESULT_NONE_TAKEN}
   */
  public List<Parcel> lastReceipts(PairedVault vault) throws ProblemException {
    Digest32 last =
        vault
            .lastResultDigest()
            .orElseThrow(() -> Problem.of(ImportProblem.RESULT_NONE_TAKEN).asException());
    HeldBatches.OfResult held =
        home.database()
            .read(sql -> HeldBatches.ofResult(sql, last))
            .orElseThrow(() -> Problem.of(ImportProblem.RESULT_NONE_TAKEN).asException());
    Receipt receipt = new Receipt(last, held.digest(), held.ceremony());
    return receipts(vault, receipt);
  }

  private List<Parcel> receipts(PairedVault vault, Receipt bare) throws ProblemException {
    List<Parcel> parcels = new ArrayList<>();
    for (List<SettledSlot> page : new SettledSlots(home).pages(vault.instance())) {
      Bytes payload =
          ReceiptCodec.encode(
              new Receipt(bare.result(), bare.batchDigest(), bare.ceremony(), page));
      Bytes envelope = post.seal(vault, FormatType.RECEIPT, post.newMessageId(), payload);
      parcels.add(Parcel.of(ParcelKind.RECEIPT, envelope));
    }
    return parcels;
  }
}
