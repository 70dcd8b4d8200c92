package org.foresign.model.operation;

import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Wei;

/**
 * What a transaction does, as the chain sees it: everything but its sender, nonce, gas and fees.
 *
 * @param value native coin that goes along, in wei
 */
public record Call(Address to, Wei value, Bytes data) {}
