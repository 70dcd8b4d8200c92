package org.foresign.model.eth;

/**
 * Kinds of work that need a gas limit of their own, with the limit that a transaction prepared for
 * later should carry.
 *
 * <p>Gas that is not used costs nothing, it is only reserved; a limit that is too small after an
 * upgrade loses fee and nonce. The limits therefore leave room for the state prices of EIP-8037 and
 * EIP-8038 on a path that writes only fresh state.
 */
public enum GasUse {
  /** Native coin to an address, also one that does not exist yet. */
  TRANSFER(300_000),
  /** An ERC-20 transfer to a holder without a balance. */
  TOKEN_TRANSFER(350_000),
  /** A call of the deposit contract. */
  DEPOSIT(500_000),
  /** A withdrawal (EIP-7002) or consolidation (EIP-7251) request. */
  STAKING_REQUEST(1_000_000);

  private final long recommendedLimit;

  GasUse(long recommendedLimit) {
    this.recommendedLimit = recommendedLimit;
  }

  /** Gas limit that holds under every schedule in {@link GasSchedule}. */
  public long recommendedLimit() {
    return recommendedLimit;
  }
}
