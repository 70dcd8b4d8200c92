package org.foresign.model.staking;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with a deposit or a file of them; one code for each kind of mistake. */
public enum StakingProblem implements ProblemCode {
  DEPOSIT_FILE_TOO_LARGE(
      "This deposit file is larger than 4 MiB or has more than 1000 entries.",
      Text.UNTOUCHED,
      "Split it into smaller files with the staking tool."),
  DEPOSIT_JSON_MALFORMED(
      "This is not a complete JSON document.",
      Text.UNTOUCHED,
      "Copy the file again; if it stays cut off, write it anew with the staking tool."),
  DEPOSIT_JSON_OTHER(
      "This file is no deposit file as staking tools write it, but something else.",
      Text.UNTOUCHED,
      "Use the deposit_data file itself: one list of entries, as the staking tool wrote it."),
  DEPOSIT_FIELDS_WRONG(
      "An entry of the deposit file lacks a field, repeats one or holds a value of the wrong form.",
      Text.UNTOUCHED,
      "Write the file anew with the staking tool; do not edit it by hand."),
  DEPOSIT_NETWORK_UNKNOWN(
      "The deposit file is for a network that this program does not know, or names two at once.",
      Text.UNTOUCHED,
      "Write one file for one network: mainnet, hoodi or sepolia."),
  DEPOSIT_NETWORK_RETIRED(
      "The deposit file is for a network that is no longer planned on.",
      Text.UNTOUCHED,
      "Write the file anew for a network that is in use."),
  DEPOSIT_NETWORK_OTHER(
      "The deposit file is for another network than the one asked for.",
      Text.UNTOUCHED,
      "Choose the file of this network, or plan on the file's network."),
  DEPOSIT_DUPLICATE_KEY(
      "Two entries of the deposit file have the same validator key.",
      "Nothing was taken over. Both together would pay one validator twice.",
      "Keep one of the two. To fund a key in two steps, such as 1 and 31 ETH, stake the first and add"
          + " the rest by --top-up once the chain knows the key."),
  DEPOSIT_KEY_INFINITY(
      "The validator key of an entry is the point at infinity.", Text.LOST_KEY, Text.MAKE_KEY),
  DEPOSIT_KEY_NOT_A_POINT(
      "The validator key of an entry is not a point of the BLS12-381 group.",
      Text.LOST_KEY,
      Text.MAKE_KEY),
  DEPOSIT_AMOUNT_TOO_SMALL(
      "The amount of an entry is below 1 ETH.",
      "Nothing was taken over. The deposit contract would revert and the nonce would be used up.",
      "Write the entry anew with an amount of at least 1 ETH."),
  DEPOSIT_AMOUNT_TOO_LARGE(
      "The amount of an entry is above what one validator can use.",
      "Nothing was taken over. The excess would earn nothing and be stuck for weeks.",
      "Use at most 2048 ETH with 0x02 credentials and 32 ETH with others."),
  DEPOSIT_CREDENTIALS_BLS(
      "The withdrawal credentials of an entry are of the old kind 0x00, without an address.",
      "Nothing was taken over. No exit could be started from a cold account for such a validator.",
      "Write the entry anew with the withdrawal address of this vault's account."),
  DEPOSIT_CREDENTIALS_UNUSABLE(
      "The withdrawal credentials of an entry are of a kind that no validator has.",
      "Nothing was taken over. Such a stake could be lost for ever.",
      "Write the entry anew with 0x01 or 0x02 credentials."),
  DEPOSIT_CREDENTIALS_STRANGER(
      "The withdrawal credentials of an entry pay to an address that is not among the expected ones.",
      "Nothing was taken over. Such a stake would belong to whoever holds that address.",
      "Compare the address; if it is not ours, find out who wrote this file."),
  DEPOSIT_ROOT_WRONG(
      "A root of an entry does not match its other fields.",
      "Nothing was taken over. The file was changed after it was written, or the tool has a bug.",
      "Write the file anew with the staking tool; find out who touched it."),
  DEPOSIT_SIGNATURE_OTHER_NETWORK(
      "The signature of an entry is good, but for another network.",
      "Nothing was taken over. On this network the chain would skip the deposit and keep the ether.",
      "Write the entry anew for this network."),
  DEPOSIT_SIGNATURE_WRONG(
      "The signature of an entry does not belong to its key, credentials and amount.",
      "Nothing was taken over. The chain would skip the deposit and keep the ether.",
      "Write the entry anew with the staking tool; find out who touched the file.");

  private static final class Text {
    static final String UNTOUCHED = "Nothing was taken over; no key was used.";
    static final String LOST_KEY =
        "Nothing was taken over. Ether sent for such a key would be lost.";
    static final String MAKE_KEY = "Write the entry anew with the staking tool.";
  }

  private final String happened;
  private final String safe;
  private final String next;

  StakingProblem(String happened, String safe, String next) {
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
