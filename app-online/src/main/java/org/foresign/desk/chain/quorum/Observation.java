package org.foresign.desk.chain.quorum;

import org.foresign.desk.chain.BlockRef;

/** A value as one endpoint sees it at a block; two sights are equal only on the same chain. */
public record Observation<T>(T value, BlockRef block) {}
