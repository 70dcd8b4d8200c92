package org.foresign.vault.officers;

import org.foresign.model.problem.ProblemCode;

/** Why a pairing or a policy is not accepted. */
public enum OfficerProblem implements ProblemCode {
  PEER_WORDS_DIFFER(
      "The ten words are not those of the card.",
      "The card was not accepted.",
      "Compare the words on both screens again; if they still differ, the card was exchanged."),
  PEER_OTHER_KIND(
      "A practice card and a real vault, or the reverse, do not pair.",
      "The card was not accepted.",
      "Use a machine of the same kind."),
  PEER_IS_VAULT(
      "This is the card of a vault; a vault pairs with desks and approvers.",
      "The card was not accepted.",
      "Check that you did not bring back this vault's own card."),
  PEER_NAME_ALIKE(
      "Another accepted card has a name that people take for this one.",
      "No card was accepted.",
      "Give this card another name; if it is the same machine, revoke its old card first."),
  PEER_KNOWN("This card is already accepted.", "Nothing was changed.", "Nothing needs to be done."),
  PEER_REPLACES_UNKNOWN(
      "This card replaces one that this vault has not accepted or has revoked, or one of another"
          + " role or epoch.",
      "The card was not accepted.",
      "Let the other machine make a first card, and compare its words."),
  PEER_REVOKED(
      "This card was revoked at this vault.",
      "The card was not accepted.",
      "A revoked card stays revoked: let the other machine make a new one."),
  PEER_UNKNOWN(
      "No accepted card has this digest.", "Nothing was changed.", "Look at 'vault pair list'."),
  POLICY_NONE(
      "This vault has no policy in force: it signs nothing.",
      "Nothing was changed.",
      "Make one with 'vault policy draft' and 'vault policy accept'."),
  POLICY_NO_DRAFT(
      "There is no draft of a policy.",
      "Nothing was changed.",
      "Begin one with 'vault policy draft'."),
  POLICY_DRAFT_CHANGED(
      "The draft, or what it was compared with, is not what was shown.",
      "Nothing was changed.",
      "Look at 'vault policy diff' and accept again; if nobody edited it, somebody else writes"
          + " to this vault's database."),
  POLICY_UNCHANGED(
      "The draft says the same as the newest policy.",
      "Nothing was changed.",
      "Change the draft first."),
  POLICY_ENTRY_UNKNOWN(
      "The draft has no such entry.",
      "Nothing was changed.",
      "Look at 'vault policy show --draft'."),
  POLICY_ENTRY_REFUSED(
      "The draft can't take this entry.",
      "Nothing was changed.",
      "Look at what was found, and correct it."),
  POLICY_NO_WAY_ON(
      "The draft asks of every batch what no batch can have.",
      "Nothing was changed; the policy in force stays.",
      "Change what is named here in the draft; 'vault policy diff' shows it again."),
  POLICY_REAL_MONEY(
      "A practice vault signs nothing for a chain with real money, ever.",
      "Nothing was changed.",
      "Use a test network, such as hoodi, or a real vault."),
  ENROL_FILE_REFUSED(
      "The list of validators is not in the form expected, or is for another network.",
      "Nothing was taken from it.",
      "Use the deposit_data file as the staking tool wrote it, or a CSV of key and credentials.");

  private final String happened;
  private final String safe;
  private final String next;

  OfficerProblem(String happened, String safe, String next) {
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
