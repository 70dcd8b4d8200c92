package org.foresign.vault.officers;

/**
 * One difference between two policies.
 *
 * @param widens whether more can be signed with it than without
 * @param words what changes, in plain words
 */
public record PolicyChange(boolean widens, String words) {}
