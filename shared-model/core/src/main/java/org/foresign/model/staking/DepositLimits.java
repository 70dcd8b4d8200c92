package org.foresign.model.staking;

import org.foresign.model.eth.Gwei;

/** How much one deposit may carry. */
public final class DepositLimits {
  /** MIN_DEPOSIT_AMOUNT, consensus-specs phase0; the contract reverts below it. */
  public static final Gwei MIN = Gwei.ofEther(1);

  /** MIN_ACTIVATION_BALANCE, consensus-specs electra: all that a 0x00 or 0x01 validator uses. */
  public static final Gwei MAX_PLAIN = Gwei.ofEther(32);

  /** MAX_EFFECTIVE_BALANCE_ELECTRA (EIP-7251). */
  public static final Gwei MAX_COMPOUNDING = Gwei.ofEther(2048);

  private DepositLimits() {}

  /** The most that makes sense for these credentials. */
  public static Gwei max(WithdrawalCredentials credentials) {
    return credentials.kind() == WithdrawalCredentials.Kind.COMPOUNDING
            || credentials.kind() == WithdrawalCredentials.Kind.UNUSABLE
        ? MAX_COMPOUNDING
        : MAX_PLAIN;
  }
}
