package org.foresign.signer;

import org.foresign.model.eth.Address;

/** An account and where its key is. */
public record SignerAccount(Address address, KeyPlace place) {}
