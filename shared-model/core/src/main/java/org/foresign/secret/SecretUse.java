package org.foresign.secret;

import org.jspecify.annotations.Nullable;

/**
 * Computes something from a secret's raw form, which is wiped when it returns: it must not keep or
 * return it.
 *
 * @param <T> {@code byte[]} or {@code char[]}
 */
@FunctionalInterface
public interface SecretUse<T, R extends @Nullable Object, E extends Exception> {
  R apply(T raw) throws E;
}
