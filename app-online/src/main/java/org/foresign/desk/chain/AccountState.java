package org.foresign.desk.chain;

import org.foresign.model.eth.Wei;

/** Nonce, balance and code of one account at one block. */
public record AccountState(long nonce, Wei balance, AccountCode code) {}
