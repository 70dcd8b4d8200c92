package org.foresign.practice.chain;

import org.foresign.model.eth.Address;
import org.foresign.model.eth.Gwei;

/** Stake that a block paid out (EIP-4895). */
record BeaconWithdrawal(long index, long validatorIndex, Address address, Gwei amount) {}
