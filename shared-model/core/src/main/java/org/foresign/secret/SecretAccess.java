package org.foresign.secret;

/**
 * The right to look at raw secret bytes. It is granted once in each app's wiring and handed on by
 * constructor, so that every reader of a secret can be found by its fields; an architecture test
 * limits who may call {@link #grant}.
 */
public final class SecretAccess {
  SecretAccess() {}

  /** Makes the token. Only the wiring of an app and tests may call this. */
  public static SecretAccess grant() {
    return new SecretAccess();
  }
}
