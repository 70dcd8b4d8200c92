package org.foresign.model.policy;

import java.util.Map;
import java.util.Set;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Address;
import org.jspecify.annotations.Nullable;

/**
 * What the judging side knows besides batch, policy and ledger. Everything here was established by
 * that side itself; nothing of it comes from the request.
 *
 * @param vaultInstance 16 bytes of the judging vault
 * @param practice whether it is a practice vault
 * @param now vault time in seconds since 1970
 * @param sender digest of the card whose signature the envelope carried
 * @param sequence what the next request of this desk must fit to
 * @param ownAccounts accounts whose key the vault holds
 * @param approvers cards of the approvers whose signature over this batch digest was verified
 * @param deposits outcome by leaf index, see {@link DepositOutcomes}
 */
public record EvaluationContext(
    Bytes vaultInstance,
    boolean practice,
    long now,
    Digest32 sender,
    Sequence sequence,
    Set<Address> ownAccounts,
    Set<Digest32> approvers,
    Map<Integer, DepositOutcome> deposits) {
  public EvaluationContext {
    ownAccounts = Set.copyOf(ownAccounts);
    approvers = Set.copyOf(approvers);
    deposits = Map.copyOf(deposits);
  }

  /**
   * Where vault and desk stand with each other.
   *
   * @param last number of the last request taken from this desk, 0 for none
   * @param lastResult digest of the last signed batch for this desk, null for none
   * @param olderResults digests of those before it
   */
  public record Sequence(long last, @Nullable Digest32 lastResult, Set<Digest32> olderResults) {
    public static final Sequence START = new Sequence(0, null, Set.of());

    public Sequence {
      olderResults = Set.copyOf(olderResults);
    }
  }
}
