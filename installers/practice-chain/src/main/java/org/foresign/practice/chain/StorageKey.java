package org.foresign.practice.chain;

import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;

/**
 * A storage slot of a contract. The key has any length: the hash that a real chain uses is left
 * out.
 */
record StorageKey(Address contract, Bytes key) {}
