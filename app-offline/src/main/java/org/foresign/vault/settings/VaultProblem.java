package org.foresign.vault.settings;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with a vault as a whole, or with what is asked of it. */
public enum VaultProblem implements ProblemCode {
  VAULT_NOT_THERE(
      "There is no vault in this home folder.",
      "Nothing was changed.",
      "Name the right folder with --home, or make a vault with 'vault create'."),
  VAULT_EXISTS(
      "This home folder already holds a vault.",
      "Nothing was changed.",
      "Name another folder with --home; a vault is never overwritten."),
  VAULT_PRACTICE_ONLY(
      "Only a practice vault does that.",
      "Nothing was changed and no key was used.",
      "Use the terminal in place of files and of --yes."),
  VAULT_CARD_BROKEN(
      "The vault's own identity card in its database is not what it was.",
      "No key was opened.",
      "Keep this machine as it is and restore the home folder from its backup."),
  VAULT_JOURNAL_DIFFERS(
      "The vault's tables are not what its journal tells.",
      "Nothing is signed: somebody changed or rolled back the vault's memory, or the disk failed.",
      "Keep this machine as it is and compare with the last journal export and paper sheet."),
  VAULT_DECISION_FORGED(
      "A card, a policy or the ceremony's number in the database is not what officers signed.",
      "It is not used: somebody changed the database.",
      "Keep this machine as it is and restore the home folder from its backup."),
  VAULT_CLOCK_BACK(
      "This machine's clock is behind the vault's last journal entry.",
      "Nothing was signed.",
      "Set the clock right, or wait until it has passed that time. If it is right and a wrong date was taken before, officers set vault time back with 'vault clock set-back'."),
  VAULT_CLOCK_NOT_BACK(
      "This machine's clock is not behind the vault's last journal entry.",
      "Nothing was changed.",
      "Set this machine's clock right first; vault time is then set back to it."),
  VAULT_CLOCK_CHANGED(
      "This machine's clock is not the one that was read.",
      "Nothing was changed.",
      "Find out who or what changed it, set it right, and begin again."),
  VAULT_CLOCK_FORWARD(
      "This machine's clock is more than 7 days after the vault's last journal entry.",
      "Nothing was signed.",
      "Compare the date with something you trust, then confirm it with 'vault clock accept'."),
  VAULT_NOT_CONFIRMED(
      "The question was not answered, or not with what it asks for.",
      "Nothing was changed.",
      "Run the command again when you are sure."),
  VAULT_SHEET_OLDER(
      "These are the head words of an older line of the paper sheet.",
      "Nothing was signed and nothing changed. A vault that was set back does not know newer lines; this one knows an older.",
      "Look further down on the sheet. If no line follows there, 'vault journal show' tells what was done since; find out who did it before you go on."),
  VAULT_SHEET_DIFFERS(
      "The head words given are not those that the paper sheet of this vault ends with.",
      "Nothing was signed or decided. The vault may be an old copy, or somebody was here without you.",
      "Compare the sheet with 'vault status' and with 'vault journal show'; sign nothing until it fits."),
  VAULT_WORDS_DIFFER(
      "The words typed are not those of the request that lies here.",
      "Nothing was signed. The desk may show another request than the one that was carried.",
      "Compare all ten words with the desk's screen. If they differ, sign nothing; find out what the desk sent.");

  private final String happened;
  private final String safe;
  private final String next;

  VaultProblem(String happened, String safe, String next) {
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
