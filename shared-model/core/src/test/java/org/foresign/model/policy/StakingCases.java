package org.foresign.model.policy;

import static org.foresign.model.policy.SceneChanges.CLAIMED;
import static org.foresign.model.policy.SceneChanges.FEE;
import static org.foresign.model.policy.SceneChanges.FOREIGN;
import static org.foresign.model.policy.SceneChanges.KEY;
import static org.foresign.model.policy.SceneChanges.OTHER_KEY;
import static org.foresign.model.policy.SceneChanges.OURS;
import static org.foresign.model.policy.SceneChanges.OURS_PLAIN;
import static org.foresign.model.policy.SceneChanges.refusal;
import static org.foresign.model.policy.SceneChanges.stake;
import static org.foresign.model.policy.SceneChanges.state;
import static org.foresign.model.policy.SceneChanges.token;
import static org.foresign.model.policy.SceneChanges.topUp;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.foresign.model.Samples;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.Run;
import org.foresign.model.batch.SlotId;
import org.foresign.model.batch.SnapshotFact;
import org.foresign.model.batch.ValidatorStatus;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.problem.Problem;
import org.foresign.model.staking.StakingProblem;
import org.foresign.model.staking.WithdrawalCredentials;
import org.junit.jupiter.params.provider.Arguments;

/** Cases about stakes, requests and what snapshots add. */
final class StakingCases {
  private StakingCases() {}

  static Stream<Arguments> refusals() {
    return Stream.of(
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
            FindingCode.VALIDATOR_NOT_LISTED,
            s -> {
              // The second one would be a top-up of whoever deposited first.
              s.operations = List.of(stake(OURS, 1));
              s.runs = List.of(s.run(5), s.run(6));
            }),
        refusal(
            FindingCode.VALIDATOR_CREDENTIALS_DIFFER,
            s -> {
              s.operations = List.of(stake(OURS, 1));
              s.validators = List.of(Scene.known(OURS_PLAIN));
            }),
        refusal(FindingCode.VALIDATOR_NOT_LISTED, s -> s.operations = List.of(topUp(1))),
        refusal(
            FindingCode.VALIDATOR_NOT_CONFIRMED,
            s -> {
              s.operations = List.of(topUp(1));
              s.validators = List.of(Scene.unconfirmed(OURS));
            }),
        refusal(
            FindingCode.VALIDATOR_NOT_CONFIRMED,
            s -> {
              // What the desk says does not stand in for an officer.
              s.operations = List.of(topUp(1));
              s.validators = List.of(Scene.unconfirmed(OURS));
              s.facts = List.of(state(OURS, ValidatorStatus.ACTIVE));
            }),
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
            FindingCode.VALIDATOR_NOT_CONFIRMED,
            s -> {
              s.operations = List.of(new Operation.Consolidate(OTHER_KEY, KEY, FEE));
              s.validators = List.of(Scene.unconfirmed(OURS));
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

  /** What is signed only when a person names it. */
  static Stream<Arguments> consents() {
    return Stream.of(
        twice(s -> s.validators = List.of(Scene.known(OURS)), stake(OURS, 1), stake(OURS, 32)),
        twice(s -> s.validators = List.of(Scene.known(OURS)), topUp(2), topUp(2)),
        twice(
            s -> s.validators = List.of(Scene.known(OURS)),
            new Operation.UnstakeFull(KEY, FEE),
            new Operation.UnstakeFull(KEY, FEE.plus(FEE))),
        twice(
            s -> s.validators = List.of(Scene.known(OURS)),
            new Operation.UnstakePartial(KEY, new Gwei(5), FEE),
            new Operation.UnstakePartial(KEY, new Gwei(6), FEE)),
        // Whichever is first takes the stake, and the chain drops the other one.
        twice(
            s -> s.validators = List.of(Scene.known(OURS), otherKnown()),
            new Operation.UnstakeFull(KEY, FEE),
            new Operation.Consolidate(KEY, OTHER_KEY, FEE)),
        twice(
            s -> s.validators = List.of(Scene.known(OURS_PLAIN)),
            new Operation.Consolidate(KEY, KEY, FEE),
            new Operation.Consolidate(KEY, KEY, FEE)),
        refusal(
            FindingCode.REGISTRY_UNSEEN,
            s -> s.operations = List.of(new Operation.UnstakeFull(KEY, FEE))),
        refusal(
            FindingCode.REGISTRY_UNSEEN,
            s -> {
              s.operations = List.of(topUp(1));
              s.validators = List.of(Scene.known(OURS));
            }),
        refusal(
            FindingCode.VALIDATOR_KNOWN,
            s -> {
              s.operations = List.of(stake(OURS, 1));
              s.facts = List.of(state(OURS, ValidatorStatus.PENDING));
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
              s.operations = List.of(new Operation.UnstakePartial(KEY, new Gwei(5), FEE));
              s.facts = List.of(state(OURS, ValidatorStatus.EXITING));
            }),
        // EIP-7002: nothing above 32 ETH (MIN_ACTIVATION_BALANCE), nothing is paid.
        refusal(
            FindingCode.PARTIAL_ABOVE_EXCESS,
            s -> {
              s.operations = List.of(new Operation.UnstakePartial(KEY, Gwei.ofEther(10), FEE));
              s.facts = List.of(state(OURS, ValidatorStatus.ACTIVE));
            }),
        twice(s -> {}, Scene.PAYMENT, Scene.PAYMENT),
        twice(s -> {}, token(), token()),
        refusal(
            FindingCode.PURPOSE_SIGNED_BEFORE,
            s -> s.ledger = PolicySamples.signedFor(new SlotId(s.lane(), 2))),
        refusal(
            FindingCode.PURPOSE_SIGNED_BEFORE,
            s ->
                s.ledger =
                    PolicySamples.signedFor(
                        new SlotId(new LaneId(s.chain, Samples.ACCOUNTS.getLast()), 5))),
        refusal(
            FindingCode.STAKE_UNCONFIRMED,
            s -> {
              s.operations = List.of(stake(OURS, 32));
              s.validators = List.of(Scene.unconfirmed(OURS));
            }),
        refusal(
            FindingCode.STAKE_UNCONFIRMED,
            s -> {
              s.operations = List.of(stake(OURS, 1));
              s.validators = List.of(Scene.unconfirmed(OURS));
              s.runs = List.of(s.run(5), s.run(6));
            }));
  }

  /** The first operation at nonce 5 and the second at nonce 6. */
  private static Arguments twice(Consumer<Scene> change, Operation first, Operation second) {
    return refusal(
        FindingCode.PURPOSE_REPEATED,
        s -> {
          change.accept(s);
          s.operations = List.of(first);
          Run one = s.run(5);
          s.operations = List.of(second);
          s.runs = List.of(one, s.run(6));
        });
  }

  private static Policy.KnownValidator otherKnown() {
    return new Policy.KnownValidator(Samples.HOODI, OTHER_KEY, OURS, "officer one", 1, true);
  }

  static Stream<Arguments> warnings() {
    return Stream.of(
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
            FindingCode.CONTRACT_MISSING,
            s -> {
              s.operations = List.of(new Operation.UnstakeFull(KEY, FEE));
              s.facts =
                  List.of(
                      new SnapshotFact.AccountCode(CLAIMED, Networks.WITHDRAWAL_REQUESTS, false));
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
}
