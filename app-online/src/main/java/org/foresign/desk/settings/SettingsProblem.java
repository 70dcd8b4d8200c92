package org.foresign.desk.settings;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with a desk's home and its pairings. */
public enum SettingsProblem implements ProblemCode {
  DESK_HOME_MISSING(
      "There is no desk in this folder.",
      "Nothing was changed.",
      "Make one with `desk create --home FOLDER`, or name the right folder."),
  DESK_HOME_EXISTS(
      "There is a desk in this folder already.",
      "It was left as it is.",
      "Use it, or name an empty folder."),
  DESK_CARD_UNKNOWN(
      "No card with this digest was shown to this desk.",
      "Nothing was changed.",
      "Take the card over with `desk pair show`, then compare its ten words."),
  DESK_CARD_WORDS_DIFFER(
      "The ten words given are not those of this card.",
      "The card was not accepted; somebody may have put another one in its place.",
      "Read the words again from the other machine's own screen. If they differ, stop."),
  DESK_CARD_PRACTICE(
      "A practice vault and a real desk can not be paired, nor the other way round.",
      "Nothing was paired.",
      "Make a desk of the same kind as the vault."),
  DESK_CARD_STALE(
      "This card is older than the one that is accepted, or does not replace it.",
      "The accepted card stays.",
      "Export the newest card at the other machine."),
  DESK_NOT_PAIRED(
      "This desk is not paired with that vault.",
      "Nothing was changed.",
      "Pair first: exchange identity cards and compare the ten words."),
  DESK_NO_VAULT(
      "This desk is paired with no vault yet.",
      "Nothing was changed.",
      "Exchange identity cards with `desk pair send` and `desk pair show`, then `desk pair accept`."),
  DESK_ACCOUNT_UNKNOWN(
      "This desk has no card of that account.",
      "Nothing was changed.",
      "Export the account card at the vault and take it over with `desk account import`."),
  DESK_ACCOUNT_OTHER_VAULT(
      "This card is for an account that another paired vault holds.",
      "Nothing was changed: the account stays with the vault that has it.",
      "If its key really moved, repeat with --take-over and the new vault's instance; if nobody knows of a move, stop and look at that vault."),
  DESK_POLICY_UNKNOWN(
      "This desk has no signed policy of that vault.",
      "Nothing was planned.",
      "Export the policy at the vault and take it over with `desk policy import`."),
  DESK_POLICY_NOT_SIGNED(
      "This policy is not signed by the vault that brings it, or speaks of another vault.",
      "It was not taken over.",
      "Export the policy again at the paired vault; if this stays, somebody may have changed it."),
  DESK_POLICY_FORK(
      "This policy does not follow the one this desk has: that vault has two different policies with"
          + " one number, or was set back.",
      "The one that this desk has stays.",
      "Compare the vault's journal with its paper sheet before you sign anything there."),
  DESK_POLICY_STALE(
      "This policy is older than the one this desk has.",
      "The newer one stays.",
      "Export the newest policy at the vault."),
  DESK_ENDPOINTS_MISSING(
      "No endpoint is set for this network.",
      "Nothing was asked or sent.",
      "Set at least two, better three, of different operators with `desk endpoints set`."),
  DESK_BATCH_UNKNOWN(
      "This desk has no such batch.",
      "Nothing was changed.",
      "List the batches with `desk batch list`."),
  DESK_BATCH_STATE(
      "This can not be done with a batch in that state.",
      "Nothing was changed.",
      "List the batches with `desk batch list`.");

  private final String happened;
  private final String safe;
  private final String next;

  SettingsProblem(String happened, String safe, String next) {
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
