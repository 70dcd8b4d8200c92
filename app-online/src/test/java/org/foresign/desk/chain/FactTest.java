package org.foresign.desk.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.foresign.codec.Digest32;
import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.Test;

class FactTest {
  private static final BlockRef OLD = new BlockRef(5, Digest32.ZERO);
  private static final BlockRef NEW = new BlockRef(9, Digest32.ZERO);
  private static final Fact<Integer> UNKNOWN = Fact.unknown("2 of 3 endpoints must agree");
  private static final Fact<Integer> DISPUTED =
      new Fact.Disputed<>(List.of(new Fact.Claim<>("a", 1, OLD), new Fact.Claim<>("b", 2, OLD)));

  @Test
  void onlyAKnownFactCanHold() {
    assertThat(Fact.known(7, NEW).holds(v -> v == 7)).isTrue();
    assertThat(Fact.known(7, NEW).holds(v -> v == 8)).isFalse();
    assertThat(UNKNOWN.holds(v -> true)).isFalse();
    assertThat(DISPUTED.holds(v -> true)).isFalse();
    assertThat(DISPUTED.toOptional()).isEmpty();
  }

  @Test
  void twoFactsJoinAtTheOlderBlockAndOnlyWhenBothAreKnown() {
    assertThat(Fact.both(Fact.known(1, NEW), Fact.known(2, OLD), Integer::sum))
        .isEqualTo(Fact.known(3, OLD));
    assertThat(Fact.both(Fact.known(1, NEW), UNKNOWN, Integer::sum)).isEqualTo(UNKNOWN);
    assertThat(Fact.both(DISPUTED, Fact.known(1, NEW), Integer::sum).words())
        .contains("a says 1", "b says 2");
  }

  @Test
  void aViewKeepsEachClaim() {
    assertThat(DISPUTED.map(v -> v * 10))
        .isEqualTo(
            new Fact.Disputed<>(
                List.of(new Fact.Claim<>("a", 10, OLD), new Fact.Claim<>("b", 20, OLD))));
  }

  @Test
  void theProblemOfAFactThatIsNotKnownSaysWhy() {
    assertThat(catchThrowableOfType(ProblemException.class, UNKNOWN::orThrow).problem().happened())
        .contains("2 of 3 endpoints must agree");
    assertThat(catchThrowableOfType(ProblemException.class, DISPUTED::orThrow).problem().code())
        .isEqualTo(ChainProblem.FACT_DISPUTED);
  }
}
