package org.foresign.desk.chain;

import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Keccak;
import org.foresign.model.eth.Address;

/** What stands at an address besides its balance. A sender must be {@link None} (EIP-3607). */
public sealed interface AccountCode {

  /** No code: a plain account. */
  record None() implements AccountCode {}

  /** Delegated by EIP-7702: code at {@code target} can move its coins and raise its nonce. */
  record Delegated(Address target) implements AccountCode {}

  /** A contract, named by the Keccak-256 of its code. */
  record Contract(Digest32 codeHash, int size) implements AccountCode {}

  /** Reads runtime code; the delegation prefix is 0xef0100 (EIP-7702). */
  static AccountCode of(Bytes code) {
    if (code.isEmpty()) {
      return new None();
    }
    if (code.size() == 23 && code.slice(0, 3).hex().equals("ef0100")) {
      return new Delegated(new Address(code.slice(3, 20)));
    }
    return new Contract(Digest32.of(Keccak.hash(code.toArray())), code.size());
  }
}
