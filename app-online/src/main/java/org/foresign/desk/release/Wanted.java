package org.foresign.desk.release;

/** A fact that decides, and that something waits for while it is not known. */
public enum Wanted {
  ACCOUNT_STATE,
  BASE_FEE,
  PENDING_NONCE,
  FINALIZED_NONCE,
  RECEIPT,
  FINALIZED_RECEIPT,
  POOLS,
  REQUEST_FEE,
  SIMULATION,
  TOKEN_CODE,
  REGISTRY,
  VALIDATOR_STATE,
  TARGET_STATE,
  BEACON_CONSTANTS,
  FINALITY,
  WAITING_WITHDRAWALS,
  PREDEPLOY_QUEUE
}
