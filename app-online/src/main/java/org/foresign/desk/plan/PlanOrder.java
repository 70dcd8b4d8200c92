package org.foresign.desk.plan;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.policy.FindingCode;

/**
 * What a person asks a plan for.
 *
 * @param payer account that pays and stakes; its vault is the one that will sign
 * @param withdrawal account in the credentials of the validators that requests are about
 * @param reserve further nonces of the paying account that carry cancel leaves only
 * @param spendTiers fee tiers of each spending alternative, 1 to 8
 * @param cancelTiers fee tiers of the cancel leaves, 0 to 8
 * @param firstNonce the user's own choice for the paying account, or empty for the next free one
 * @param reviewSeconds time until the batch is to be reviewed
 * @param consents findings that the person named on purpose
 */
public record PlanOrder(
    Chain chain,
    Address payer,
    Address withdrawal,
    List<Choice> choices,
    int reserve,
    int spendTiers,
    int cancelTiers,
    OptionalLong firstNonce,
    long reviewSeconds,
    Set<FindingCode> consents) {
  public PlanOrder {
    choices = List.copyOf(choices);
    consents = Set.copyOf(consents);
  }
}
