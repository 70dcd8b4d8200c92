package org.foresign.desk.chain;

import org.foresign.model.eth.Gwei;

/** A partial withdrawal that waits (consensus-specs electra PendingPartialWithdrawal). */
public record PendingPartialWithdrawal(long validatorIndex, Gwei amount, long withdrawableEpoch) {}
