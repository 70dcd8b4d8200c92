package org.foresign.model.policy;

import org.foresign.model.tx.UnsignedTx;

/** A leaf with what the policy says of it. */
public record ReviewedTx(UnsignedTx leaf, Verdict verdict) {}
