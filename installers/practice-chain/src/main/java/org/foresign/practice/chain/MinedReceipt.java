package org.foresign.practice.chain;

import org.foresign.model.eth.Wei;

/**
 * What a transaction in a block came to.
 *
 * @param cumulativeGas gas of the block up to and with this transaction
 * @param price base fee and tip that were paid per gas
 */
record MinedReceipt(PoolTransaction transaction, Outcome outcome, long cumulativeGas, Wei price) {}
