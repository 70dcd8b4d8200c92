package org.foresign.model.problem;

import java.util.Locale;

/**
 * A kind of problem with three sentences: what happened, whether funds or keys are at risk, what to
 * do next. Each area has one enum of them beside its code. Codes are stable: scripts and operators
 * quote them, so append, never rename.
 */
public interface ProblemCode {
  String name();

  String happened();

  String safe();

  String next();

  /** The code in text, such as {@code cbor-malformed}. */
  default String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
