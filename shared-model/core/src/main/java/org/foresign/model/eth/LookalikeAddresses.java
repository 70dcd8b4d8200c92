package org.foresign.model.eth;

/**
 * Addresses that people take for each other: they look at both ends and not at the middle. Making
 * an address with eight given digits costs minutes, and payments of nothing from such addresses put
 * them into the lists from which people copy.
 */
public final class LookalikeAddresses {
  /** Hex digits at each end that screens show and people read. */
  private static final int ENDS = 4;

  private LookalikeAddresses() {}

  /** Whether both begin and end with the same four digits and are not the same. */
  public static boolean alike(Address one, Address other) {
    return !one.equals(other) && ends(one).equals(ends(other));
  }

  /** What two that are alike have in common. */
  public static String ends(Address address) {
    String hex = address.bytes().hex();
    return hex.substring(0, ENDS) + hex.substring(hex.length() - ENDS);
  }
}
