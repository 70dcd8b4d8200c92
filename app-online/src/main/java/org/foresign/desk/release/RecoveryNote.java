package org.foresign.desk.release;

/**
 * What the last process left open, and what that means.
 *
 * @param leaf the leaf's number in the store
 * @param exposed whether its bytes may have left this desk
 * @param words one line for a person
 */
public record RecoveryNote(long leaf, boolean exposed, String words) {}
