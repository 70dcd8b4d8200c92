package org.foresign.model.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.Samples;
import org.foresign.model.batch.Alternative;
import org.foresign.model.batch.AskedLimit;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.Lane;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.batch.Run;
import org.foresign.model.batch.SlotId;
import org.foresign.model.batch.Snapshot;
import org.foresign.model.batch.SnapshotFact;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.policy.Policy.AddressBookEntry;
import org.foresign.model.policy.Policy.Approver;
import org.foresign.model.policy.Policy.AssetLimit;
import org.foresign.model.policy.Policy.CustomChain;
import org.foresign.model.policy.Policy.KnownValidator;
import org.foresign.model.policy.Policy.Token;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.ExpandedBatch;

/** One payment with its cancel, and a policy under which it is clean; each field can be changed. */
final class Scene {
  static final Address ACCOUNT = Samples.ACCOUNTS.getFirst();
  static final Address RECIPIENT = Samples.RECIPIENTS.getFirst();
  static final Operation PAYMENT = new Operation.NativeTransfer(RECIPIENT, Wei.ONE_ETHER);

  Chain chain = Samples.HOODI;
  long firstNonce = 5;
  int gasSchedule = 1;
  List<Run> runs = List.of();
  List<Operation> operations = List.of(PAYMENT);
  long gasLimit = 1_000_000;
  FeeCaps fees = Samples.fees(50, 2);
  boolean withCancel = true;
  List<SnapshotFact> facts = List.of();
  long blockTime = Samples.NOW - 10;
  Map<Asset, Wei> asked = new HashMap<>();

  Bytes requestVault = Samples.VAULT;
  Digest32 requestDesk = Samples.DESK;
  Digest32 lastResult = null;
  Digest32 requestPolicy = null;
  long sequence = 1;
  long plannedAt = Samples.NOW - 5;
  long reviewBy = Samples.NOW + 1_000;

  boolean policyPractice = false;
  int approvalsRequired = 1;
  UnaryOperator<AccountRule> rule = value -> value;
  boolean hasRule = true;
  List<AddressBookEntry> book = List.of(new AddressBookEntry(Samples.HOODI, RECIPIENT, "Bank"));
  List<Token> tokens =
      List.of(new Token(Asset.token(Samples.HOODI, Samples.TOKENS.getFirst()), "TOK", 6));
  List<CustomChain> chains = List.of();
  List<KnownValidator> validators = List.of();
  List<Policy.AlikePair> alike = List.of();

  LedgerView ledger = LedgerView.EMPTY;
  boolean practice = false;
  long now = Samples.NOW;
  EvaluationContext.Sequence expected = EvaluationContext.Sequence.START;
  Set<Address> own = Set.of(ACCOUNT);
  Set<Digest32> approvers = Set.of(PolicySamples.APPROVER);
  DepositOutcome deposit = new DepositOutcome.Good();

  LaneId lane() {
    return new LaneId(chain, ACCOUNT);
  }

  static KnownValidator known(WithdrawalCredentials credentials) {
    return new KnownValidator(
        Samples.HOODI, Samples.KEYS.getFirst(), credentials, "officer one", 1, true);
  }

  /** On the list, but nobody said that the chain knows it. */
  static KnownValidator unconfirmed(WithdrawalCredentials credentials) {
    return new KnownValidator(
        Samples.HOODI, Samples.KEYS.getFirst(), credentials, "officer one", 1, false);
  }

  Review review() {
    Policy policy = policy();
    BatchRequest request = request(policy);
    ExpandedBatch batch;
    try {
      batch = BatchExpander.expand(request, Samples.encode(request));
    } catch (ProblemException e) {
      throw new AssertionError(e);
    }
    Map<Integer, DepositOutcome> outcomes = new HashMap<>();
    if (deposit != null) {
      batch.leaves().forEach(leaf -> outcomes.put(leaf.index(), deposit));
    }
    EvaluationContext context =
        new EvaluationContext(
            Samples.VAULT, practice, now, Samples.DESK, expected, own, approvers, outcomes);
    return PolicyEvaluator.review(batch, policy, ledger, context);
  }

  Policy policy() {
    AccountRule base =
        new AccountRule(
            lane(),
            new TreeSet<>(EnumSet.allOf(OperationKind.class)),
            List.of(
                limit(lane().nativeAsset(), PolicySamples.HUGE),
                limit(Asset.token(chain, Samples.TOKENS.getFirst()), PolicySamples.HUGE)),
            3_000_000,
            Wei.ofGwei(500),
            Wei.ofGwei(50),
            Wei.ofGwei(1_000_000),
            true,
            false,
            1);
    return new Policy(
        1,
        null,
        Samples.VAULT,
        Samples.NOW - 9,
        policyPractice,
        approvalsRequired,
        100_000,
        hasRule ? List.of(rule.apply(base)) : List.of(),
        book,
        tokens,
        chains,
        validators,
        List.of(new Approver(PolicySamples.APPROVER, Samples.fill(32, 3), "Ada")),
        alike);
  }

  static AssetLimit limit(Asset asset, Wei amount) {
    return new AssetLimit(asset, amount, amount, amount);
  }

  private BatchRequest request(Policy policy) {
    List<Run> list = runs.isEmpty() ? List.of(run(firstNonce)) : runs;
    List<AskedLimit> limits = new ArrayList<>();
    Map<Asset, Wei> wanted =
        asked.isEmpty()
            ? Map.of(
                lane().nativeAsset(),
                PolicySamples.HUGE,
                Asset.token(chain, Samples.TOKENS.getFirst()),
                PolicySamples.HUGE)
            : asked;
    wanted.forEach((asset, amount) -> limits.add(new AskedLimit(lane(), asset, amount)));
    return new BatchRequest(
        Samples.fill(16, 1),
        requestDesk,
        requestVault,
        sequence,
        lastResult,
        requestPolicy == null ? PolicyCodec.hash(policy) : requestPolicy,
        plannedAt,
        reviewBy,
        facts.isEmpty()
            ? List.of()
            : List.of(new Snapshot(chain, 9, Samples.digest(1), blockTime, facts)),
        limits,
        List.of(new Lane(lane(), gasSchedule, list)));
  }

  Run run(long nonce) {
    List<Alternative> alternatives = new ArrayList<>();
    for (Operation operation : operations) {
      alternatives.add(
          new Alternative(
              operation.kind(), ReleaseClass.SPEND, gasLimit, List.of(fees), List.of(operation)));
    }
    if (withCancel) {
      alternatives.add(Samples.cancel(1, Collections.nCopies(1, Samples.bumped(fees))));
    }
    return new Run(nonce, 1, alternatives);
  }

  static Map<SlotId, Exposure> signed(LaneId lane, Wei amount, long... nonces) {
    Map<SlotId, Exposure> before = new HashMap<>();
    Arrays.stream(nonces)
        .forEach(
            nonce -> before.put(new SlotId(lane, nonce), Exposure.of(lane.nativeAsset(), amount)));
    return before;
  }
}
