package org.foresign.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeedsTest {
  @Test
  void namesTheSeedOfAFailingCase() {
    Skips.unless(System.getProperty("foresign.seed") == null, "a fixed seed runs one case only");
    List<Long> drawn = new ArrayList<>();
    assertThatThrownBy(() ->
            Seeds.check(
                5,
                random -> {
                  drawn.add(random.nextLong());
                  assertThat(drawn).hasSizeLessThan(3);
                }))
        .isInstanceOfSatisfying(
            AssertionError.class,
            e -> {
              String text = String.valueOf(e.getMessage());
              String seed = text.replaceFirst("(?s).*foresign\\.seed=(-?\\d+).*", "$1");
              assertThat(new SplittableRandom(Long.parseLong(seed)).nextLong())
                  .isEqualTo(drawn.getLast());
            });
  }
}
