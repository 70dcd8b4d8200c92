package org.foresign.vault.sign;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.foresign.carry.Direction;
import org.foresign.carry.Envelope;
import org.foresign.carry.EnvelopeHeader;
import org.foresign.carry.FormatType;
import org.foresign.carry.SectionSealer;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.SignedBatch;
import org.foresign.model.tx.SignedBatchCodec;
import org.foresign.signer.VerifiedSignature;
import org.foresign.vault.journal.Ledger;
import org.foresign.vault.judge.JudgedBatch;
import org.foresign.vault.keys.OpenVault;
import org.jspecify.annotations.Nullable;

/** Makes the sealed result of a batch. The vault itself can't open it again. */
record ResultSealer(OpenVault vault, SecureRandom random) {
  /** A signed batch by its digest, in the envelope that is carried. */
  record Sealed(Digest32 result, Bytes envelope) {}

  /**
   * @param signatures one a leaf, in canonical order
   */
  Sealed seal(JudgedBatch judged, Ledger.Entry claim, List<VerifiedSignature> signatures)
      throws ProblemException {
    ExpandedBatch batch = judged.review().batch();
    SignedBatch.Header header = header(claim, batch.request().policyHash(), claim.deskCard(), null);
    SectionSealer sections = new SectionSealer(SignedBatchCodec.encodeHeader(header));
    Bytes deskKey = judged.desk().card().card().agreement().orElseThrow();
    List<SectionSealer.Recipient> recipients =
        List.of(new SectionSealer.Recipient(claim.deskCard(), deskKey));
    List<SignedBatch.Section> sealed = new ArrayList<>();
    for (ReleaseClass releaseClass : ReleaseClass.values()) {
      List<EcdsaSignature> ofClass = new ArrayList<>();
      for (VerifiedSignature signature : signatures) {
        if (batch.leaves().get(signature.leafIndex()).releaseClass() == releaseClass) {
          ofClass.add(signature.signature());
        }
      }
      if (!ofClass.isEmpty()) {
        sealed.add(sections.seal(releaseClass, ofClass, recipients, random));
      }
    }
    return inEnvelope(new SignedBatch(header, sealed), judged.desk().card(), claim.batchId());
  }

  /**
   * The result of a claim that was closed: no leaf is in it.
   *
   * @param policyHash of the policy that the batch was claimed under
   * @param desk the card that the claim's desk has now
   */
  Sealed sealEmpty(Ledger.Entry claim, Digest32 policyHash, SignedIdentityCard desk)
      throws ProblemException {
    Bytes none = Bytes.of(new byte[(claim.leaves() + 7) / 8]);
    SignedBatch.Header header = header(claim, policyHash, desk.digest(), none);
    return inEnvelope(new SignedBatch(header, List.of()), desk, claim.batchId());
  }

  private Sealed inEnvelope(SignedBatch result, SignedIdentityCard desk, Bytes messageId)
      throws ProblemException {
    Bytes bytes = SignedBatchCodec.encode(result);
    Bytes deskKey = desk.card().agreement().orElseThrow();
    EnvelopeHeader outside =
        EnvelopeHeader.between(
            FormatType.SIGNED_BATCH,
            Direction.VAULT_TO_DESK,
            vault.facts().card(),
            desk,
            messageId);
    Bytes envelope =
        vault.useSigningKey(key -> Envelope.seal(outside, bytes, key, deskKey, random));
    return new Sealed(SignedBatchCodec.digest(bytes), envelope);
  }

  /**
   * @param present which leaves are there; null for all
   */
  private SignedBatch.Header header(
      Ledger.Entry claim, Digest32 policyHash, Digest32 desk, @Nullable Bytes present) {
    return new SignedBatch.Header(
        claim.batchId(),
        claim.batchDigest(),
        vault.facts().instance(),
        vault.facts().incarnation(),
        claim.ceremony(),
        claim.journalHead(),
        claim.sequence(),
        policyHash,
        desk,
        vault.facts().card().digest(),
        claim.claimedAt(),
        claim.reviewBy(),
        claim.leaves(),
        present);
  }
}
