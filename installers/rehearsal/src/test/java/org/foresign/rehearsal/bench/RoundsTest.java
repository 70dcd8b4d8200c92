package org.foresign.rehearsal.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
  @Test
  void contendersTakeTurnsAndWarmUpRoundsDoNotCount() throws Exception {
    List<String> order = new ArrayList<>();
    Iterator<Double> first = List.of(900.0, 3.0, 1.0, 2.0).iterator();
    Iterator<Double> second = List.of(0.0, 10.0, 30.0, 20.0).iterator();

    List<Double> medians =
        Rounds.medians(
            1,
            3,
            List.of(
                () -> {
                  order.add("A");
                  return first.next();
                },
                () -> {
                  order.add("B");
                  return second.next();
                }));

    assertThat(order).containsExactly("A", "B", "A", "B", "A", "B", "A", "B");
    assertThat(medians).containsExactly(2.0, 20.0);
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
    assertThat(Rounds.median(4, 1, 3, 100)).isEqualTo(3.5);
  }
}
