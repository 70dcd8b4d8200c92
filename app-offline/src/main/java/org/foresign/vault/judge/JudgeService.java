package org.foresign.vault.judge;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Ed25519;
import org.foresign.model.batch.Approval;
import org.foresign.model.batch.ApprovalCodec;
import org.foresign.model.eth.Address;
import org.foresign.model.operation.Operation;
import org.foresign.model.policy.DepositOutcome;
import org.foresign.model.policy.DepositOutcomes;
import org.foresign.model.policy.EvaluationContext;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.PolicyEvaluator;
import org.foresign.model.policy.Review;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.DepositCheck;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.store.Sql;
import org.foresign.vault.journal.AccountRows;
import org.foresign.vault.journal.BatchState;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.journal.JournalReplay;
import org.foresign.vault.journal.Ledger;
import org.foresign.vault.journal.LedgerHistory;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.officers.OfficerPolicies;
import org.foresign.vault.officers.OfficerProblem;
import org.foresign.vault.officers.Peer;
import org.foresign.vault.officers.Peers;
import org.foresign.vault.receive.ReceiveService;
import org.foresign.vault.receive.ReceivedRequest;

/**
 * Recomputes a batch from its intent, reads the result twice, checks deposits and approvals, and
 * weighs it by the policy in force. Changes nothing.
 */
public final class JudgeService {
  private final OpenVault vault;
  private final Supplier<DepositCheck> deposits;

  /**
   * @param deposits asked only for a batch that stakes: its native library takes time to load
   */
  public JudgeService(OpenVault vault, Supplier<DepositCheck> deposits) {
    this.vault = vault;
    this.deposits = deposits;
  }

  /**
   * Judges what a desk sent.
   *
   * @throws ProblemException with {@link OfficerProblem#POLICY_NONE}, a {@link JudgeProblem} or
   *     whatever makes the request no batch at all; a refusal by policy is in the review
   */
  public JudgedBatch judge(ReceivedRequest received) throws ProblemException {
    ExpandedBatch batch = BatchExpander.expand(received.delivery().request());
    BackgroundTask<Map<Integer, DepositOutcome>> checks =
        BackgroundTask.start(() -> checkDeposits(batch));
    int half = batch.leaves().size() / 2;
    BackgroundTask<Integer> second =
        BackgroundTask.start(() -> SecondReader.compare(batch.leaves().subList(0, half)));
    int compared = SecondReader.compare(batch.leaves().subList(half, batch.leaves().size()));
    if (compared + second.join() != batch.leaves().size()) {
      throw new IllegalStateException("not every leaf was read twice");
    }
    Map<Integer, DepositOutcome> outcomes = checks.join();
    return vault.look((sql, memory) -> weigh(sql, memory, received, batch, outcomes));
  }

  private Map<Integer, DepositOutcome> checkDeposits(ExpandedBatch batch) {
    boolean stakes =
        batch.leaves().stream().anyMatch(leaf -> leaf.operation() instanceof Operation.Stake);
    return stakes ? DepositOutcomes.of(batch, deposits.get()) : Map.of();
  }

  private JudgedBatch weigh(
      Sql sql,
      JournalReplay memory,
      ReceivedRequest received,
      ExpandedBatch batch,
      Map<Integer, DepositOutcome> outcomes)
      throws ProblemException {
    OfficerPolicies.Accepted policy =
        OfficerPolicies.inForce(sql, vault.facts())
            .orElseThrow(() -> Problem.of(OfficerProblem.POLICY_NONE).asException());
    Peer desk = ReceiveService.desk(sql, vault.facts(), received.desk().card().digest());
    Digest32 digest = batch.batchDigest();
    boolean goesOn =
        Ledger.byDigest(sql, digest)
            .filter(entry -> entry.state() == BatchState.CLAIMED)
            .isPresent();
    EvaluationContext context =
        new EvaluationContext(
            vault.facts().instance(),
            vault.facts().practice(),
            vault.time().now(Journal.state(sql)),
            desk.card().digest(),
            sequence(sql, Peers.lineage(sql, vault.facts(), desk.card().digest()), digest),
            accounts(sql),
            approvers(sql, policy.policy(), received.delivery().approvals(), digest),
            outcomes);
    Review review =
        PolicyEvaluator.review(
            batch, policy.policy(), LedgerHistory.read(sql, batch.leaves(), digest), context);
    return new JudgedBatch(desk, policy, review, goesOn, memory);
  }

  /**
   * Where desk and vault stand, without the batch itself when it is gone on with.
   *
   * @param cards the desk's card and those that it replaced
   */
  private static EvaluationContext.Sequence sequence(Sql sql, Set<Digest32> cards, Digest32 except)
      throws ProblemException {
    long last = 0;
    TreeMap<Long, Digest32> results = new TreeMap<>();
    for (Ledger.Entry batch : Ledger.ofDesk(sql, cards)) {
      if (!batch.batchDigest().equals(except)) {
        last = Math.max(last, batch.sequence());
      }
      batch.result().ifPresent(result -> results.put(batch.sequence(), result));
    }
    Map.Entry<Long, Digest32> newest = results.pollLastEntry();
    return new EvaluationContext.Sequence(
        last, newest == null ? null : newest.getValue(), Set.copyOf(results.values()));
  }

  private static Set<Address> accounts(Sql sql) throws ProblemException {
    return AccountRows.addresses(sql).stream().map(Address::new).collect(Collectors.toSet());
  }

  /**
   * The approvers of the policy whose signature over this batch is right and whose card was not
   * revoked since the policy was made.
   */
  private Set<Digest32> approvers(
      Sql sql, Policy policy, List<Approval> approvals, Digest32 batchDigest)
      throws ProblemException {
    Set<Digest32> found = new HashSet<>();
    for (Approval approval : approvals) {
      if (!approval.batchDigest().equals(batchDigest)) {
        continue;
      }
      for (Policy.Approver approver : policy.approvers()) {
        if (approver.card().equals(approval.approver())
            && Ed25519.verify(
                approver.publicKey().toArray(),
                ApprovalCodec.signedBytes(approval),
                approval.signature().toArray())
            && Peers.find(sql, vault.facts(), approver.card())
                .filter(peer -> !peer.revoked())
                .isPresent()) {
          found.add(approver.card());
        }
      }
    }
    return found;
  }
}
