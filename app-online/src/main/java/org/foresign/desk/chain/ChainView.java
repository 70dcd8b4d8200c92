package org.foresign.desk.chain;

import java.util.List;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Wei;

/**
 * One execution chain as the desk sees it. Every answer is a {@link Fact}; no method throws because
 * an endpoint is down, wrong or slow. State facts are read at one block that a quorum has reached,
 * so that an endpoint that lags is no dispute. {@link Moment#PENDING} is allowed only where a
 * method says so.
 */
public interface ChainView {
  Chain chain();

  /** Looks where the chain is; many things can be asked at that place together. */
  ChainPoll poll();

  /** Header of the newest common or finalized block. */
  Fact<BlockHeader> block(Moment moment);

  /** Header of the block with this number, when a quorum has reached it. */
  Fact<BlockHeader> blockAt(long number);

  /** Next nonce of the account at that block, without pools. */
  Fact<Long> nonce(Address account, Moment moment);

  /** Next nonce with pools counted in. */
  Fact<PendingNonce> pendingNonce(Address account);

  Fact<Wei> balance(Address account, Moment moment);

  Fact<AccountCode> code(Address account, Moment moment);

  /** Nonce, balance and code at one block. */
  Fact<AccountState> account(Address account, Moment moment);

  /**
   * Base fees and tips of the newest blocks.
   *
   * @param blocks how many, 1 to 1,024
   * @param percentiles of the tips, rising, 0 to 100
   */
  Fact<FeeHistory> feeHistory(int blocks, List<Integer> percentiles);

  /** The receipt, as far as the block of {@code moment}; empty when it is not included there. */
  Fact<Optional<Receipt>> receipt(Digest32 transaction, Moment moment);

  /** Whether the transaction is in a pool or a block. */
  Fact<TxPresence> transaction(Digest32 transaction);

  /** Tries the call with its gas limit and asks for the gas it needs; PENDING is allowed. */
  Fact<Simulation> simulate(CallRequest call, Moment moment);

  /** The output of a read; Unknown when it reverts. PENDING is allowed. */
  Fact<Bytes> call(CallRequest call, Moment moment);

  /**
   * The fee of one request to an EIP-7002 or EIP-7251 predeploy, asked by an empty call. Unknown
   * where the predeploy does not exist. PENDING is allowed.
   */
  Fact<Wei> requestFee(Address predeploy, Moment moment);

  /**
   * The queue of a request predeploy at the end of that block (EIP-7002 and EIP-7251, storage).
   *
   * @param predeploy one of the two
   */
  Fact<RequestQueue> requestQueue(Address predeploy, Moment moment);

  /** ERC-20 balance in the token's smallest unit. */
  Fact<Wei> tokenBalance(Address token, Address holder, Moment moment);

  /** Sends signed bytes to every endpoint at once. The caller has recorded the exposure before. */
  Broadcast sendRaw(Bytes signed);

  /** What each endpoint does right now, for a status page. */
  List<EndpointState> endpoints();
}
