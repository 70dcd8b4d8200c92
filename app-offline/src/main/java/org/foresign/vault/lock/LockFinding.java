package org.foresign.vault.lock;

/**
 * The state of one lock.
 *
 * @param detail what was found, in words; public
 */
public record LockFinding(LockKind kind, LockState state, String detail) {}
