package org.foresign.desk.release;

/**
 * What the last process left open.
 *
 * @param leaf the leaf's number in the store
 * @param exposed whether its bytes may have left this desk
 */
public record RecoveryNote(long leaf, boolean exposed) {}
