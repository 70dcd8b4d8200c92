package org.foresign.desk.plan;

import org.foresign.model.problem.ProblemCode;

/** What can stop a plan before it becomes a batch. */
public enum PlanProblem implements ProblemCode {
  PLAN_EMPTY(
      "There is nothing to plan.",
      "Nothing was signed or sent.",
      "Name at least one operation, or a number of nonces for the cancel leaves."),
  PLAN_FEES_TOO_HIGH(
      "At today's base fee this many fee tiers would pass what nodes take: 1 whole coin (on Ethereum 1 ETH) of fees for one transaction.",
      "Nothing was signed or sent.",
      "Plan fewer tiers, or wait until the base fee has fallen."),
  PLAN_TOO_LARGE(
      "This plan is larger than one batch may be.",
      "Nothing was signed or sent.",
      "Split it, or plan fewer tiers."),
  PLAN_PAYMENTS_FILE(
      "The payments file can't be read as it is.",
      "Nothing was planned, not even the lines that are right.",
      "Write lines of recipient,amount,asset with a heading, and name a token by its symbol."),
  PLAN_RECIPIENT(
      "A recipient is not in the vault's address book for this chain.",
      "Nothing was planned; the vault would refuse it.",
      "Have the officers add the address at the vault, then take the new policy over."),
  PLAN_DEPOSIT_TWICE(
      "The same deposit stands in this plan twice.",
      "Nothing was planned; a second deposit to the same key would be a top-up.",
      "Name each deposit file once. Other amounts for the same key become alternatives."),
  PLAN_ALTERNATIVE_TWICE(
      "Two alternatives of one nonce are the same.",
      "Nothing was planned.",
      "Join different wishes with --or, each once."),
  PLAN_WRONG_LANE(
      "This operation can not come from this account.",
      "Nothing was planned.",
      "Exits and consolidations come from the address in the validator's credentials."),
  PLAN_NONCE_BUSY(
      "Transactions of this account are still on their way, so its next nonce is not certain.",
      "Nothing was planned; nothing of this account was changed.",
      "Wait until they are included or dropped, or name the first nonce yourself."),
  PLAN_CHAIN_UNKNOWN(
      "What the plan needs to know from the chain is unknown at this moment.",
      "Nothing was planned; an unknown is not taken for a yes.",
      "Check the endpoints with `desk endpoints status`, then plan again."),
  PLAN_POLICY_REFUSES(
      "The vault's policy refuses this plan.",
      "Nothing was exported; the vault would have refused it as a whole.",
      "Change the plan, or have the officers change the policy at the vault."),
  PLAN_NO_WAY_ON(
      "The vault's policy asks of every batch what no batch can have.",
      "Nothing was planned; the vault would refuse every batch.",
      "Have the officers change what is named here at the vault, then take the new policy over."),
  PLAN_NONCE_CLOSED(
      "The vault claimed these nonces for a batch that its officers closed without a result.",
      "Nothing was planned. Transactions of that batch may have been signed; none is held here.",
      "Have the officers let nonces of this account reopen (vault policy allow ACCOUNT --reopen), take the new policy over, and plan again with cancel tiers."),
  BATCH_NOT_APPROVED(
      "The vault's policy wants more approvals than this batch has.",
      "Nothing was exported.",
      "Approve it with `desk batch approve`; an approver counts only if the policy lists it."),
  BATCH_REFUSED(
      "The vault would refuse this batch as things are now.",
      "Nothing was exported; its nonces are free for another plan.",
      "Read the reasons and plan again with `desk plan`.");

  private final String happened;
  private final String safe;
  private final String next;

  PlanProblem(String happened, String safe, String next) {
    this.happened = happened;
    this.safe = safe;
    this.next = next;
  }

  @Override
  public String happened() {
    return happened;
  }

  @Override
  public String safe() {
    return safe;
  }

  @Override
  public String next() {
    return next;
  }
}
