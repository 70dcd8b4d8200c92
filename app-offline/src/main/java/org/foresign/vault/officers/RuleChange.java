package org.foresign.vault.officers;

import java.util.Set;
import java.util.TreeSet;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.AmountText;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.policy.Policy.AssetLimit;
import org.jspecify.annotations.Nullable;

/**
 * What an account may do from now on. Amounts are as people write them; null leaves what was.
 *
 * @param operations that it may do as well
 * @param perBatch in coins of the chain, as the two after it
 * @param outstanding follows a greater limit of a batch
 * @param lifetime follows a greater outstanding limit
 * @param renew whether the lifetime limit counts anew from this policy on
 */
public record RuleChange(
    Set<OperationKind> operations,
    @Nullable String perBatch,
    @Nullable String outstanding,
    @Nullable String lifetime,
    @Nullable Long maxGas,
    @Nullable String maxFeeGwei,
    @Nullable String maxTipGwei,
    @Nullable String maxRequestFeeGwei,
    @Nullable Boolean cancelRequired,
    @Nullable Boolean reopen,
    boolean renew) {
  public RuleChange {
    operations = Set.copyOf(operations);
  }

  /** Makes the change. */
  public void in(PolicyDraft draft, LaneId lane) {
    AccountRule old = limited(draft.rule(lane), lane.nativeAsset());
    TreeSet<OperationKind> kinds = new TreeSet<>(old.operations());
    kinds.addAll(operations);
    PolicyDraft.put(
        draft.accounts(),
        new AccountRule(
            lane,
            kinds,
            old.limits(),
            maxGas == null ? old.maxGasLimit() : maxGas,
            gwei(maxFeeGwei, old.maxFeePerGas(), AmountText.MOST_FEE),
            gwei(maxTipGwei, old.maxTipPerGas(), AmountText.MOST_FEE),
            gwei(maxRequestFeeGwei, old.maxRequestFee(), Wei.ONE_ETHER),
            cancelRequired == null ? old.cancelRequired() : cancelRequired,
            reopen == null ? old.mayReopenNonce() : reopen,
            renew ? draft.before().number() : old.renewedAt()));
  }

  private AccountRule limited(AccountRule old, Asset coin) {
    if (perBatch == null && outstanding == null && lifetime == null) {
      return old;
    }
    AssetLimit was = old.limitFor(coin).orElse(new AssetLimit(coin, Wei.ZERO, Wei.ZERO, Wei.ZERO));
    Wei batch = perBatch == null ? was.perBatch() : coins(coin, perBatch);
    Wei open = outstanding == null ? was.outstanding().max(batch) : coins(coin, outstanding);
    Wei all = lifetime == null ? was.lifetime().max(open) : coins(coin, lifetime);
    return old.with(new AssetLimit(coin, batch, open, all));
  }

  /** Only of chains that are pinned is it known that the coin is ether, and how much there is. */
  private static Wei coins(Asset coin, String text) {
    return Networks.byChain(coin.chain()).isPresent()
        ? AmountText.readEther(text)
        : AmountText.read(text, AmountText.COIN_DECIMALS);
  }

  private static Wei gwei(@Nullable String text, Wei old, Wei most) {
    return text == null ? old : AmountText.readGwei(text, most);
  }
}
