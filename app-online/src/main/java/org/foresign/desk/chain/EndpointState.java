package org.foresign.desk.chain;

/**
 * One endpoint on a status page.
 *
 * @param name redacted
 * @param answering whether it answered for the right chain
 * @param words its head, or why there is none
 */
public record EndpointState(String name, boolean answering, String words) {}
