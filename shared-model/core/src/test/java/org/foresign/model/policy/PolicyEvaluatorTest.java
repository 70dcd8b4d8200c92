package org.foresign.model.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.foresign.model.policy.SceneChanges.CLAIMED;
import static org.foresign.model.policy.SceneChanges.before;
import static org.foresign.model.policy.SceneChanges.rule;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.foresign.model.Samples;
import org.foresign.model.batch.Run;
import org.foresign.model.batch.SlotId;
import org.foresign.model.batch.SnapshotFact;
import org.foresign.model.batch.ValidatorStatus;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.UnsignedTx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyEvaluatorTest {
  @Test
  void anAllowedPaymentIsClean() {
    Scene scene = new Scene();
    scene.facts =
        List.of(
            new SnapshotFact.AccountNonce(CLAIMED, Scene.ACCOUNT, 5),
            new SnapshotFact.AccountBalance(CLAIMED, Scene.ACCOUNT, Wei.parseEther("9")),
            new SnapshotFact.AccountCode(CLAIMED, Scene.ACCOUNT, false),
            new SnapshotFact.BaseFee(CLAIMED, Wei.of(1)));
    Review review = scene.review();
    assertThat(findings(review)).isEmpty();
    assertThat(review.refused()).isFalse();
    assertThat(review.whole()).isEqualTo(new Verdict.Clean());
    assertThat(new ApprovedBatch(review, review.consentsWanted()).batch()).isSameAs(review.batch());
    Asset coin = Asset.nativeOf(Samples.HOODI);
    // 1 ETH and 1,000,000 gas at 50 gwei.
    assertThat(review.exposure().get(new Scene().lane()).of(coin))
        .isEqualTo(Wei.parseEther("1.05"));
    assertThat(review.destinations())
        .containsExactly(
            new Destination.BlockBuilder(Samples.HOODI),
            new Destination.Recipient(Samples.HOODI, Scene.RECIPIENT));
  }

  static Stream<Arguments> refusals() {
    return Stream.concat(PolicyCases.refusals(), StakingCases.refusals());
  }

  static Stream<Arguments> warnings() {
    return Stream.concat(PolicyCases.warnings(), StakingCases.warnings());
  }

  static Stream<Arguments> consents() {
    return StakingCases.consents();
  }

  static Stream<Arguments> clean() {
    return PolicyCases.clean();
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refuses(FindingCode code, Consumer<Scene> change) {
    Scene scene = new Scene();
    change.accept(scene);
    Review review = scene.review();
    assertThat(review.refused()).isTrue();
    assertThat(findings(review))
        .anySatisfy(finding -> {
          assertThat(finding.code()).isEqualTo(code);
          assertThat(finding.severity()).isEqualTo(Severity.REFUSE);
        });
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ApprovedBatch(review, review.consentsWanted()));
  }

  @ParameterizedTest
  @MethodSource("warnings")
  void warns(FindingCode code, Consumer<Scene> change) {
    Scene scene = new Scene();
    change.accept(scene);
    Review review = scene.review();
    assertThat(review.refused()).as(findings(review).toString()).isFalse();
    assertThat(codes(review)).contains(code);
  }

  @ParameterizedTest
  @MethodSource("consents")
  void wantsConsent(FindingCode code, Consumer<Scene> change) throws ProblemException {
    Scene scene = new Scene();
    change.accept(scene);
    Review review = scene.review();
    assertThat(review.refused()).as(findings(review).toString()).isFalse();
    assertThat(review.consentsWanted()).contains(code);
    Set<FindingCode> others = EnumSet.allOf(FindingCode.class);
    others.remove(code);
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> review.requireConsents(others))
        .satisfies(thrown -> {
          assertThat(thrown.problem().code()).isEqualTo(PolicyProblem.CONSENT_MISSING);
          assertThat(thrown.problem().details())
              .singleElement()
              .asString()
              .contains(code.id(), code.sentence());
        });
    assertThatIllegalArgumentException().isThrownBy(() -> new ApprovedBatch(review, others));
    Set<FindingCode> all = EnumSet.allOf(FindingCode.class);
    review.requireConsents(all);
    assertThat(new ApprovedBatch(review, all).batch()).isSameAs(review.batch());
  }

  @ParameterizedTest
  @MethodSource("clean")
  void hasNothingToSayWhereARuleIsJustMet(FindingCode code, Consumer<Scene> change) {
    Scene scene = new Scene();
    change.accept(scene);
    assertThat(codes(scene.review())).as("just inside " + code).isEmpty();
  }

  @Test
  void everyFindingHasACaseHere() {
    Set<Object> covered = new TreeSet<>();
    covered.add(FindingCode.FACT_MISSING); // everyFactThatIsMissingIsNamed
    Stream.of(refusals(), consents(), warnings())
        .flatMap(cases -> cases)
        .forEach(arguments -> covered.add(arguments.get()[0]));
    // Refused before it comes to a verdict (operations.md): no leaf of the expander has it.
    covered.add(FindingCode.RECIPIENT_IS_SYSTEM);
    assertThat(covered).containsExactlyInAnyOrder((Object[]) FindingCode.values());
  }

  @Test
  void aSlotSignedBeforeCountsOnlyWhatIsAdded() {
    Scene scene = new Scene();
    scene.ledger = before(scene, "1", 5);
    scene.rule = r -> rule(r, r.operations(), r.limits(), r.maxGasLimit(), true);
    Review review = scene.review();
    Asset coin = scene.lane().nativeAsset();
    assertThat(review.outstandingAfter().get(scene.lane()).of(coin))
        .isEqualTo(Wei.parseEther("1.05"));
    scene.ledger = before(scene, "3", 4, 5);
    assertThat(scene.review().outstandingAfter().get(scene.lane()).of(coin))
        .isEqualTo(Wei.parseEther("6"));
  }

  @Test
  void everyFactThatIsMissingIsNamed() {
    Scene scene = new Scene();
    assertThat(missing(scene)).singleElement().asString().contains("nonce", "balance", "base fee");
    scene.facts = List.of(new SnapshotFact.BaseFee(CLAIMED, Wei.of(1)));
    assertThat(missing(scene)).singleElement().asString().doesNotContain("base fee");
    scene.operations = List.of(new Operation.UnstakeFull(SceneChanges.KEY, Wei.of(1)));
    assertThat(missing(scene)).anySatisfy(line -> assertThat(line).contains("fee of requests"));
    scene.operations = List.of(SceneChanges.stake(SceneChanges.OURS, 1));
    assertThat(missing(scene)).anySatisfy(line -> assertThat(line).contains("state of validator"));
  }

  private static List<String> missing(Scene scene) {
    return findings(scene.review()).stream()
        .filter(finding -> finding.code() == FindingCode.FACT_MISSING)
        .map(Finding::words)
        .distinct()
        .toList();
  }

  @Test
  void alternativesOfOneNonceRepeatNothing() {
    Scene scene = new Scene();
    Operation other = new Operation.NativeTransfer(Scene.RECIPIENT, Wei.of(7));
    scene.operations = List.of(Scene.PAYMENT, other);
    assertThat(scene.review().consentsWanted()).isEmpty();
    // Signed before for this very nonce: at most one of the two lands.
    scene.ledger = PolicySamples.signedFor(new SlotId(scene.lane(), 5));
    assertThat(scene.review().consentsWanted()).isEmpty();
    // The same pair on two nonces is four transactions, of which two may land.
    scene.runs = List.of(scene.run(5), scene.run(6));
    assertThat(scene.review().consentsWanted())
        .contains(FindingCode.PURPOSE_REPEATED, FindingCode.PURPOSE_SIGNED_BEFORE);
  }

  @Test
  void aContractThatIsNotThereIsNamed() {
    for (Operation operation :
        List.of(
            new Operation.UnstakeFull(SceneChanges.KEY, Wei.of(1)),
            new Operation.Consolidate(SceneChanges.KEY, SceneChanges.OTHER_KEY, Wei.of(1)),
            new Operation.TopUp(SceneChanges.KEY, Gwei.ofEther(1)))) {
      for (boolean there : new boolean[] {true, false}) {
        Scene scene = new Scene();
        scene.operations = List.of(operation);
        Address contract = leaves(scene).getFirst().tx().to();
        scene.facts = List.of(new SnapshotFact.AccountCode(SceneChanges.CLAIMED, contract, there));
        assertThat(
                scene
                    .review()
                    .findings()
                    .map(Finding::code)
                    .toList()
                    .contains(FindingCode.CONTRACT_MISSING))
            .as("%s there: %s", operation, there)
            .isEqualTo(!there);
      }
    }
  }

  /** EIP-7002: of 40 ETH 8 can be paid out, whichever batches ask for them. */
  @Test
  void withdrawalsAreSummedOverBatches() {
    Scene scene = new Scene();
    scene.operations =
        List.of(new Operation.UnstakePartial(SceneChanges.KEY, Gwei.ofEther(5), Wei.of(1)));
    scene.facts =
        List.of(
            new SnapshotFact.ValidatorState(
                SceneChanges.CLAIMED,
                SceneChanges.KEY,
                ValidatorStatus.ACTIVE,
                SceneChanges.OURS,
                Gwei.ofEther(40)));
    assertThat(scene.review().consentsWanted()).isEmpty();
    scene.ledger = PolicySamples.signedFor(new SlotId(scene.lane(), 2), Gwei.ofEther(3));
    assertThat(scene.review().consentsWanted()).containsExactly(FindingCode.PURPOSE_SIGNED_BEFORE);
    scene.ledger = PolicySamples.signedFor(new SlotId(scene.lane(), 2), new Gwei(3_000_000_001L));
    assertThat(scene.review().consentsWanted())
        .containsExactlyInAnyOrder(
            FindingCode.PURPOSE_SIGNED_BEFORE, FindingCode.PARTIAL_ABOVE_EXCESS);
    // For the very nonce that is judged, at most one of the two lands.
    scene.ledger = PolicySamples.signedFor(new SlotId(scene.lane(), 5), Gwei.ofEther(8));
    assertThat(scene.review().consentsWanted()).isEmpty();
  }

  /** EIP-7251: MAX_EFFECTIVE_BALANCE_ELECTRA is 2048 ETH. */
  @Test
  void theStakeThatRequestsMoveIsNamedAtItsBound() {
    Scene scene = new Scene();
    scene.operations =
        List.of(
            new Operation.Consolidate(SceneChanges.KEY, SceneChanges.OTHER_KEY, Wei.of(1)),
            new Operation.UnstakePartial(SceneChanges.KEY, Gwei.ofEther(3), Wei.of(1)));
    Run moving = scene.run(5);
    scene.operations =
        List.of(new Operation.UnstakePartial(SceneChanges.KEY, Gwei.ofEther(3), Wei.of(1)));
    scene.runs = List.of(moving, scene.run(6));
    assertThat(MovedStake.byLane(leaves(scene)))
        .isEqualTo(Map.of(scene.lane(), Wei.parseEther("2051")));
    scene.operations =
        List.of(new Operation.Consolidate(SceneChanges.KEY, SceneChanges.KEY, Wei.of(1)));
    scene.runs = List.of();
    assertThat(MovedStake.byLane(leaves(scene))).isEmpty();
    scene.operations = List.of(new Operation.UnstakeFull(SceneChanges.KEY, Wei.of(1)));
    assertThat(MovedStake.byLane(leaves(scene)))
        .isEqualTo(Map.of(scene.lane(), Wei.parseEther("2048")));
  }

  private static List<UnsignedTx> leaves(Scene scene) {
    return scene.review().leaves().stream().map(ReviewedTx::leaf).toList();
  }

  @Test
  void findingsComeInTheSameOrderEachTimeAndWorstFirst() {
    Scene scene = new Scene();
    scene.book = List.of();
    scene.gasLimit = 100_000;
    scene.facts = List.of(new SnapshotFact.BaseFee(CLAIMED, Wei.ofGwei(51)));
    List<Finding> findings = scene.review().leaves().getFirst().verdict().findings();
    assertThat(findings)
        .extracting(Finding::code)
        .containsExactly(
            FindingCode.RECIPIENT_NOT_LISTED,
            FindingCode.GAS_LIMIT_TIGHT,
            FindingCode.FEE_CAP_BELOW_BASE_FEE);
    assertThat(scene.review()).isEqualTo(scene.review());
  }

  private static List<Finding> findings(Review review) {
    return Stream.concat(
            review.whole().findings().stream(),
            review.leaves().stream()
                .map(ReviewedTx::verdict)
                .flatMap(verdict -> verdict.findings().stream()))
        .toList();
  }

  private static Set<FindingCode> codes(Review review) {
    Set<FindingCode> codes = new TreeSet<>();
    findings(review).forEach(finding -> codes.add(finding.code()));
    codes.remove(FindingCode.FACT_MISSING); // most cases here have no snapshot
    return codes;
  }

  @Test
  void codesAreStableAndSentencesEnd() {
    for (FindingCode code : FindingCode.values()) {
      assertThat(code.sentence()).endsWith(".");
      assertThat(code.id()).matches("[a-z]+(-[a-z]+)*");
    }
  }
}
