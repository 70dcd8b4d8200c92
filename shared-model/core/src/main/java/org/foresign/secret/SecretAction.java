package org.foresign.secret;

/** As {@link SecretUse} without a result. */
@FunctionalInterface
public interface SecretAction<T, E extends Exception> {
  void apply(T raw) throws E;
}
