package org.foresign.model.tx;

import org.foresign.model.policy.Verdict;

/** A leaf with what the policy says of it. */
public record ReviewedTx(UnsignedTx leaf, Verdict verdict) {}
