package org.foresign.ui.text;

import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;

/** Hex as people compare it: groups of four, nothing left out. */
public final class Groups {
  private static final int GROUP = 4;

  private Groups() {}

  /** {@code 0x} and ten groups, in the case that is the checksum of EIP-55. */
  public static String address(Address address) {
    return "0x " + inGroups(address.toString().substring(2));
  }

  /** A digest, a key or other bytes, on one line. */
  public static String hex(Bytes bytes) {
    return inGroups(bytes.hex());
  }

  private static String inGroups(String digits) {
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < digits.length(); at += GROUP) {
      out.append(at == 0 ? "" : " ").append(digits, at, Math.min(at + GROUP, digits.length()));
    }
    return out.toString();
  }
}
