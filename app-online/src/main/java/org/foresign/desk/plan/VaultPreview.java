package org.foresign.desk.plan;

import java.time.Clock;
import java.util.Set;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Bls;
import org.foresign.desk.settings.PairedVault;
import org.foresign.model.eth.Address;
import org.foresign.model.policy.DepositOutcomes;
import org.foresign.model.policy.EvaluationContext;
import org.foresign.model.policy.LedgerView;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.PolicyEvaluator;
import org.foresign.model.policy.Review;
import org.foresign.model.staking.DepositCheck;
import org.foresign.model.tx.ExpandedBatch;

/**
 * What the vault will say, as far as this desk can know: the same rules over the signed copy of the
 * policy and this desk's own records. The vault decides; it may remember more.
 */
public final class VaultPreview {
  private final PairedVault vault;
  private final Policy policy;
  private final LedgerView ledger;
  private final Digest32 deskCard;
  private final Set<Digest32> approvers;
  private final Set<Address> accounts;
  private final Clock clock;

  /**
   * @param ledger what this desk knows was signed before
   * @param approvers cards of the approvers that will have approved
   * @param accounts accounts of the vault that this desk knows
   */
  public VaultPreview(
      PairedVault vault,
      Policy policy,
      LedgerView ledger,
      Digest32 deskCard,
      Set<Digest32> approvers,
      Set<Address> accounts,
      Clock clock) {
    this.vault = vault;
    this.policy = policy;
    this.ledger = ledger;
    this.deskCard = deskCard;
    this.approvers = Set.copyOf(approvers);
    this.accounts = Set.copyOf(accounts);
    this.clock = clock;
  }

  /** Judges the batch as the vault would. */
  public Review review(ExpandedBatch batch) {
    EvaluationContext context =
        new EvaluationContext(
            vault.instance(),
            policy.practice(),
            clock.instant().getEpochSecond(),
            deskCard,
            new EvaluationContext.Sequence(vault.nextSequence() - 1, vault.lastResult(), Set.of()),
            accounts,
            approvers,
            DepositOutcomes.of(batch, new DepositCheck(Bls.best())));
    return PolicyEvaluator.review(batch, policy, ledger, context);
  }
}
