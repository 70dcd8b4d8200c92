package org.foresign.desk.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.foresign.desk.chain.SendRejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages as geth (core/txpool, core/error.go), Nethermind, Besu and anvil word them. */
class NodeWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonce too low: next nonce 8, tx nonce 7|NONCE_TOO_LOW",
        "OldNonce|NONCE_TOO_LOW",
        "Nonce too low|NONCE_TOO_LOW",
        "nonce too high: address 0x, tx: 9 state: 7|NONCE_TOO_HIGH",
        "NonceGap|NONCE_TOO_HIGH",
        "Nonce too distant from current sender nonce|NONCE_TOO_HIGH",
        "replacement transaction underpriced|REPLACEMENT_UNDERPRICED",
        "ReplacementNotAllowed|REPLACEMENT_UNDERPRICED",
        "transaction underpriced: gas tip cap 1, minimum needed 2|FEE_TOO_LOW",
        "transaction gas price below minimum: gas tip cap 1, minimum needed 2|FEE_TOO_LOW",
        "Gas price below configured minimum gas price|FEE_TOO_LOW",
        "FeeTooLow, MaxFeePerGas too low|FEE_TOO_LOW",
        "max fee per gas less than block base fee: maxFeePerGas: 1, baseFee: 2|CAP_BELOW_BASE_FEE",
        "insufficient funds for gas * price + value: balance 0, tx cost 1|INSUFFICIENT_FUNDS",
        "Upfront cost exceeds account balance|INSUFFICIENT_FUNDS",
        "intrinsic gas too low: gas 1, minimum needed 21000|GAS_TOO_LOW",
        "insufficient gas for floor data gas cost: gas 1, minimum needed 2|GAS_TOO_LOW",
        "exceeds block gas limit|GAS_TOO_HIGH",
        "transaction gas limit too high (cap: 16777216, tx: 16777217)|GAS_TOO_HIGH",
        "tx fee (1.05 ether) exceeds the configured cap (1.00 ether)|FEE_OVER_LIMIT",
        "invalid sender: invalid chain id for signer: have 1 want 5|WRONG_CHAIN",
        "invalid sender|BAD_SIGNATURE",
        "invalid transaction v, r, s values|BAD_SIGNATURE",
        "sender not an eoa: address 0x, codehash: 0x|SENDER_HAS_CODE",
        "txpool is full|POOL_FULL",
        "in-flight transaction limit reached for delegated accounts|POOL_FULL",
        "internal error|UNCLEAR",
        "Too many requests|UNCLEAR"
      })
  void sortsRefusals(String message, SendRejection kind) {
    assertThat(NodeWords.rejection(message)).isEqualTo(kind);
  }

  @Test
  void recognisesATransactionThatTheNodeHas() {
    assertThat(NodeWords.saysAlreadyKnown("already known")).isTrue();
    assertThat(NodeWords.saysAlreadyKnown("AlreadyKnown")).isTrue();
    assertThat(NodeWords.saysAlreadyKnown("Known transaction")).isTrue();
    assertThat(NodeWords.saysAlreadyKnown("transaction already imported")).isTrue();
    assertThat(NodeWords.saysAlreadyKnown("nonce too low")).isFalse();
  }
}
