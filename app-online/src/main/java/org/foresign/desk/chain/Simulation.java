package org.foresign.desk.chain;

import org.foresign.codec.Bytes;

/** What would happen if a call were made now. */
public sealed interface Simulation {

  /**
   * It would go through.
   *
   * @param gas gas it would need; the highest that an agreeing endpoint names
   */
  record Succeeds(Bytes output, long gas) implements Simulation {}

  /** It would be included and fail, by a revert or for lack of gas: nonce and fee lost. */
  record Reverts(String reason, Bytes data) implements Simulation {}

  /** It could not be included as it stands: too little balance, gas or fee. */
  record Refused(SendRejection kind, String reason) implements Simulation {}
}
