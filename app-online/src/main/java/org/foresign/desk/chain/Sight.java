package org.foresign.desk.chain;

/** A value as one endpoint sees it at a block; two sights are equal only on the same chain. */
record Sight<T>(T value, BlockRef block) {}
