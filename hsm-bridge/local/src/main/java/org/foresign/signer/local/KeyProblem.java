package org.foresign.signer.local;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with words, paths and entropy. Details never quote what was entered. */
public enum KeyProblem implements ProblemCode {
  KEY_WORD_COUNT(
      "A list of seed words has 12, 15, 18, 21 or 24 words.",
      "Nothing was imported.",
      "Count the words on the sheet and enter all of them."),
  KEY_WORD_UNKNOWN(
      "A word is not in the English list of BIP-39.",
      "Nothing was imported.",
      "Check the spelling of that word on the sheet."),
  KEY_WORD_NUMBERING(
      "The numbers beside the words do not count from 1 without a gap, one for each word.",
      "Nothing was imported.",
      "Enter each number once, before its word, or leave all numbers out."),
  KEY_CHECKSUM_WRONG(
      "The words do not fit together: one is wrong or two are swapped.",
      "Nothing was imported.",
      "Compare each word and their order with the sheet. Words of an Electrum wallet have a checksum"
          + " of another kind and are not read here."),
  KEY_MNEMONIC_PUBLISHED(
      "These seed words are published: everybody has this key.",
      "Nothing was imported. Whatever is sent to it is lost.",
      "Make a new key; such words are for practice vaults only."),
  KEY_MNEMONIC_WEAK(
      "These seed words repeat each other too much to be random.",
      "Nothing was imported. Somebody else may guess this key.",
      "Make a new key; such words are for practice vaults only."),
  KEY_PATH_INVALID(
      "This is not a derivation path such as m/44'/60'/0'/0/0.",
      "Nothing was derived.",
      "Check the path; hardened steps end in an apostrophe."),
  KEY_PATH_FOREIGN(
      "No wallet keeps Ethereum accounts under this derivation path.",
      "Nothing was derived.",
      "Use m/44'/60'/A'/0/N, or m/44'/60'/0'/N of older Ledger programs, as the wallet that made the"
          + " words names it."),
  KEY_CHILD_INVALID(
      "This path has no key: a case that BIP-32 foresees and nobody has met.",
      "Nothing was derived.",
      "Use the next account number."),
  KEY_ENTROPY_TOO_LITTLE(
      "There are too few throws for a key of this strength.",
      "No key was made.",
      "Go on throwing until the number that is asked for."),
  KEY_ENTROPY_SYMBOL(
      "A throw is not one of the signs that this kind of throw has.",
      "No key was made.",
      "Enter 1 to 6 for dice, H and T or 1 and 0 for coins."),
  KEY_ENTROPY_LOPSIDED(
      "The throws are so one-sided that they were not thrown.",
      "No key was made.",
      "Throw fair dice or a fair coin, and enter every throw.");

  private final String happened;
  private final String safe;
  private final String next;

  KeyProblem(String happened, String safe, String next) {
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
