package org.foresign.practice.chain;

import org.foresign.model.staking.DepositData;

/** Whether the signature of a first deposit is right on this network. */
@FunctionalInterface
interface DepositVerifier {
  boolean isValid(DepositData deposit);
}
