package org.foresign.practice.chain;

import java.math.BigInteger;
import org.foresign.model.eth.Wei;

/** Numbers as JSON-RPC writes them: 0x, hex digits, no leading zeros. */
final class Quantity {
  private Quantity() {}

  static String of(long value) {
    return "0x" + Long.toHexString(value);
  }

  static String of(BigInteger value) {
    return "0x" + value.toString(16);
  }

  static String of(Wei value) {
    return of(value.value());
  }

  static BigInteger parse(String text) throws RpcFault {
    if (!text.startsWith("0x") || text.length() == 2) {
      throw RpcFault.invalidParams("invalid argument: hex string without 0x prefix or empty");
    }
    if (text.length() > 66 || !text.substring(2).matches("0|[1-9a-fA-F][0-9a-fA-F]*")) {
      throw RpcFault.invalidParams("invalid argument: not a hex quantity");
    }
    return new BigInteger(text.substring(2), 16);
  }
}
