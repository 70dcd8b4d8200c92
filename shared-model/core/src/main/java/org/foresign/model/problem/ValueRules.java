package org.foresign.model.problem;

import java.util.function.Supplier;

/** Carries a value type's refusal of what came from outside into a problem. */
public final class ValueRules {
  private ValueRules() {}

  /**
   * Makes a value of decoded input. Value types check themselves and throw {@link
   * IllegalArgumentException}; for input that is no bug but a problem.
   *
   * @param maker only constructs the value and has no effects
   */
  public static <T> T make(ProblemCode code, Supplier<T> maker) throws ProblemException {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      String rule = e.getMessage();
      throw new ProblemException(rule == null ? Problem.of(code) : Problem.of(code, rule), e);
    }
  }
}
