package org.foresign.desk.chain;

import org.foresign.codec.Bytes;
import org.foresign.model.eth.Gwei;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.WithdrawalCredentials;

/**
 * A deposit in the queue (consensus-specs electra PendingDeposit). Whether it counts depends on its
 * signature, which {@code org.foresign.model.staking} checks.
 *
 * @param signature 96 bytes
 * @param slot 0 for a deposit of the old kind or from a consolidation
 */
public record PendingDeposit(
    BlsPublicKey key, WithdrawalCredentials credentials, Gwei amount, Bytes signature, long slot) {}
