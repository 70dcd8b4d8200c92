package org.foresign.model.policy;

import static org.foresign.model.policy.SceneChanges.CLAIMED;
import static org.foresign.model.policy.SceneChanges.FEE;
import static org.foresign.model.policy.SceneChanges.KEY;
import static org.foresign.model.policy.SceneChanges.OURS;
import static org.foresign.model.policy.SceneChanges.OURS_PLAIN;
import static org.foresign.model.policy.SceneChanges.before;
import static org.foresign.model.policy.SceneChanges.limit;
import static org.foresign.model.policy.SceneChanges.limits;
import static org.foresign.model.policy.SceneChanges.operations;
import static org.foresign.model.policy.SceneChanges.pay;
import static org.foresign.model.policy.SceneChanges.practice;
import static org.foresign.model.policy.SceneChanges.refusal;
import static org.foresign.model.policy.SceneChanges.rule;
import static org.foresign.model.policy.SceneChanges.sequence;
import static org.foresign.model.policy.SceneChanges.stake;
import static org.foresign.model.policy.SceneChanges.token;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.foresign.codec.Bytes;
import org.foresign.model.Samples;
import org.foresign.model.batch.Run;
import org.foresign.model.batch.SnapshotFact;
import org.foresign.model.batch.ValidatorStatus;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.Policy.CustomChain;
import org.junit.jupiter.params.provider.Arguments;

/** Cases about request, lane, gas, fees and payments. */
final class PolicyCases {
  private PolicyCases() {}

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal(FindingCode.VAULT_OTHER, s -> s.requestVault = Samples.fill(16, 9)),
        refusal(FindingCode.VAULT_POLICY_OTHER, s -> s.policyPractice = true),
        refusal(FindingCode.DESK_OTHER, s -> s.requestDesk = Samples.digest(1)),
        refusal(FindingCode.POLICY_OTHER, s -> s.requestPolicy = Samples.digest(1)),
        refusal(FindingCode.SEQUENCE_USED, s -> s.expected = sequence(1, -1)),
        refusal(FindingCode.SEQUENCE_USED, s -> s.expected = sequence(7, -1)),
        refusal(FindingCode.SEQUENCE_SKIPPED, s -> s.sequence = 3),
        refusal(FindingCode.SEQUENCE_SKIPPED, s -> s.sequence = 1L << 62),
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
        refusal(
            FindingCode.CANCEL_BELOW_SIGNED,
            s -> {
              s.withCancel = false;
              s.ledger = before(s, "1", 5);
              s.rule = r -> rule(r, r.operations(), r.limits(), r.maxGasLimit(), true);
            }),
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
                            Samples.TOKENS.getFirst(), Samples.TOKENS.getFirst(), Wei.of(1)))));
  }

  static Stream<Arguments> warnings() {
    return Stream.of(
        refusal(
            FindingCode.PLANNED_IN_FUTURE,
            s -> {
              s.plannedAt = s.now + 86_401;
              s.reviewBy = s.plannedAt;
            }),
        refusal(FindingCode.GAS_LIMIT_TIGHT, s -> s.gasLimit = 299_999),
        refusal(
            FindingCode.RECIPIENT_LOOKS_LIKE,
            s -> {
              byte[] other = Scene.RECIPIENT.bytes().toArray();
              other[10] ^= 1;
              Address alike = new Address(Bytes.of(other));
              s.book =
                  List.of(
                      new Policy.AddressBookEntry(Samples.HOODI, Scene.RECIPIENT, "Bank"),
                      new Policy.AddressBookEntry(Samples.HOODI, alike, "Broker"));
              s.alike = List.of(Policy.AlikePair.of(alike, Scene.RECIPIENT));
            }),
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
            }));
  }

  static Stream<Arguments> clean() {
    return Stream.of(
        refusal(
            FindingCode.NONCE_GAP,
            s -> {
              Run first = s.run(5);
              s.operations = List.of(pay(Wei.of(7)));
              s.runs = List.of(first, s.run(7));
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
              s.operations = List.of(new Operation.UnstakePartial(KEY, Gwei.ofEther(5), FEE));
              s.validators = List.of(Scene.known(OURS));
              // Exactly what lies above 32 ETH.
              s.facts =
                  List.of(
                      new SnapshotFact.ValidatorState(
                          CLAIMED, KEY, ValidatorStatus.ACTIVE, OURS, Gwei.ofEther(37)));
            }));
  }
}
