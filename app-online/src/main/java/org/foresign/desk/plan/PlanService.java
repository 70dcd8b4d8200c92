package org.foresign.desk.plan;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.desk.chain.BeaconView;
import org.foresign.desk.chain.ChainView;
import org.foresign.desk.hold.SettledSlots;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.PairedAccounts;
import org.foresign.desk.settings.PairedVault;
import org.foresign.desk.settings.PlannedBatch;
import org.foresign.desk.settings.PolicyCopies;
import org.foresign.model.batch.SlotId;
import org.foresign.model.card.Role;
import org.foresign.model.eth.GasSchedule;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.FindingCode;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.PolicyWords;
import org.foresign.model.policy.Review;
import org.foresign.model.policy.SignedPolicy;
import org.foresign.model.policy.UnusableRules;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.UnsignedTx;

/**
 * Plans batches from the wish to the kept batch: reads the wishes, asks the chain, previews with
 * the vault's signed policy, and keeps what the vault would sign.
 */
public final class PlanService {
  private final DeskHome home;
  private final PairedAccounts accounts;
  private final SecureRandom random;
  private final Clock clock;

  public PlanService(DeskHome home, PairedAccounts accounts, SecureRandom random, Clock clock) {
    this.home = home;
    this.accounts = accounts;
    this.random = random;
    this.clock = clock;
  }

  /** The chain that a plan is for, seen through its endpoints. */
  public record Sources(ChainView execution, BeaconView beacon) {}

  /**
   * Plans, previews and keeps a batch.
   *
   * @throws ProblemException if a wish can't be met, a fact is missing, the policy refuses, or a
   *     finding wants a consent that the order does not give; then nothing was kept
   */
  public Review plan(PlanOrder order, Sources sources) throws ProblemException {
    PairedVault vault = accounts.vaultOf(order.payer());
    SignedPolicy policy = new PolicyCopies(home).require(vault);
    requireWayOn(policy.policy());
    ExpandedBatch batch = compose(order, sources, vault, policy.hash(), policy.policy());
    Set<Digest32> approvers = Set.of(home.pairings().own(Role.APPROVER).digest());
    Review review = preview(vault, policy, approvers).review(batch);
    if (review.refused()) {
      throw new Problem(
              reopensClosed(review)
                  ? PlanProblem.PLAN_NONCE_CLOSED
                  : PlanProblem.PLAN_POLICY_REFUSES,
              Refusals.of(review))
          .asException();
    }
    review.requireConsents(order.consents());
    home.batches().add(batch);
    return review;
  }

  /**
   * Looks at what can be known before an endpoint is asked, so that what is missing first is said
   * first: vault, account, policy, and whether the wishes have a meaning on this chain.
   */
  public void requireReady(PlanOrder order) throws ProblemException {
    new PolicyCopies(home).require(accounts.vaultOf(order.payer()));
    WishReader.requireMeaning(order.chain(), order.choices());
  }

  private static void requireWayOn(Policy policy) throws ProblemException {
    List<String> contradictions = UnusableRules.contradictions(policy, _ -> true);
    if (!contradictions.isEmpty()) {
      throw new Problem(PlanProblem.PLAN_NO_WAY_ON, contradictions).asException();
    }
  }

  /**
   * The same plan where there is no policy yet, to find out which limits it needs; it is neither
   * previewed nor kept.
   *
   * @param names has the address book and the tokens that the wishes use
   */
  public ExpandedBatch draft(PlanOrder order, Sources sources, Policy names)
      throws ProblemException {
    return compose(order, sources, accounts.vaultOf(order.payer()), Digest32.ZERO, names);
  }

  private boolean reopensClosed(Review review) throws ProblemException {
    boolean refused =
        review.leaves().stream()
            .flatMap(leaf -> leaf.verdict().findings().stream())
            .anyMatch(finding -> finding.code() == FindingCode.NONCE_REOPENED);
    return refused && !closedBefore(review.batch()).isEmpty();
  }

  /** Nonces of this batch that the vault claimed for one that it closed: they may be signed. */
  public NavigableSet<SlotId> closedBefore(ExpandedBatch batch) throws ProblemException {
    PairedVault vault = home.pairings().vault(batch.request().vaultInstance());
    NavigableSet<SlotId> closed = new TreeSet<>();
    for (PlannedBatch other : home.batches().closed(vault)) {
      BatchExpander.expand(home.batches().request(other))
          .leaves()
          .forEach(leaf -> closed.add(leaf.slot()));
    }
    NavigableSet<SlotId> both = new TreeSet<>();
    batch.leaves().stream().map(UnsignedTx::slot).filter(closed::contains).forEach(both::add);
    return both;
  }

  /** How the policy that an order is planned under calls things. */
  public PolicyWords names(PlanOrder order) throws ProblemException {
    return new PolicyWords(
        new PolicyCopies(home).require(accounts.vaultOf(order.payer())).policy());
  }

  /**
   * The lines of the payments files of an order, in order, for their totals.
   *
   * @throws ProblemException if one can't be read
   */
  public List<PaymentsFile.Line> payments(PlanOrder order) throws ProblemException {
    Policy names = new PolicyCopies(home).require(accounts.vaultOf(order.payer())).policy();
    PaymentsFile reader = new PaymentsFile(order.chain(), names);
    List<PaymentsFile.Line> lines = new ArrayList<>();
    for (Choice choice : order.choices()) {
      for (Wish wish : choice.wishes()) {
        if (wish instanceof Wish.Pay pay) {
          lines.addAll(reader.lines(pay.csv()));
        }
      }
    }
    return lines;
  }

  /** Other batches of which the vault signs none if it signs this one; its nonces may be theirs. */
  public List<PlannedBatch> rivals(ExpandedBatch batch) throws ProblemException {
    PairedVault vault = home.pairings().vault(batch.request().vaultInstance());
    return home.batches().rivals(vault).stream()
        .filter(other -> !other.digest().equals(batch.batchDigest()))
        .toList();
  }

  /**
   * Stops a batch that the vault would refuse as things are now: planned under an older policy,
   * with too few approvals, past its review date, or overtaken by a result.
   *
   * @param approvers cards whose approvals travel with it
   * @throws ProblemException with a {@link PlanProblem}
   */
  public void requireExportable(PlannedBatch batch, Set<Digest32> approvers)
      throws ProblemException {
    PairedVault vault = home.pairings().vault(batch.vaultInstance());
    SignedPolicy policy = new PolicyCopies(home).require(vault);
    ExpandedBatch expanded = BatchExpander.expand(home.batches().request(batch));
    requireKnown(vault, expanded);
    Review review = preview(vault, policy, approvers).review(expanded);
    boolean unapproved =
        review.whole().findings().stream()
            .anyMatch(finding -> finding.code() == FindingCode.APPROVALS_MISSING);
    if (unapproved) {
      throw Problem.of(
              PlanProblem.BATCH_NOT_APPROVED,
              approvers.size() + " of " + policy.policy().approvalsRequired())
          .asException();
    }
    if (review.refused()) {
      throw new Problem(PlanProblem.BATCH_REFUSED, Refusals.of(review)).asException();
    }
  }

  private ExpandedBatch compose(
      PlanOrder order, Sources sources, PairedVault vault, Digest32 policyHash, Policy names)
      throws ProblemException {
    List<PlannedSlot> slots =
        new WishReader(order.chain(), accounts.addresses(vault), names).read(order.choices());
    Wishes wishes =
        new Wishes(
            order.chain(),
            order.payer(),
            order.withdrawal(),
            slots,
            order.reserve(),
            order.spendTiers(),
            order.cancelTiers(),
            order.firstNonce());
    BatchPlanner planner =
        new BatchPlanner(
            sources.execution(),
            sources.beacon(),
            lane -> home.batches().nextFree(lane, vault),
            GasSchedule.OSAKA);
    ExpandedBatch batch =
        planner.plan(header(vault, policyHash, order.reviewSeconds()), wishes.lanes());
    requireKnown(vault, batch);
    return batch;
  }

  /** A vault is asked only for operations that its card lists. */
  private static void requireKnown(PairedVault vault, ExpandedBatch batch) throws ProblemException {
    Set<OperationKind> asked = EnumSet.noneOf(OperationKind.class);
    batch.leaves().forEach(leaf -> asked.add(leaf.operation().kind()));
    vault.card().card().requireKnown(asked);
  }

  private PlanHeader header(PairedVault vault, Digest32 policyHash, long reviewSeconds)
      throws ProblemException {
    byte[] id = new byte[16];
    random.nextBytes(id);
    long now = clock.instant().getEpochSecond();
    return new PlanHeader(
        Bytes.of(id),
        home.pairings().own(Role.DESK).digest(),
        vault.instance(),
        vault.nextSequence(),
        vault.lastResult(),
        policyHash,
        now,
        Math.addExact(now, reviewSeconds));
  }

  /**
   * Whether this batch fits only when the vault's officers have written off what this desk saw used
   * for good. The desk does not know what they have written off.
   */
  public boolean needsWriteOff(ExpandedBatch batch) throws ProblemException {
    PairedVault vault = home.pairings().vault(batch.request().vaultInstance());
    if (new SettledSlots(home).slots(vault.instance()).isEmpty()) {
      return false;
    }
    SignedPolicy policy = new PolicyCopies(home).require(vault);
    return preview(vault, policy, Set.of(), Set.of()).review(batch).whole().findings().stream()
        .anyMatch(finding -> finding.code() == FindingCode.LIMIT_OUTSTANDING_EXCEEDED);
  }

  private VaultPreview preview(PairedVault vault, SignedPolicy policy, Set<Digest32> approvers)
      throws ProblemException {
    return preview(vault, policy, approvers, new SettledSlots(home).slots(vault.instance()));
  }

  private VaultPreview preview(
      PairedVault vault, SignedPolicy policy, Set<Digest32> approvers, Set<SlotId> settled)
      throws ProblemException {
    return new VaultPreview(
        vault,
        policy.policy(),
        DeskLedger.of(home.batches(), vault.instance(), vault.nextSequence(), settled),
        home.pairings().own(Role.DESK).digest(),
        approvers,
        accounts.addresses(vault),
        clock);
  }
}
