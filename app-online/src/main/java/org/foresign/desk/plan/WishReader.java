package org.foresign.desk.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.foresign.crypto.Bls;
import org.foresign.desk.staking.DepositFileReader;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationProblem;
import org.foresign.model.policy.Policy;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.CredentialRule;
import org.foresign.model.staking.DepositData;

/**
 * Turns wishes into slots in the order in which they were said: reads the files, puts the amounts
 * of one validator into one nonce, and lays wishes that exclude each other over the same nonces.
 * All of it or nothing.
 */
public final class WishReader {
  private final Chain chain;
  private final CredentialRule.PaysTo owners;
  private final Policy policy;
  private final DepositFileReader files = new DepositFileReader(Bls.best());

  /**
   * @param own accounts that a stake may pay to
   * @param policy names the recipients and tokens of payments
   */
  public WishReader(Chain chain, Set<Address> own, Policy policy) {
    this.chain = chain;
    this.owners = new CredentialRule.PaysTo(own);
    this.policy = policy;
  }

  /** What is staked with which amount; a second time is a mistake wherever it stands. */
  private record Staked(BlsPublicKey validator, Gwei amount) {}

  /**
   * One slot a nonce. Deposits of one validator in files that are no part of a choice share a slot
   * where the first of these files stands.
   *
   * @throws ProblemException of the file that can't be taken, or with a {@link PlanProblem}
   */
  public List<PlannedSlot> read(List<Choice> choices) throws ProblemException {
    List<Wish> plainStakes =
        choices.stream()
            .filter(choice -> choice.wishes().size() == 1)
            .map(choice -> choice.wishes().getFirst())
            .filter(Wish.Stake.class::isInstance)
            .toList();
    Set<Staked> seen = new HashSet<>();
    List<PlannedSlot> slots = new ArrayList<>();
    boolean staked = false;
    for (Choice choice : choices) {
      boolean plainStake =
          choice.wishes().size() == 1 && choice.wishes().getFirst() instanceof Wish.Stake;
      if (!plainStake) {
        slots.addAll(PlannedSlot.either(columns(choice.wishes(), seen)));
      } else if (!staked) {
        slots.addAll(PlannedSlot.either(columns(plainStakes, seen)));
        staked = true;
      }
    }
    for (PlannedSlot slot : slots) {
      requireDistinct(slot);
    }
    return slots;
  }

  /**
   * Looks at what needs no file and no endpoint.
   *
   * @throws ProblemException if wishes are for validators on a chain that has none
   */
  static void requireMeaning(Chain chain, List<Choice> choices) throws ProblemException {
    boolean validators =
        choices.stream()
            .flatMap(choice -> choice.wishes().stream())
            .anyMatch(wish -> !(wish instanceof Wish.Pay));
    if (validators) {
      requireStaking(chain);
    }
  }

  /** The slots of each wish for itself; all stakes make one column where the first stands. */
  private List<List<PlannedSlot>> columns(List<Wish> wishes, Set<Staked> seen)
      throws ProblemException {
    List<List<PlannedSlot>> columns = new ArrayList<>();
    List<DepositData> deposits = new ArrayList<>();
    int stakes = -1;
    for (Wish wish : wishes) {
      if (!(wish instanceof Wish.Pay)) {
        requireStaking(chain);
      }
      switch (wish) {
        case Wish.Stake stake -> {
          if (stakes < 0) {
            stakes = columns.size();
            columns.add(List.of());
          }
          deposits.addAll(deposits(stake, seen));
        }
        case Wish.Pay pay -> columns.add(new PaymentsFile(chain, policy).read(pay.csv()));
        case Wish.TopUp topUp ->
            columns.add(
                List.of(PlannedSlot.of(new Operation.TopUp(topUp.validator(), topUp.amount()))));
        case Wish.Exit exit -> columns.add(List.of(RequestSlots.exit(exit.validator())));
        case Wish.Withdraw withdraw ->
            columns.add(List.of(RequestSlots.withdraw(withdraw.validator(), withdraw.amount())));
        case Wish.Consolidate move ->
            columns.add(List.of(RequestSlots.consolidate(move.source(), move.target())));
      }
    }
    if (stakes >= 0) {
      columns.set(stakes, StakeLadder.slots(deposits));
    }
    return columns;
  }

  private List<DepositData> deposits(Wish.Stake stake, Set<Staked> seen) throws ProblemException {
    List<DepositData> deposits =
        files.readForPlan(stake.file(), requireStaking(chain), owners).deposits();
    for (DepositData deposit : deposits) {
      if (!seen.add(new Staked(deposit.publicKey(), deposit.amount()))) {
        throw Problem.of(
                PlanProblem.PLAN_DEPOSIT_TWICE,
                deposit.amount().toWei().toEther() + " ETH for " + deposit.publicKey(),
                "again in " + stake.file())
            .asException();
      }
    }
    return deposits;
  }

  /** The network, where wishes for validators have a meaning. */
  private static Network requireStaking(Chain chain) throws ProblemException {
    return Networks.byChain(chain)
        .orElseThrow(() ->
            Problem.of(OperationProblem.OPERATION_NOT_FOR_CHAIN, chain.toString()).asException());
  }

  private static void requireDistinct(PlannedSlot slot) throws ProblemException {
    Set<Operation> seen = new HashSet<>();
    for (Operation operation : slot.alternatives()) {
      if (!seen.add(operation)) {
        throw Problem.of(PlanProblem.PLAN_ALTERNATIVE_TWICE, operation.toString()).asException();
      }
    }
    if (slot.alternatives().size() > PlannedSlot.MAX_ALTERNATIVES) {
      throw Problem.of(
              PlanProblem.PLAN_TOO_LARGE,
              slot.alternatives().size() + " alternatives of one nonce",
              "at most " + PlannedSlot.MAX_ALTERNATIVES + " beside the cancel")
          .asException();
    }
  }
}
