package org.foresign.desk.chain;

/** Why a node would not take a transaction, as far as its words tell. */
public enum SendRejection {
  /** The nonce is used: by this transaction, by another leaf, or elsewhere. */
  NONCE_TOO_LOW,
  /** The pool does not hold transactions this far ahead. */
  NONCE_TOO_HIGH,
  /** Another transaction with this nonce is in the pool and pays too much to be replaced. */
  REPLACEMENT_UNDERPRICED,
  /** The cap is under the base fee. */
  CAP_BELOW_BASE_FEE,
  /** The tip or price is below the node's own minimum. */
  FEE_TOO_LOW,
  /** The account cannot pay value + gasLimit x maxFeePerGas. */
  INSUFFICIENT_FUNDS,
  /** The gas limit is under the intrinsic cost or what the call needs. */
  GAS_TOO_LOW,
  /** The gas limit is above the block's or the transaction's limit (EIP-7825). */
  GAS_TOO_HIGH,
  /** gasLimit x maxFeePerGas is over the node's own limit, 1 ether by default. */
  FEE_OVER_LIMIT,
  /** Signed for another chain. */
  WRONG_CHAIN,
  /** The signature is not valid, or s is high. */
  BAD_SIGNATURE,
  /** The sender has code (EIP-3607). */
  SENDER_HAS_CODE,
  /** Too many transactions of this account, or no room in the pool. */
  POOL_FULL,
  /** Not recognised; the transaction may or may not have been taken. */
  UNCLEAR
}
