package org.foresign.desk.chain.rpc;

import java.util.List;
import java.util.Locale;
import org.foresign.desk.chain.SendRejection;

/**
 * Sorts the error messages of geth, Nethermind, Besu, Erigon, Reth, anvil and the practice chain.
 * Nodes share no codes for these, so words are all there is; a message that is not recognised
 * decides nothing.
 */
final class NodeWords {
  private record Family(SendRejection kind, List<String> words) {
    static Family of(SendRejection kind, String... words) {
      return new Family(kind, List.of(words));
    }
  }

  /**
   * In order: "replacement transaction underpriced" must not count as a fee below the minimum, nor
   * "invalid sender: invalid chain id" as a bad signature.
   */
  private static final List<Family> FAMILIES =
      List.of(
          Family.of(
              SendRejection.REPLACEMENT_UNDERPRICED,
              "replacement transaction underpriced",
              "replacement underpriced",
              "transaction underpriced to replace",
              "replacementnotallowed",
              "too low to replace",
              "could not replace existing",
              "replacement fee too low"),
          Family.of(
              SendRejection.POOL_FULL,
              "pool is full",
              "account limit exceeded",
              "in-flight transaction limit",
              "feetoolowtocompete"),
          Family.of(
              SendRejection.CAP_BELOW_BASE_FEE,
              "less than block base fee",
              "lower than the current base fee",
              "less than the current base fee",
              "below base fee"),
          Family.of(
              SendRejection.FEE_OVER_LIMIT,
              "exceeds the configured cap",
              "transaction fee cap exceeded",
              "fee product over the limit"),
          Family.of(
              SendRejection.INSUFFICIENT_FUNDS,
              "insufficient funds",
              "insufficientfunds",
              "insufficient balance",
              "upfront cost exceeds",
              "exceeds account balance"),
          Family.of(
              SendRejection.NONCE_TOO_LOW,
              "nonce too low",
              "oldnonce",
              "noncetoolow",
              "nonce is too low",
              "below the account's nonce"),
          Family.of(
              SendRejection.NONCE_TOO_HIGH,
              "nonce too high",
              "noncegap",
              "nonce gap",
              "nonce too distant",
              "nonce is too high",
              "gapped-nonce"),
          Family.of(
              SendRejection.GAS_TOO_HIGH,
              "exceeds block gas limit",
              "gaslimitexceeded",
              "gas limit too high",
              "intrinsic gas too high",
              "gas limit is too high",
              "exceeds transaction gas limit",
              "exceeds max transaction gas limit",
              "greater than tx gas limit"),
          Family.of(
              SendRejection.GAS_TOO_LOW,
              "intrinsic gas",
              "floor data gas",
              "gas floor",
              "gas required exceeds allowance",
              "out of gas",
              "gas limit too low"),
          Family.of(
              SendRejection.FEE_TOO_LOW,
              "underpriced",
              "feetoolow",
              "minimum gas price",
              "price below minimum",
              "fee too low",
              "tip too low"),
          Family.of(
              SendRejection.SENDER_HAS_CODE,
              "sender not an eoa",
              "senderiscontract",
              "sender is contract"),
          Family.of(SendRejection.WRONG_CHAIN, "chain id", "chainid", "wrong chain"),
          Family.of(
              SendRejection.BAD_SIGNATURE,
              "invalid signature",
              "bad signature",
              "invalid sender",
              "v, r, s values",
              "high s",
              "s is high"));

  private static final List<String> HAS_IT =
      List.of(
          "already known",
          "alreadyknown",
          "known transaction",
          "already imported",
          "already exists",
          "already in mempool",
          "same hash");

  /** JSON-RPC code of a revert in geth and those who follow it. */
  private static final long REVERT_CODE = 3;

  private static final List<String> EXECUTION =
      List.of(
          "revert",
          "invalid opcode",
          "opcode",
          "invalid jump",
          "stack underflow",
          "stack overflow");

  private static final List<String> NO_PENDING =
      List.of(
          "pending",
          "unknown block",
          "block not found",
          "header not found",
          "block tag",
          "block parameter",
          "block number");

  private NodeWords() {}

  /** Whether the call ran and failed, as opposed to not being run. */
  static boolean saysExecutionFailed(JsonRpcClient.Failure failure) {
    String lower = failure.message().toLowerCase(Locale.ROOT);
    return failure.code() == REVERT_CODE
        || EXECUTION.stream().anyMatch(lower::contains)
        || (lower.contains("out of gas") && !lower.contains("required exceeds"));
  }

  static SendRejection rejection(String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    for (Family family : FAMILIES) {
      if (family.words().stream().anyMatch(lower::contains)) {
        return family.kind();
      }
    }
    return SendRejection.UNCLEAR;
  }

  /** Whether a call failed because the node has no pending block to answer it by. */
  static boolean saysNoPending(JsonRpcClient.Reply reply) {
    return reply instanceof JsonRpcClient.Failure failure
        && NO_PENDING.stream().anyMatch(failure.message().toLowerCase(Locale.ROOT)::contains);
  }

  /** Whether the node says that it has this very transaction. */
  static boolean saysAlreadyKnown(String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    return HAS_IT.stream().anyMatch(lower::contains);
  }
}
