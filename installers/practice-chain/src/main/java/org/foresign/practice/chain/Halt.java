package org.foresign.practice.chain;

import org.foresign.codec.Bytes;

/** A call that stops without taking effect. */
abstract sealed class Halt extends Exception permits Halt.Reverted, Halt.OutOfGas {
  private static final long serialVersionUID = 1;

  private Halt(String message) {
    super(message, null, false, false);
  }

  /** The contract refused; gas that is left goes back to the sender. */
  static final class Reverted extends Halt {
    private static final long serialVersionUID = 1;

    private final transient Bytes data;
    private final String reason;

    /** A revert without a word, as the staking predeploys give. */
    Reverted() {
      super("execution reverted");
      this.data = Bytes.EMPTY;
      this.reason = "";
    }

    /** A revert with Solidity's {@code Error(string)}. */
    Reverted(String reason) {
      super("execution reverted: " + reason);
      this.data = ContractAbi.error(reason);
      this.reason = reason;
    }

    Bytes data() {
      return data;
    }

    String reason() {
      return reason;
    }
  }

  /** The gas limit was too small; all of it is gone. */
  static final class OutOfGas extends Halt {
    private static final long serialVersionUID = 1;

    OutOfGas() {
      super("out of gas");
    }
  }
}
