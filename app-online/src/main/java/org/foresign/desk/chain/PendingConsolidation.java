package org.foresign.desk.chain;

/** A consolidation that waits (consensus-specs electra PendingConsolidation). */
public record PendingConsolidation(long sourceIndex, long targetIndex) {}
