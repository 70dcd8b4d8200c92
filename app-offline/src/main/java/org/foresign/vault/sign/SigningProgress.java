package org.foresign.vault.sign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.foresign.codec.Bytes;
import org.foresign.model.card.SignerKind;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.signer.SignatureCheck;
import org.foresign.signer.SigningCheckpoint;
import org.foresign.signer.SigningStore;
import org.foresign.signer.SigningTask;
import org.foresign.signer.VerifiedSignature;
import org.foresign.store.SealedColumn;
import org.foresign.store.Sealer;
import org.foresign.store.Sql;
import org.foresign.vault.journal.Ledger;
import org.foresign.vault.journal.SigningParts;
import org.foresign.vault.journal.SigningRecall;
import org.foresign.vault.keys.OpenVault;
import org.jspecify.annotations.Nullable;

/**
 * The signatures that a claimed batch has so far, each checked against its leaf, and what its
 * signers must remember. Stored in parts, sealed under the sign secret, each with an entry in the
 * journal (docs/spec/signing-part.md).
 */
final class SigningProgress {
  private final OpenVault vault;
  private final Ledger.Entry claim;
  private final SealedColumn column;
  private final SigningWrite points;
  private final @Nullable VerifiedSignature[] signatures;
  private final Map<SignerKind, Bytes> states = new EnumMap<>(SignerKind.class);
  private int parts;

  private SigningProgress(
      OpenVault vault, Ledger.Entry claim, SealedColumn column, SigningWrite points) {
    this.vault = vault;
    this.claim = claim;
    this.column = column;
    this.points = points;
    this.signatures = new VerifiedSignature[claim.leaves()];
  }

  /** What parts are sealed by; the caller closes it. */
  static SealedColumn column(Sealer signSealer) {
    return signSealer.column("signing_part", "sealed");
  }

  /**
   * Reads what is stored of a claim.
   *
   * @param column of {@link #column}; stays the caller's
   * @param leaves of the batch, in canonical order
   * @throws ProblemException with {@link SignProblem#SIGN_PROGRESS_BROKEN}
   */
  static SigningProgress read(
      Sql sql,
      OpenVault vault,
      Ledger.Entry claim,
      List<UnsignedTx> leaves,
      SealedColumn column,
      SignatureCheck check,
      SigningWrite points)
      throws ProblemException {
    SigningProgress progress = new SigningProgress(vault, claim, column, points);
    for (Bytes sealed : SigningParts.of(sql, claim.id())) {
      progress.take(sealed, leaves, check);
    }
    return progress;
  }

  /** How many leaves have their signature. */
  int count() {
    return (int) Arrays.stream(signatures).filter(Objects::nonNull).count();
  }

  /** Where the signer of a kind goes on with its leaves. */
  SigningCheckpoint checkpoint(SignerKind kind, SigningTask task) {
    BitSet signed = new BitSet();
    List<UnsignedTx> leaves = task.leaves();
    for (int place = 0; place < leaves.size(); place++) {
      signed.set(place, signatures[leaves.get(place).index()] != null);
    }
    return new SigningCheckpoint(
        Bytes.of(signed.toByteArray()), states.getOrDefault(kind, Bytes.EMPTY));
  }

  /** Stores what the signer of a kind gives. */
  SigningStore store(SignerKind kind) {
    return (fresh, now) -> {
      add(fresh);
      List<SigningPart.Signed> signed = new ArrayList<>();
      fresh.forEach(one -> signed.add(new SigningPart.Signed(one.leafIndex(), one.signature())));
      write(new SigningPart(kind, now.signerState(), signed));
    };
  }

  /** Signatures that need not be stored any more: the result comes next. */
  void add(List<VerifiedSignature> fresh) {
    fresh.forEach(one -> signatures[one.leafIndex()] = one);
  }

  /** One a leaf, in canonical order. */
  List<VerifiedSignature> all() {
    return Arrays.stream(signatures).map(Objects::requireNonNull).toList();
  }

  private void write(SigningPart part) throws ProblemException {
    byte[] plain = part.encode().toArray();
    Bytes sealed;
    try {
      sealed = column.seal(place(parts + 1), plain);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
    vault.write(sql -> {
      SigningParts.add(sql, claim.id(), parts + 1, sealed);
      vault.note(
          sql,
          JournalEvent.SIGNING_STORED,
          Detail.of("digest", claim.batchDigest()),
          Detail.of("part", parts + 1),
          Detail.of("signer", part.kind()),
          Detail.of("signed", count()),
          Detail.of("sealed", SigningRecall.partDigest(sealed)));
    });
    parts++;
    points.reached("stored");
  }

  private void take(Bytes sealed, List<UnsignedTx> leaves, SignatureCheck check)
      throws ProblemException {
    try {
      byte[] plain = column.open(place(++parts), sealed);
      try {
        SigningPart part = SigningPart.decode(plain);
        states.put(part.kind(), part.state());
        for (SigningPart.Signed one : part.signatures()) {
          if (one.leaf() >= leaves.size() || signatures[one.leaf()] != null) {
            throw Problem.of(SignProblem.SIGN_PROGRESS_BROKEN, "leaf " + one.leaf()).asException();
          }
          signatures[one.leaf()] = check.check(leaves.get(one.leaf()), one.signature());
        }
      } finally {
        Arrays.fill(plain, (byte) 0);
      }
    } catch (ProblemException e) {
      throw e.problem().code() == SignProblem.SIGN_PROGRESS_BROKEN
          ? e
          : new ProblemException(
              Problem.of(SignProblem.SIGN_PROGRESS_BROKEN, e.problem().code().id()), e);
    }
  }

  /** A part opens only as this part of this batch, in the vault that it was made in. */
  private Bytes place(int part) {
    return claim.batchDigest().bytes().concat(SealedColumn.row(part)).concat(vault.facts().bound());
  }
}
