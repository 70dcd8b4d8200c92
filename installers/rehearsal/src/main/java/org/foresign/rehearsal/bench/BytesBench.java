package org.foresign.rehearsal.bench;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.foresign.carry.Direction;
import org.foresign.carry.Envelope;
import org.foresign.carry.EnvelopeHeader;
import org.foresign.carry.FormatType;
import org.foresign.carry.SectionSealer;
import org.foresign.codec.Bytes;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Secp256k1;
import org.foresign.crypto.X25519;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.BatchRequestCodec;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.SignedBatch;
import org.foresign.model.tx.SignedBatchCodec;
import org.foresign.model.tx.UnsignedTx;

/** Sizes of what travels, made by the codecs that both programs use. */
final class BytesBench implements Bench {
  /** What the goal leaves for header, sections and envelope. */
  private static final int FIXED = 700;

  private final SecureRandom random = new SecureRandom();
  private final Secp256k1 curve = Secp256k1.best();

  @Override
  public Set<Measure> measures() {
    return EnumSet.of(Measure.BYTES_SIGNED, Measure.BYTES_REQUEST);
  }

  @Override
  public List<BenchRow> run(Set<Measure> wanted) throws ProblemException {
    byte[] key = fresh();
    Address account = Address.ofPublicKey(curve.publicKey(key));
    List<BenchRow> rows = new ArrayList<>();
    if (wanted.contains(Measure.BYTES_SIGNED)) {
      rows.add(signedBatch(SampleBatches.stakes(account), key));
    }
    if (wanted.contains(Measure.BYTES_REQUEST)) {
      BatchRequest request = SampleBatches.payments(account);
      int size = BatchRequestCodec.encode(request).size();
      rows.add(
          BenchRow.of(
              Measure.BYTES_REQUEST,
              size,
              null,
              "100 nonces x (3 payment + 3 cancel tiers), snapshot with 4 facts, one limit, last"
                  + " result; before approvals and envelope"));
    }
    return rows;
  }

  private BenchRow signedBatch(BatchRequest request, byte[] key) throws ProblemException {
    ExpandedBatch batch = BatchExpander.expand(BatchRequestCodec.encode(request));
    Bytes payload = SignedBatchCodec.encode(sealed(batch, key));
    EnvelopeHeader header =
        new EnvelopeHeader(
            FormatType.SIGNED_BATCH,
            Direction.VAULT_TO_DESK,
            true,
            SampleBatches.digest("vault"),
            request.deskCard(),
            Bytes.EMPTY,
            request.batchId());
    int carried = Envelope.seal(header, payload, fresh(), agreementKey(), random).size();
    int leaves = batch.leaves().size();
    return BenchRow.of(
        Measure.BYTES_SIGNED,
        (carried - FIXED) / (double) leaves,
        null,
        carried
            + " bytes sealed for "
            + leaves
            + " leaves, "
            + payload.size()
            + " before the"
            + " envelope; 64.125 a leaf are r, s and parity");
  }

  private SignedBatch sealed(ExpandedBatch batch, byte[] key) throws ProblemException {
    SignedBatch.Header header = header(batch);
    SectionSealer sealer = new SectionSealer(SignedBatchCodec.encodeHeader(header));
    Map<ReleaseClass, List<EcdsaSignature>> signatures = new EnumMap<>(ReleaseClass.class);
    for (UnsignedTx leaf : batch.leaves()) {
      signatures
          .computeIfAbsent(leaf.releaseClass(), releaseClass -> new ArrayList<>())
          .add(curve.sign(key, leaf.signingDigest().toArray()));
    }
    List<SectionSealer.Recipient> desk =
        List.of(new SectionSealer.Recipient(batch.request().deskCard(), agreementKey()));
    List<SignedBatch.Section> sections = new ArrayList<>();
    for (Map.Entry<ReleaseClass, List<EcdsaSignature>> section : signatures.entrySet()) {
      sections.add(sealer.seal(section.getKey(), section.getValue(), desk, random));
    }
    return new SignedBatch(header, sections);
  }

  private static SignedBatch.Header header(ExpandedBatch batch) {
    BatchRequest request = batch.request();
    return new SignedBatch.Header(
        request.batchId(),
        batch.batchDigest(),
        request.vaultInstance(),
        1,
        12,
        SampleBatches.digest("journal head"),
        request.sequence(),
        request.policyHash(),
        request.deskCard(),
        SampleBatches.digest("vault"),
        SampleBatches.TIME + 3_600,
        request.reviewBy(),
        batch.leaves().size(),
        null);
  }

  private Bytes agreementKey() {
    return Bytes.of(X25519.publicKey(fresh()));
  }

  private byte[] fresh() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return bytes;
  }
}
