package org.foresign.desk.chain;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * Something asked of a chain. Unknown is not yes and not no: a decision acts on {@link Known} only
 * and repeats the words of the other two to the person at the screen.
 */
public sealed interface Fact<T> {

  /** A quorum of endpoints gave this value at this block. */
  record Known<T>(T value, BlockRef block) implements Fact<T> {}

  /** Too few endpoints answered; {@code why} says what was waited for. */
  record Unknown<T>(String why) implements Fact<T> {}

  /** Endpoints contradict each other and no value has a quorum, or more than one has. */
  record Disputed<T>(List<Claim<T>> claims) implements Fact<T> {
    public Disputed {
      claims = List.copyOf(claims);
    }
  }

  /** What one endpoint said, with its redacted name. */
  record Claim<T>(String endpoint, T value, BlockRef block) {}

  static <T> Fact<T> known(T value, BlockRef block) {
    return new Known<>(value, block);
  }

  static <T> Fact<T> unknown(String why) {
    return new Unknown<>(why);
  }

  /** Both facts as one; its block is the older of the two. */
  static <A, B, R> Fact<R> both(Fact<A> first, Fact<B> second, BiFunction<A, B, R> join) {
    return first.then((a, blockA) ->
        second.then((b, blockB) ->
            known(join.apply(a, b), blockA.number() <= blockB.number() ? blockA : blockB)));
  }

  /** The same fact seen through {@code view}; claims of a dispute are seen through it, too. */
  default <R> Fact<R> map(Function<? super T, ? extends R> view) {
    return switch (this) {
      case Known<T>(T value, BlockRef block) -> new Known<>(view.apply(value), block);
      case Unknown<T>(String why) -> new Unknown<>(why);
      case Disputed<T>(List<Claim<T>> claims) ->
          new Disputed<>(
              claims.stream()
                  .map(c -> new Claim<R>(c.endpoint(), view.apply(c.value()), c.block()))
                  .toList());
    };
  }

  /**
   * The fact that follows from a known one. A dispute has no single value to go on from, so it
   * becomes an unknown that repeats it.
   */
  default <R> Fact<R> then(BiFunction<? super T, BlockRef, Fact<R>> next) {
    return switch (this) {
      case Known<T>(T value, BlockRef block) -> next.apply(value, block);
      case Unknown<T>(String why) -> new Unknown<>(why);
      case Disputed<T> disputed -> new Unknown<>(disputed.words());
    };
  }

  /** True only if the value is known and passes; never true for an unknown or disputed fact. */
  default boolean holds(Predicate<? super T> condition) {
    return this instanceof Known<T>(T value, BlockRef block) && condition.test(value);
  }

  default boolean isKnown() {
    return this instanceof Known<T>;
  }

  /** The value, when it is known. */
  default Optional<T> toOptional() {
    return this instanceof Known<T>(T value, BlockRef block)
        ? Optional.of(value)
        : Optional.empty();
  }

  /** The value, or the problem that says why there is none. */
  default T orThrow() throws ProblemException {
    return switch (this) {
      case Known<T>(T value, BlockRef block) -> value;
      case Unknown<T>(String why) -> throw Problem.of(ChainProblem.FACT_UNKNOWN, why).asException();
      case Disputed<T> disputed ->
          throw Problem.of(ChainProblem.FACT_DISPUTED, disputed.words()).asException();
    };
  }

  /** One line for a person: the value and its block, or why there is none. */
  default String words() {
    return switch (this) {
      case Known<T>(T value, BlockRef block) -> value + " at block " + block;
      case Unknown<T>(String why) -> "unknown: " + why;
      case Disputed<T>(List<Claim<T>> claims) ->
          "endpoints disagree: "
              + claims.stream()
                  .map(c -> c.endpoint() + " says " + c.value() + " at block " + c.block())
                  .collect(Collectors.joining("; "));
    };
  }
}
