package org.foresign.model.staking;

import org.foresign.model.eth.Gwei;

/**
 * The four arguments of a deposit (consensus-specs phase0, DepositData), as claimed: nothing is
 * verified by holding one, see {@link DepositCheck}.
 */
public record DepositData(
    BlsPublicKey publicKey,
    WithdrawalCredentials credentials,
    Gwei amount,
    BlsSignature signature) {}
