package org.foresign.model.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.foresign.model.Samples;
import org.foresign.model.batch.SnapshotFact;
import org.foresign.model.batch.SourceKind;
import org.foresign.model.batch.ValidatorStatus;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.policy.Policy.CustomChain;
import org.foresign.model.problem.Problem;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.BlsSignature;
import org.foresign.model.staking.StakingProblem;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.model.tx.ReviewedTx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyEvaluatorTest {
  private static final BlsPublicKey KEY = Samples.KEYS.getFirst();
  private static final BlsPublicKey OTHER_KEY = Samples.KEYS.getLast();
  private static final WithdrawalCredentials OURS =
      WithdrawalCredentials.compounding(Scene.ACCOUNT);
  private static final WithdrawalCredentials OURS_PLAIN = WithdrawalCredentials.eth1(Scene.ACCOUNT);
  private static final WithdrawalCredentials FOREIGN =
      WithdrawalCredentials.compounding(Samples.RECIPIENTS.getLast());
  private static final SourceKind CLAIMED = SourceKind.CLAIMED;
  private static final Wei FEE = Wei.ONE_GWEI;

  @Test
  void anAllowedPaymentIsClean() {
    Review review = new Scene().review();
    assertThat(codes(review)).isEmpty();
    assertThat(review.refused()).isFalse();
    assertThat(review.whole()).isEqualTo(new Verdict.Clean());
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
    return Stream.of(
        refusal(FindingCode.VAULT_OTHER, s -> s.requestVault = Samples.fill(16, 9)),
        refusal(FindingCode.VAULT_POLICY_OTHER, s -> s.policyPractice = true),
        refusal(FindingCode.DESK_OTHER, s -> s.requestDesk = Samples.digest(1)),
        refusal(FindingCode.POLICY_OTHER, s -> s.requestPolicy = Samples.digest(1)),
        refusal(FindingCode.SEQUENCE_USED, s -> s.expected = sequence(1, -1)),
        refusal(FindingCode.SEQUENCE_USED, s -> s.expected = sequence(7, -1)),
        refusal(FindingCode.RESULT_NOT_RECEIVED, s -> s.expected = sequence(0, 3)),
        refusal(
            FindingCode.RESULT_NOT_RECEIVED,
            s -> {
              s.expected = sequence(0, 3);
              s.lastResult = Samples.digest(2);
            }),
        refusal(FindingCode.RESULT_UNKNOWN, s -> s.lastResult = Samples.digest(8)),
        refusal(
            FindingCode.RESULT_UNKNOWN,
            s -> {
              s.expected = sequence(0, 3);
              s.lastResult = Samples.digest(8);
            }),
        refusal(FindingCode.REVIEW_DATE_PASSED, s -> s.now = s.reviewBy + 1),
        refusal(FindingCode.REVIEW_SPAN_TOO_LONG, s -> s.reviewBy = s.plannedAt + 100_001),
        refusal(
            FindingCode.REVIEW_SPAN_TOO_LONG,
            s -> {
              s.plannedAt = s.now + 50_000;
              s.reviewBy = s.now + 100_001;
            }),
        refusal(FindingCode.APPROVALS_MISSING, s -> s.approvers = Set.of()),
        refusal(FindingCode.APPROVALS_MISSING, s -> s.approvers = Set.of(Samples.digest(1))),
        refusal(FindingCode.APPROVALS_MISSING, s -> s.approvalsRequired = 2),
        refusal(FindingCode.ACCOUNT_NOT_OURS, s -> s.own = Set.of()),
        refusal(FindingCode.ACCOUNT_NOT_IN_POLICY, s -> s.hasRule = false),
        refusal(FindingCode.CHAIN_UNKNOWN, s -> s.chain = Samples.OTHER),
        refusal(FindingCode.CHAIN_RETIRED, s -> s.chain = Networks.HOLESKY.chain()),
        refusal(FindingCode.CHAIN_PRACTICE, s -> s.chain = Networks.PRACTICE.chain()),
        refusal(
            FindingCode.CHAIN_REAL_MONEY,
            s -> {
              practice(s);
              s.chain = Networks.MAINNET.chain();
            }),
        refusal(
            FindingCode.CHAIN_REAL_MONEY,
            s -> {
              practice(s);
              s.chain = Samples.OTHER;
              s.chains = List.of(new CustomChain(Samples.OTHER, "polygon", "POL"));
            }),
        refusal(FindingCode.GAS_SCHEDULE_UNKNOWN, s -> s.gasSchedule = 3),
        refusal(FindingCode.CANCEL_MISSING, s -> s.withCancel = false),
        refusal(FindingCode.NONCE_GAP, s -> s.runs = List.of(s.run(5), s.run(7))),
        refusal(FindingCode.NONCE_GAP, s -> s.runs = List.of(s.run(5), s.run(Long.MAX_VALUE - 5))),
        refusal(FindingCode.LIMIT_MISSING, s -> s.rule = limits(List.of())),
        refusal(FindingCode.LIMIT_BATCH_EXCEEDED, s -> s.rule = limit("1.049", "9", "9")),
        refusal(FindingCode.LIMIT_OUTSTANDING_EXCEEDED, s -> s.rule = limit("9", "1.049", "9")),
        refusal(FindingCode.LIMIT_LIFETIME_EXCEEDED, s -> s.rule = limit("9", "9", "1.049")),
        refusal(
            FindingCode.LIMIT_OUTSTANDING_EXCEEDED,
            s -> {
              s.ledger = before(s, "8", 4);
              s.rule = limit("9", "9", "99");
            }),
        refusal(
            FindingCode.LIMIT_ASKED_TOO_LOW,
            s -> s.asked.put(s.lane().nativeAsset(), Wei.parseEther("1.049"))),
        refusal(
            FindingCode.LIMIT_ASKED_TOO_LOW,
            s -> s.asked.put(Asset.token(s.chain, Samples.TOKENS.getFirst()), PolicySamples.HUGE)),
        refusal(
            FindingCode.EXPOSURE_BEYOND_COUNT,
            s ->
                s.operations =
                    List.of(pay(new Wei(BigInteger.TWO.pow(256).subtract(BigInteger.ONE))))),
        refusal(
            FindingCode.OPERATION_NOT_ALLOWED,
            s -> s.rule = operations(OperationKind.STAKE, OperationKind.CANCEL)),
        refusal(
            FindingCode.OPERATION_NOT_ALLOWED,
            s -> s.rule = operations(OperationKind.NATIVE_TRANSFER)),
        refusal(FindingCode.NONCE_REOPENED, s -> s.ledger = before(s, "1", 5)),
        refusal(FindingCode.GAS_LIMIT_ABOVE_POLICY, s -> s.gasLimit = 3_000_001),
        refusal(
            FindingCode.GAS_LIMIT_ABOVE_NETWORK,
            s -> {
              s.gasLimit = 16_777_217;
              s.fees = Samples.fees(1, 1);
              s.rule = r -> rule(r, r.operations(), r.limits(), 99_000_000, r.mayReopenNonce());
            }),
        refusal(FindingCode.GAS_LIMIT_TOO_LOW, s -> s.gasLimit = 20_999),
        refusal(FindingCode.FEE_CAP_ABOVE_POLICY, s -> s.fees = Samples.fees(501, 2)),
        refusal(FindingCode.TIP_ABOVE_POLICY, s -> s.fees = Samples.fees(100, 51)),
        refusal(
            FindingCode.FEE_PRODUCT_TOO_HIGH,
            s -> {
              s.fees = Samples.fees(400, 2);
              s.gasLimit = 2_500_001;
            }),
        refusal(FindingCode.RECIPIENT_NOT_LISTED, s -> s.book = List.of()),
        refusal(
            FindingCode.RECIPIENT_NOT_LISTED,
            s ->
                s.book =
                    List.of(
                        new Policy.AddressBookEntry(
                            Networks.MAINNET.chain(), Scene.RECIPIENT, "Bank"))),
        refusal(
            FindingCode.TOKEN_NOT_LISTED,
            s -> {
              s.operations = List.of(token());
              s.tokens = List.of();
            }),
        refusal(
            FindingCode.RECIPIENT_NOT_LISTED,
            s -> {
              s.operations = List.of(token());
              s.book = List.of();
            }),
        refusal(
            FindingCode.RECIPIENT_IS_TOKEN,
            s ->
                s.operations =
                    List.of(
                        new Operation.TokenTransfer(
                            Samples.TOKENS.getFirst(), Samples.TOKENS.getFirst(), Wei.of(1)))),
        refusal(
            FindingCode.CREDENTIALS_UNUSABLE,
            s -> s.operations = List.of(stake(WithdrawalCredentials.of(new byte[32]), 1))),
        refusal(
            FindingCode.CREDENTIALS_UNUSABLE,
            s ->
                s.operations =
                    List.of(stake(WithdrawalCredentials.parseHex("b0" + "00".repeat(31)), 1))),
        refusal(FindingCode.CREDENTIALS_NOT_OURS, s -> s.operations = List.of(stake(FOREIGN, 1))),
        refusal(
            FindingCode.CREDENTIALS_NOT_OURS,
            s -> {
              // Ours, but without a rule on this chain.
              s.operations =
                  List.of(stake(WithdrawalCredentials.compounding(Samples.ACCOUNTS.getLast()), 1));
              s.own = Set.copyOf(Samples.ACCOUNTS);
            }),
        refusal(
            FindingCode.STAKE_TOO_LARGE,
            s -> {
              s.operations = List.of(stake(OURS_PLAIN, 33));
              s.validators = List.of(Scene.known(OURS_PLAIN));
            }),
        refusal(
            FindingCode.DEPOSIT_UNCHECKED,
            s -> {
              s.operations = List.of(stake(OURS, 1));
              s.deposit = null;
            }),
        refusal(
            FindingCode.DEPOSIT_FAULTY,
            s -> {
              s.operations = List.of(stake(OURS, 1));
              s.deposit =
                  new DepositOutcome.Faulty(Problem.of(StakingProblem.DEPOSIT_SIGNATURE_WRONG));
            }),
        refusal(FindingCode.VALIDATOR_NOT_LISTED, s -> s.operations = List.of(stake(OURS, 2))),
        refusal(
            FindingCode.VALIDATOR_CREDENTIALS_DIFFER,
            s -> {
              s.operations = List.of(stake(OURS, 1));
              s.validators = List.of(Scene.known(OURS_PLAIN));
            }),
        refusal(FindingCode.VALIDATOR_NOT_LISTED, s -> s.operations = List.of(topUp(1))),
        refusal(
            FindingCode.CREDENTIALS_NOT_OURS,
            s -> {
              s.operations = List.of(topUp(1));
              s.validators = List.of(Scene.known(FOREIGN));
            }),
        refusal(
            FindingCode.STAKE_TOO_LARGE,
            s -> {
              s.operations = List.of(topUp(33));
              s.validators = List.of(Scene.known(OURS_PLAIN));
            }),
        refusal(
            FindingCode.REQUEST_FEE_ZERO,
            s -> s.operations = List.of(new Operation.UnstakeFull(KEY, Wei.ZERO))),
        refusal(
            FindingCode.REQUEST_FEE_ABOVE_POLICY,
            s -> s.operations = List.of(new Operation.UnstakeFull(KEY, Wei.ofGwei(1_000_001)))),
        refusal(
            FindingCode.REQUEST_NOT_OWNER,
            s -> {
              s.operations = List.of(new Operation.UnstakeFull(KEY, FEE));
              s.validators = List.of(Scene.known(FOREIGN));
            }),
        refusal(
            FindingCode.REQUEST_NOT_OWNER,
            s -> {
              s.operations = List.of(new Operation.Consolidate(KEY, KEY, FEE));
              s.validators = List.of(Scene.known(FOREIGN));
            }),
        refusal(
            FindingCode.PARTIAL_NOT_COMPOUNDING,
            s -> {
              s.operations = List.of(new Operation.UnstakePartial(KEY, new Gwei(5), FEE));
              s.validators = List.of(Scene.known(OURS_PLAIN));
            }),
        refusal(
            FindingCode.VALIDATOR_NOT_LISTED,
            s -> {
              s.operations = List.of(new Operation.Consolidate(KEY, OTHER_KEY, FEE));
              s.validators = List.of(Scene.known(OURS));
            }),
        refusal(
            FindingCode.TARGET_NOT_COMPOUNDING,
            s -> {
              s.operations = List.of(new Operation.Consolidate(OTHER_KEY, KEY, FEE));
              s.validators = List.of(Scene.known(OURS_PLAIN));
            }),
        refusal(
            FindingCode.CREDENTIALS_NOT_OURS,
            s -> {
              s.operations = List.of(new Operation.Consolidate(OTHER_KEY, KEY, FEE));
              s.validators = List.of(Scene.known(FOREIGN));
            }),
        refusal(
            FindingCode.SENDER_HAS_CODE,
            s -> s.facts = List.of(new SnapshotFact.AccountCode(CLAIMED, Scene.ACCOUNT, true))),
        refusal(
            FindingCode.VALIDATOR_UNKNOWN,
            s -> {
              s.operations = List.of(topUp(1));
              s.validators = List.of(Scene.known(OURS));
              s.facts = List.of(new SnapshotFact.ValidatorUnknown(CLAIMED, KEY));
            }),
        refusal(
            FindingCode.VALIDATOR_UNKNOWN,
            s -> {
              s.operations = List.of(new Operation.UnstakeFull(KEY, FEE));
              s.facts = List.of(new SnapshotFact.ValidatorUnknown(CLAIMED, KEY));
            }),
        refusal(
            FindingCode.SNAPSHOT_CONTRADICTS,
            s -> {
              s.operations = List.of(stake(OURS, 1));
              s.facts =
                  List.of(
                      new SnapshotFact.ValidatorUnknown(CLAIMED, KEY),
                      state(OURS, ValidatorStatus.ACTIVE));
            }),
        refusal(
            FindingCode.REGISTRY_CREDENTIALS_DIFFER,
            s -> {
              s.operations = List.of(stake(OURS, 1));
              s.facts = List.of(state(FOREIGN, ValidatorStatus.ACTIVE));
            }),
        refusal(
            FindingCode.REGISTRY_CREDENTIALS_DIFFER,
            s -> {
              s.operations = List.of(topUp(1));
              s.validators = List.of(Scene.known(OURS));
              s.facts = List.of(state(FOREIGN, ValidatorStatus.ACTIVE));
            }),
        refusal(
            FindingCode.REGISTRY_CREDENTIALS_DIFFER,
            s -> {
              s.operations = List.of(new Operation.UnstakeFull(KEY, FEE));
              s.facts = List.of(state(FOREIGN, ValidatorStatus.ACTIVE));
            }),
        refusal(
            FindingCode.VALIDATOR_EXITED,
            s -> {
              s.operations = List.of(new Operation.UnstakeFull(KEY, FEE));
              s.facts = List.of(state(OURS, ValidatorStatus.EXITED));
            }),
        refusal(
            FindingCode.PARTIAL_NOT_COMPOUNDING,
            s -> {
              s.operations = List.of(new Operation.UnstakePartial(KEY, new Gwei(5), FEE));
              s.facts = List.of(state(OURS_PLAIN, ValidatorStatus.ACTIVE));
            }),
        refusal(
            FindingCode.TARGET_NOT_COMPOUNDING,
            s -> {
              s.operations = List.of(new Operation.Consolidate(OTHER_KEY, KEY, FEE));
              s.validators = List.of(Scene.known(OURS));
              s.facts = List.of(state(OURS_PLAIN, ValidatorStatus.ACTIVE));
            }));
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
  }

  static Stream<Arguments> warnings() {
    return Stream.of(
        refusal(FindingCode.SEQUENCE_SKIPPED, s -> s.sequence = 3),
        refusal(
            FindingCode.PLANNED_IN_FUTURE,
            s -> {
              s.plannedAt = s.now + 86_401;
              s.reviewBy = s.plannedAt;
            }),
        refusal(FindingCode.GAS_LIMIT_TIGHT, s -> s.gasLimit = 299_999),
        refusal(
            FindingCode.NONCE_SIGNED_BEFORE,
            s -> {
              s.ledger = before(s, "1", 5);
              s.rule = r -> rule(r, r.operations(), r.limits(), r.maxGasLimit(), true);
            }),
        refusal(
            FindingCode.LEAF_SIGNED_BEFORE,
            s -> {
              s.ledger = PolicySamples.everythingSigned(before(s, "1", 5));
              s.rule = r -> rule(r, r.operations(), r.limits(), r.maxGasLimit(), true);
            }),
        refusal(FindingCode.VALIDATOR_UNPROVEN, s -> s.operations = List.of(stake(OURS, 1))),
        refusal(
            FindingCode.REQUEST_UNLISTED,
            s -> s.operations = List.of(new Operation.UnstakeFull(KEY, FEE))),
        refusal(
            FindingCode.SWITCH_POINTLESS,
            s -> {
              s.operations = List.of(new Operation.Consolidate(KEY, KEY, FEE));
              s.validators = List.of(Scene.known(OURS));
            }),
        refusal(
            FindingCode.VALIDATOR_OVERFUNDED,
            s -> {
              s.operations = List.of(stake(OURS_PLAIN, 32));
              s.validators = List.of(Scene.known(OURS_PLAIN));
              s.runs = List.of(s.run(5), s.run(6));
            }),
        refusal(
            FindingCode.SNAPSHOT_OLD,
            s -> {
              s.facts = List.of(new SnapshotFact.BaseFee(CLAIMED, Wei.of(1)));
              s.blockTime = s.plannedAt - 3_601;
            }),
        refusal(
            FindingCode.NONCE_USED_ON_CHAIN,
            s -> s.facts = List.of(new SnapshotFact.AccountNonce(CLAIMED, Scene.ACCOUNT, 6))),
        refusal(
            FindingCode.NONCE_AHEAD_OF_CHAIN,
            s -> s.facts = List.of(new SnapshotFact.AccountNonce(CLAIMED, Scene.ACCOUNT, 4))),
        refusal(
            FindingCode.BALANCE_LOW,
            s ->
                s.facts =
                    List.of(
                        new SnapshotFact.AccountBalance(
                            CLAIMED, Scene.ACCOUNT, Wei.parseEther("1.049")))),
        refusal(
            FindingCode.RECIPIENT_HAS_CODE,
            s -> s.facts = List.of(new SnapshotFact.AccountCode(CLAIMED, Scene.RECIPIENT, true))),
        refusal(
            FindingCode.FEE_CAP_BELOW_BASE_FEE,
            s -> s.facts = List.of(new SnapshotFact.BaseFee(CLAIMED, Wei.ofGwei(51)))),
        refusal(
            FindingCode.REQUEST_FEE_TOO_LOW,
            s -> {
              s.operations = List.of(new Operation.UnstakeFull(KEY, FEE));
              s.facts =
                  List.of(
                      new SnapshotFact.RequestFee(
                          CLAIMED, Networks.WITHDRAWAL_REQUESTS, Wei.ofGwei(2)));
            }),
        refusal(
            FindingCode.VALIDATOR_KNOWN,
            s -> {
              s.operations = List.of(stake(OURS, 1));
              s.facts = List.of(state(OURS, ValidatorStatus.ACTIVE));
            }),
        refusal(
            FindingCode.VALIDATOR_PENDING,
            s -> {
              s.operations = List.of(new Operation.UnstakeFull(KEY, FEE));
              s.facts = List.of(state(OURS, ValidatorStatus.PENDING));
            }),
        refusal(
            FindingCode.VALIDATOR_EXITING,
            s -> {
              s.operations = List.of(new Operation.UnstakeFull(KEY, FEE));
              s.facts = List.of(state(OURS, ValidatorStatus.EXITING));
            }));
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

  static Stream<Arguments> clean() {
    return Stream.of(
        refusal(
            FindingCode.NONCE_GAP,
            s -> {
              s.runs = List.of(s.run(5), s.run(7));
              s.ledger = before(s, "1", 6);
            }),
        refusal(
            FindingCode.STAKE_TOO_LARGE,
            s -> {
              s.operations = List.of(stake(OURS, 2_048));
              s.validators = List.of(Scene.known(OURS));
            }),
        refusal(
            FindingCode.STAKE_TOO_LARGE,
            s -> {
              s.operations = List.of(stake(OURS_PLAIN, 32));
              s.validators = List.of(Scene.known(OURS_PLAIN));
            }),
        refusal(FindingCode.TOKEN_NOT_LISTED, s -> s.operations = List.of(token())),
        refusal(
            FindingCode.CHAIN_UNKNOWN,
            s -> {
              s.chain = Samples.OTHER;
              s.chains = List.of(new CustomChain(Samples.OTHER, "polygon", "POL"));
              s.book = List.of(new Policy.AddressBookEntry(Samples.OTHER, Scene.RECIPIENT, "Bank"));
            }),
        refusal(
            FindingCode.CHAIN_PRACTICE,
            s -> {
              practice(s);
              s.chain = Networks.PRACTICE.chain();
              s.book =
                  List.of(
                      new Policy.AddressBookEntry(
                          Networks.PRACTICE.chain(), Scene.RECIPIENT, "Bank"));
            }),
        refusal(FindingCode.LIMIT_BATCH_EXCEEDED, s -> s.rule = limit("1.05", "1.05", "1.05")),
        refusal(
            FindingCode.RESULT_NOT_RECEIVED,
            s -> {
              s.expected = sequence(4, 3);
              s.sequence = 5;
              s.lastResult = Samples.digest(3);
            }),
        refusal(
            FindingCode.REQUEST_NOT_OWNER,
            s -> {
              s.operations = List.of(new Operation.UnstakePartial(KEY, new Gwei(5), FEE));
              s.validators = List.of(Scene.known(OURS));
              s.facts = List.of(state(OURS, ValidatorStatus.ACTIVE));
            }));
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
    Stream.concat(refusals(), warnings()).forEach(arguments -> covered.add(arguments.get()[0]));
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

  private static Arguments refusal(FindingCode code, Consumer<Scene> change) {
    return Arguments.of(code, change);
  }

  private static void practice(Scene scene) {
    scene.practice = true;
    scene.policyPractice = true;
  }

  private static EvaluationContext.Sequence sequence(long last, int result) {
    return new EvaluationContext.Sequence(
        last, result < 0 ? null : Samples.digest(result), Set.of(Samples.digest(2)));
  }

  private static LedgerView before(Scene scene, String ether, long... nonces) {
    return PolicySamples.ledger(Scene.signed(scene.lane(), Wei.parseEther(ether), nonces));
  }

  private static Operation pay(Wei amount) {
    return new Operation.NativeTransfer(Scene.RECIPIENT, amount);
  }

  private static Operation token() {
    return new Operation.TokenTransfer(Samples.TOKENS.getFirst(), Scene.RECIPIENT, Wei.of(5));
  }

  private static Operation stake(WithdrawalCredentials credentials, long ether) {
    return new Operation.Stake(
        KEY, credentials, Gwei.ofEther(ether), BlsSignature.of(new byte[96]));
  }

  private static Operation topUp(long ether) {
    return new Operation.TopUp(KEY, Gwei.ofEther(ether));
  }

  private static SnapshotFact state(WithdrawalCredentials credentials, ValidatorStatus status) {
    return new SnapshotFact.ValidatorState(CLAIMED, KEY, status, credentials, Gwei.ofEther(32));
  }

  private static UnaryOperator<AccountRule> limit(
      String perBatch, String outstanding, String lifetime) {
    return rule ->
        limits(
                List.of(
                    new Policy.AssetLimit(
                        rule.lane().nativeAsset(),
                        Wei.parseEther(perBatch),
                        Wei.parseEther(outstanding),
                        Wei.parseEther(lifetime))))
            .apply(rule);
  }

  private static UnaryOperator<AccountRule> limits(List<Policy.AssetLimit> limits) {
    return r -> rule(r, r.operations(), limits, r.maxGasLimit(), r.mayReopenNonce());
  }

  private static UnaryOperator<AccountRule> operations(OperationKind... kinds) {
    return r ->
        rule(r, new TreeSet<>(List.of(kinds)), r.limits(), r.maxGasLimit(), r.mayReopenNonce());
  }

  private static AccountRule rule(
      AccountRule base,
      java.util.SortedSet<OperationKind> operations,
      List<Policy.AssetLimit> limits,
      long maxGasLimit,
      boolean mayReopen) {
    return new AccountRule(
        base.lane(),
        operations,
        limits,
        maxGasLimit,
        base.maxFeePerGas(),
        base.maxTipPerGas(),
        base.maxRequestFee(),
        base.cancelRequired(),
        mayReopen,
        base.renewedAt());
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
