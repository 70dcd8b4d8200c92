package org.foresign.model.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.policy.Policy.AssetLimit;
import org.foresign.model.policy.UnusableRules.DeadEnd;
import org.foresign.model.staking.WithdrawalCredentials;
import org.junit.jupiter.api.Test;

class UnusableRulesTest {
  private final Scene scene = new Scene();

  private List<DeadEnd> found() {
    return UnusableRules.of(scene.policy(), card -> true);
  }

  private void rule(
      List<OperationKind> kinds, List<AssetLimit> limits, Wei requestFee, Wei feeCap) {
    scene.rule =
        rule ->
            new AccountRule(
                rule.lane(),
                new TreeSet<>(kinds),
                limits,
                rule.maxGasLimit(),
                feeCap,
                rule.maxTipPerGas(),
                requestFee,
                rule.cancelRequired(),
                rule.mayReopenNonce(),
                rule.renewedAt());
  }

  private List<AssetLimit> limits() {
    return scene.policy().ruleFor(scene.lane()).orElseThrow().limits();
  }

  @Test
  void aPolicyUnderWhichABatchIsCleanHasNone() {
    assertThat(scene.review().refused()).isFalse();
    assertThat(found()).isEmpty();
  }

  @Test
  void moreApprovalsThanOneBatchBringsAreAContradiction() {
    scene.approvalsRequired = 2;
    assertThat(found())
        .singleElement()
        .returns(true, DeadEnd::contradiction)
        .satisfies(end -> assertThat(end.words()).contains("needs 2 approvals", "only 1"));
  }

  @Test
  void anApproverWhoseCardIsNotAcceptedDoesNotCount() {
    assertThat(UnusableRules.of(scene.policy(), card -> false))
        .singleElement()
        .returns(true, DeadEnd::contradiction);
    scene.approvalsRequired = 0;
    assertThat(UnusableRules.of(scene.policy(), card -> false)).isEmpty();
  }

  @Test
  void aRequiredCancelThatIsNotAllowedIsAContradiction() {
    List<AssetLimit> limits = limits();
    rule(List.of(OperationKind.NATIVE_TRANSFER), limits, Wei.ONE_ETHER, Wei.ONE_ETHER);
    List<DeadEnd> found = found();
    assertThat(found).anyMatch(end -> end.contradiction() && end.words().contains("cancel leaf"));
    assertThat(scene.review().refused()).isTrue();
  }

  @Test
  void whatOnlyAllowsNothingIsSaidAndMayBeMeantSo() {
    rule(List.of(OperationKind.values()), List.of(), Wei.ZERO, Wei.ZERO);
    scene.book = List.of();
    assertThat(found())
        .noneMatch(DeadEnd::contradiction)
        .extracting(DeadEnd::words)
        .anyMatch(words -> words.contains("limit for ETH is zero"))
        .anyMatch(words -> words.contains("fee cap"))
        .anyMatch(words -> words.contains("request fee"))
        .anyMatch(words -> words.contains("address book is empty"))
        .anyMatch(words -> words.contains("no token has a limit"));
  }

  @Test
  void anAccountThatMayDoNothingIsNoDeadEnd() {
    rule(new ArrayList<>(), List.of(), Wei.ZERO, Wei.ZERO);
    assertThat(found()).isEmpty();
  }

  @Test
  void validatorsThatPayToAStrangerAreCountedByHisAddress() {
    Address stranger = Address.of(new byte[20]);
    scene.validators = List.of(Scene.known(WithdrawalCredentials.eth1(stranger)));
    assertThat(found())
        .singleElement()
        .returns(false, DeadEnd::contradiction)
        .extracting(DeadEnd::words)
        .asString()
        .startsWith("1 validator pays to " + stranger);
    scene.validators = List.of(Scene.known(WithdrawalCredentials.eth1(scene.lane().account())));
    assertThat(found()).isEmpty();
  }
}
