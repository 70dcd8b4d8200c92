package org.foresign.practice.chain;

import org.foresign.codec.Bytes;
import org.foresign.model.eth.Wei;

/** What the ledger holds for an address. */
record Account(Wei balance, long nonce, Bytes code) {
  static final Account EMPTY = new Account(Wei.ZERO, 0, Bytes.EMPTY);

  /** First bytes of an account's code that stand for a delegation (EIP-7702). */
  private static final Bytes DELEGATION = Bytes.parseHex("ef0100");

  Account withBalance(Wei value) {
    return new Account(value, nonce, code);
  }

  Account withNonce(long value) {
    return new Account(balance, value, code);
  }

  Account withCode(Bytes value) {
    return new Account(balance, nonce, value);
  }

  /** Whether EIP-161 treats the account as absent. */
  boolean isAbsent() {
    return balance.isZero() && nonce == 0 && code.isEmpty();
  }

  boolean isDelegated() {
    return code.size() == 23 && code.slice(0, 3).equals(DELEGATION);
  }
}
