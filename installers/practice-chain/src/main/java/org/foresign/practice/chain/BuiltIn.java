package org.foresign.practice.chain;

import java.nio.charset.StandardCharsets;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;

/**
 * A contract written in Java. Its state lives in the {@link WorldState}, so that reverts and
 * reorganisations undo it. The ledger has moved the value before {@link #run} and moves it back
 * when the call halts.
 */
interface BuiltIn {
  Address address();

  /** Short name, part of the code that {@code eth_getCode} shows. */
  String name();

  /** Runs a call and returns its output. */
  Bytes run(Frame frame) throws Halt;

  /** Not real bytecode: INVALID followed by the name, enough to tell a contract from an account. */
  default Bytes code() {
    return Bytes.of((byte) 0xfe)
        .concat(Bytes.of(("foresign practice: " + name()).getBytes(StandardCharsets.US_ASCII)));
  }
}
