package org.foresign.desk.chain;

import java.util.List;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Wei;

/**
 * Something to ask of an execution chain at one block. Two questions are equal when they ask the
 * same. How endpoints are asked, and how their answers become one, is not known here.
 *
 * @param <T> what an answer is
 */
public sealed interface Question<T> {
  record HeaderOfNumber(long number) implements Question<BlockHeader> {}

  record NonceOf(Address account) implements Question<Long> {}

  record BalanceOf(Address account) implements Question<Wei> {}

  record CodeOf(Address account) implements Question<AccountCode> {}

  record StateOf(Address account) implements Question<AccountState> {}

  record RecentFees(int blocks, List<Integer> percentiles) implements Question<FeeHistory> {
    private static final int MAX_HISTORY = 1024;

    public RecentFees {
      if (blocks < 1 || blocks > MAX_HISTORY) {
        throw new IllegalArgumentException("a fee history has 1 to " + MAX_HISTORY + " blocks");
      }
      percentiles = List.copyOf(percentiles);
    }
  }

  record ReceiptOf(Digest32 transaction) implements Question<Optional<TxReceipt>> {}

  record PresenceOf(Digest32 transaction) implements Question<TxPresence> {}

  record SimulationOf(CallRequest call) implements Question<Simulation> {}

  record OutputOf(CallRequest call) implements Question<Bytes> {}

  record RequestFeeOf(Address predeploy) implements Question<Wei> {}

  record TokenBalanceOf(Address token, Address holder) implements Question<Wei> {}

  /** The header of the block with this number on the same chain. */
  static Question<BlockHeader> blockAt(long number) {
    return new HeaderOfNumber(number);
  }

  /** Next nonce, without pools. */
  static Question<Long> nonce(Address account) {
    return new NonceOf(account);
  }

  static Question<Wei> balance(Address account) {
    return new BalanceOf(account);
  }

  static Question<AccountCode> code(Address account) {
    return new CodeOf(account);
  }

  /** Nonce, balance and code. */
  static Question<AccountState> account(Address account) {
    return new StateOf(account);
  }

  /**
   * Base fees and tips of the newest blocks.
   *
   * @param blocks how many, 1 to 1,024
   * @param percentiles of the tips, rising, 0 to 100
   */
  static Question<FeeHistory> feeHistory(int blocks, List<Integer> percentiles) {
    return new RecentFees(blocks, percentiles);
  }

  /** The receipt, as far as the block that is asked at; empty when it is not included there. */
  static Question<Optional<TxReceipt>> receipt(Digest32 transaction) {
    return new ReceiptOf(transaction);
  }

  /** Whether the transaction is in a pool or a block. */
  static Question<TxPresence> transaction(Digest32 transaction) {
    return new PresenceOf(transaction);
  }

  /** Tries the call with its gas limit and asks for the gas it needs. */
  static Question<Simulation> simulate(CallRequest call) {
    return new SimulationOf(call);
  }

  /** The output of a read. */
  static Question<Bytes> call(CallRequest call) {
    return new OutputOf(call);
  }

  /** The fee of one request to an EIP-7002 or EIP-7251 predeploy, asked by an empty call. */
  static Question<Wei> requestFee(Address predeploy) {
    return new RequestFeeOf(predeploy);
  }

  /** ERC-20 balance in the token's smallest unit. */
  static Question<Wei> tokenBalance(Address token, Address holder) {
    return new TokenBalanceOf(token, holder);
  }
}
