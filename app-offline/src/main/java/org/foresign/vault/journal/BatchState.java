package org.foresign.vault.journal;

/**
 * How far a claimed batch came. Its nonces count as signed in every state. In the store by name.
 */
public enum BatchState {
  /** Claimed; signatures may exist, but no result was stored. */
  CLAIMED,
  /** The sealed result is kept. */
  SIGNED,
  /** The desk said that it holds the result. */
  RECEIVED,
  /** Officers closed the claim: signatures may exist, none is kept, an empty result may be. */
  CLOSED
}
