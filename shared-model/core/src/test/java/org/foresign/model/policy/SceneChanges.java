package org.foresign.model.policy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.foresign.model.Samples;
import org.foresign.model.batch.SnapshotFact;
import org.foresign.model.batch.SourceKind;
import org.foresign.model.batch.ValidatorStatus;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.BlsSignature;
import org.foresign.model.staking.WithdrawalCredentials;
import org.junit.jupiter.params.provider.Arguments;

/** Small changes that cases make to a {@link Scene}, and the values they use. */
final class SceneChanges {
  private SceneChanges() {}

  static final BlsPublicKey KEY = Samples.KEYS.getFirst();
  static final BlsPublicKey OTHER_KEY = Samples.KEYS.getLast();
  static final WithdrawalCredentials OURS = WithdrawalCredentials.compounding(Scene.ACCOUNT);
  static final WithdrawalCredentials OURS_PLAIN = WithdrawalCredentials.eth1(Scene.ACCOUNT);
  static final WithdrawalCredentials FOREIGN =
      WithdrawalCredentials.compounding(Samples.RECIPIENTS.getLast());
  static final SourceKind CLAIMED = SourceKind.CLAIMED;
  static final Wei FEE = Wei.ONE_GWEI;

  static Arguments refusal(FindingCode code, Consumer<Scene> change) {
    return Arguments.of(code, change);
  }

  static void practice(Scene scene) {
    scene.practice = true;
    scene.policyPractice = true;
  }

  static EvaluationContext.Sequence sequence(long last, int result) {
    return new EvaluationContext.Sequence(
        last, result < 0 ? null : Samples.digest(result), Set.of(Samples.digest(2)));
  }

  static LedgerView before(Scene scene, String ether, long... nonces) {
    return PolicySamples.ledger(Scene.signed(scene.lane(), Wei.parseEther(ether), nonces));
  }

  static Operation pay(Wei amount) {
    return new Operation.NativeTransfer(Scene.RECIPIENT, amount);
  }

  static Operation token() {
    return new Operation.TokenTransfer(Samples.TOKENS.getFirst(), Scene.RECIPIENT, Wei.of(5));
  }

  static Operation stake(WithdrawalCredentials credentials, long ether) {
    return new Operation.Stake(
        KEY, credentials, Gwei.ofEther(ether), BlsSignature.of(new byte[96]));
  }

  static Operation topUp(long ether) {
    return new Operation.TopUp(KEY, Gwei.ofEther(ether));
  }

  static SnapshotFact state(WithdrawalCredentials credentials, ValidatorStatus status) {
    return new SnapshotFact.ValidatorState(CLAIMED, KEY, status, credentials, Gwei.ofEther(32));
  }

  static UnaryOperator<AccountRule> limit(String perBatch, String outstanding, String lifetime) {
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

  static UnaryOperator<AccountRule> limits(List<Policy.AssetLimit> limits) {
    return r -> rule(r, r.operations(), limits, r.maxGasLimit(), r.mayReopenNonce());
  }

  static UnaryOperator<AccountRule> operations(OperationKind... kinds) {
    return r ->
        rule(r, new TreeSet<>(List.of(kinds)), r.limits(), r.maxGasLimit(), r.mayReopenNonce());
  }

  static AccountRule rule(
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
}
