package org.foresign.desk.carry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.foresign.carry.CarryProblem;
import org.foresign.carry.EnvelopeProblem;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Bytes;
import org.foresign.codec.CodecProblem;
import org.foresign.codec.Digest32;
import org.foresign.crypto.CryptoProblem;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.settings.PairedVault;
import org.foresign.desk.settings.PlannedBatch;
import org.foresign.desk.settings.SettingsProblem;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.SignedBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a desk takes from a vault, and that it takes nothing else and nothing by halves. */
class ResultImportTest {
  private static final int NONCES = 50;

  @TempDir private Path folder;
  private final TestVault vault = new TestVault(true);
  private TestDesk desk;
  private ExpandedBatch batch;

  @BeforeEach
  void start() throws ProblemException {
    desk = TestDesk.create(folder.resolve("desk"));
    desk.pair(vault);
    batch = desk.planPayments(vault, 0, NONCES);
    desk.export(batch);
  }

  @AfterEach
  void stop() throws ProblemException {
    desk.close();
  }

  private void assertRefused(Parcel parcel, ProblemCode code) throws ProblemException {
    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> desk.take(parcel));
    assertThat(refused).isNotNull();
    assertThat(refused.problem().code()).isEqualTo(code);
    assertNothingTaken();
  }

  private void assertNothingTaken() throws ProblemException {
    assertThat(desk.leaves().all()).isEmpty();
    assertThat(desk.home().batches().byDigest(batch.batchDigest()).orElseThrow().state())
        .isEqualTo(PlannedBatch.State.EXPORTED);
    PairedVault paired = desk.home().pairings().vault(vault.instance());
    assertThat(paired.nextSequence()).isEqualTo(1);
    assertThat(paired.lastResultDigest()).isEmpty();
  }

  @Test
  void keepsEverySignatureAndGivesThemBack() throws ProblemException {
    ResultImport.Imported imported = desk.take(vault.result(batch, desk.card()));
    assertThat(imported.fresh()).isTrue();
    assertThat(imported.signatures()).isEqualTo(2 * NONCES);
    for (var leaf : desk.leaves().all()) {
      assertThat(desk.leaves().signature(leaf))
          .isEqualTo(vault.sign(desk.leaves().transaction(leaf)));
    }
    assertThat(desk.home().pairings().vault(vault.instance()).nextSequence()).isEqualTo(2);
  }

  @Test
  void importingAgainChangesNothingAtAnyTime() throws ProblemException {
    Parcel first = vault.result(batch, desk.card());
    desk.take(first);
    assertThat(desk.take(first).fresh()).isFalse();
    ExpandedBatch next = desk.planPayments(vault, NONCES, 3);
    desk.export(next);
    desk.take(vault.result(next, desk.card()));
    PairedVault before = desk.home().pairings().vault(vault.instance());

    assertThat(desk.take(first).fresh()).isFalse();
    assertThat(desk.leaves().all()).hasSize(2 * NONCES + 6);
    assertThat(desk.home().pairings().vault(vault.instance())).isEqualTo(before);
  }

  @Test
  void refusesAnotherResultOfABatchWhoseResultIsHeld() throws ProblemException {
    SignedBatch.Header[] first = new SignedBatch.Header[1];
    desk.take(
        vault.result(
            batch,
            desk.card(),
            vault.signAll(batch),
            header -> {
              first[0] = header;
              return header;
            }));
    PairedVault before = desk.home().pairings().vault(vault.instance());
    List<HeldLeaf> held = desk.leaves().all();

    // The next ceremony's answer to the same batch: every signature is right, and yet.
    Parcel other = vault.result(batch, desk.card());
    ProblemException refused = catchThrowableOfType(ProblemException.class, () -> desk.take(other));
    assertThat(refused.problem().code()).isEqualTo(ImportProblem.RESULT_OTHER_HELD);
    assertThat(refused.problem().happened()).contains("ceremony " + (first[0].ceremony() + 1));
    assertThat(desk.leaves().all()).isEqualTo(held);
    assertThat(desk.home().pairings().vault(vault.instance())).isEqualTo(before);
  }

  @Test
  void takesTheNewResultBesideAnOlderOneInAnyOrder() throws ProblemException {
    Parcel older = vault.result(batch, desk.card());
    desk.take(older);
    ExpandedBatch next = desk.planPayments(vault, NONCES, 3);
    desk.export(next);
    Parcel newer = vault.result(next, desk.card());
    assertThat(desk.take(older).fresh()).isFalse();
    assertThat(desk.take(newer).fresh()).isTrue();
    assertThat(desk.take(older).fresh()).isFalse();
    assertThat(desk.take(newer).fresh()).isFalse();
    assertThat(desk.leaves().all()).hasSize(2 * NONCES + 6);
  }

  @Test
  void refusesAResultThatAnswersAnotherDesksRequest() throws ProblemException {
    try (TestDesk other = TestDesk.create(folder.resolve("other"))) {
      other.pair(vault);
      ExpandedBatch theirs = other.planPayments(vault, 0, 2);
      // Sealed for its own desk, and, worse, sealed for this one.
      assertRefused(vault.result(theirs, other.card()), EnvelopeProblem.ENVELOPE_OTHER_RECEIVER);
      assertRefused(vault.result(theirs, desk.card()), ImportProblem.RESULT_BATCH_UNKNOWN);
    }
  }

  @Test
  void refusesAllForOneSignatureOfAnotherLeaf() throws ProblemException {
    List<EcdsaSignature> signatures = new ArrayList<>(vault.signAll(batch));
    Collections.swap(signatures, 98, 99);
    assertRefused(
        vault.result(batch, desk.card(), signatures, header -> header),
        ImportProblem.RESULT_SIGNATURE_WRONG);
  }

  @Test
  void refusesAllForOneWrongParity() throws ProblemException {
    List<EcdsaSignature> signatures = new ArrayList<>(vault.signAll(batch));
    EcdsaSignature right = signatures.get(41);
    signatures.set(41, new EcdsaSignature(right.compact(), 1 - right.yParity()));
    assertRefused(
        vault.result(batch, desk.card(), signatures, header -> header),
        ImportProblem.RESULT_SIGNATURE_WRONG);
  }

  static Stream<Arguments> mixedUpHeaders() {
    return Stream.of(
        change(ImportProblem.RESULT_BATCH_UNKNOWN, h -> digest(h, Digest32.ZERO)),
        change(ImportProblem.RESULT_HEADER_DIFFERS, h -> policy(h, 1)),
        change(ImportProblem.RESULT_HEADER_DIFFERS, h -> numbers(h, 1, 1, 2)),
        change(ImportProblem.RESULT_OUT_OF_SEQUENCE, h -> numbers(h, 2, 1, 1)));
  }

  private static Arguments change(ProblemCode code, UnaryOperator<SignedBatch.Header> change) {
    return Arguments.of(code, change);
  }

  @ParameterizedTest
  @MethodSource("mixedUpHeaders")
  void refusesHeadersThatDoNotFit(ProblemCode code, UnaryOperator<SignedBatch.Header> change)
      throws ProblemException {
    assertRefused(vault.result(batch, desk.card(), vault.signAll(batch), change), code);
  }

  @Test
  void refusesACeremonyThatGoesBack() throws ProblemException {
    desk.take(vault.result(batch, desk.card(), vault.signAll(batch), h -> numbers(h, 1, 9, 1)));
    ExpandedBatch next = desk.planPayments(vault, NONCES, 3);
    desk.export(next);
    Parcel restored =
        vault.result(next, desk.card(), vault.signAll(next), h -> numbers(h, 1, 8, 2));
    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> desk.take(restored));
    assertThat(refused.problem().code()).isEqualTo(ImportProblem.RESULT_OUT_OF_SEQUENCE);
    assertThat(desk.leaves().all()).hasSize(2 * NONCES);
  }

  @Test
  void refusesAResultOfAVaultThatIsNotPaired() throws ProblemException {
    TestVault foreign = new TestVault(true);
    assertRefused(foreign.result(batch, desk.card()), SettingsProblem.DESK_NOT_PAIRED);
  }

  @Test
  void refusesAResultForABatchThatNeverLeft() throws ProblemException {
    ExpandedBatch kept = desk.planPayments(vault, NONCES, 3);
    assertRefused(vault.result(kept, desk.card()), SettingsProblem.DESK_BATCH_STATE);
  }

  @Test
  void refusesEveryTamperedByte() throws ProblemException {
    Bytes whole = vault.result(batch, desk.card()).bytes();
    // Every byte of both ends, where all structure is, and a stride through the ciphertext.
    for (int at = 0; at < whole.size(); at += at < 450 || at > whole.size() - 80 ? 1 : 97) {
      byte[] changed = whole.toArray();
      changed[at] ^= (byte) (1 << at % 8);
      Parcel parcel = Parcel.of(ParcelKind.SIGNED_BATCH, Bytes.of(changed));
      ProblemException refused =
          catchThrowableOfType(ProblemException.class, () -> desk.take(parcel));
      assertThat(refused).as("byte %d", at).isNotNull();
      assertThat(refused.problem().code())
          .as("byte %d", at)
          .isInstanceOfAny(
              EnvelopeProblem.class,
              CodecProblem.class,
              CryptoProblem.class,
              CarryProblem.class,
              SettingsProblem.class);
    }
    assertNothingTaken();
  }

  @Test
  void refusesEveryTruncation() throws ProblemException {
    Bytes whole = vault.result(batch, desk.card()).bytes();
    for (int size = 1; size < whole.size(); size += size < 450 ? 1 : 61) {
      Parcel parcel = Parcel.of(ParcelKind.SIGNED_BATCH, whole.slice(0, size));
      assertThat(catchThrowableOfType(ProblemException.class, () -> desk.take(parcel)))
          .as("%d bytes", size)
          .isNotNull();
    }
    assertNothingTaken();
  }

  @Test
  void refusesASealedPayloadThatIsNoResult() throws ProblemException {
    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class,
            () ->
                desk.take(
                    vault.seal(desk.card(), batch.request().batchId(), Bytes.parseHex("8101"))));
    assertThat(refused.problem().code()).isNotNull();
    assertNothingTaken();
  }

  private static SignedBatch.Header digest(SignedBatch.Header h, Digest32 digest) {
    return header(h, digest, h.policyHash(), h.incarnation(), h.ceremony(), h.sequence());
  }

  private static SignedBatch.Header policy(SignedBatch.Header h, int last) {
    byte[] hash = new byte[32];
    hash[31] = (byte) last;
    return header(
        h, h.batchDigest(), Digest32.of(hash), h.incarnation(), h.ceremony(), h.sequence());
  }

  private static SignedBatch.Header numbers(
      SignedBatch.Header h, long incarnation, long ceremony, long sequence) {
    return header(h, h.batchDigest(), h.policyHash(), incarnation, ceremony, sequence);
  }

  private static SignedBatch.Header header(
      SignedBatch.Header h,
      Digest32 digest,
      Digest32 policy,
      long incarnation,
      long ceremony,
      long sequence) {
    return new SignedBatch.Header(
        h.batchId(),
        digest,
        h.vaultInstance(),
        incarnation,
        ceremony,
        h.journalHead(),
        sequence,
        policy,
        h.deskCard(),
        h.vaultCard(),
        h.signedAt(),
        h.reviewBy(),
        h.leafCount(),
        h.signedBits());
  }
}
