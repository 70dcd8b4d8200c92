package org.foresign.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProcessesTest {
  /** Counts, passing the crash point "step" before each number. */
  public static final class Counter {
    public static void main(String[] args) {
      CrashPoints points = CrashPoints.fromProperties();
      IntStream.range(0, Integer.parseInt(args[0]))
          .forEach(i -> {
            points.reach("step");
            System.out.println("done " + i);
          });
    }
  }

  @Test
  void killsTheChildAtTheWishedPoint() {
    assertThat(Processes.killAt(Counter.class, "step", 3, "10"))
        .containsExactly("done 0", "done 1", "@@crash-point step");
  }

  @Test
  void runsToTheEndWithoutACrashPoint() {
    try (ChildJvm child = Processes.start(Counter.class, List.of(), "2")) {
      assertThat(child.awaitExit()).isZero();
      assertThat(child.lines()).containsExactly("done 0", "done 1");
    }
  }

  @Test
  void saysWhatTheChildPrintedWhenThePointIsNeverReached() {
    assertThatThrownBy(() -> Processes.killAt(Counter.class, "elsewhere", 1, "1"))
        .hasMessageContaining("done 0");
  }
}
