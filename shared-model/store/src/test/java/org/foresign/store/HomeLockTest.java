package org.foresign.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.ChildJvm;
import org.foresign.testkit.Processes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  /** Takes the lock and holds it until its input ends. */
  public static final class Holder {
    public static void main(String[] args) throws ProblemException, IOException {
      try (HomeLock lock = HomeLock.take(Path.of(args[0]), "holder", NOW)) {
        System.out.println("taken " + lock);
        while (System.in.read() >= 0) {
          System.out.println("still here");
        }
      }
    }
  }

  @TempDir private Path folder;

  @Test
  void namesTheProcessThatHoldsTheHome() {
    try (ChildJvm child = Processes.start(Holder.class, List.of(), folder.toString())) {
      child.awaitLine("taken");
      assertThatThrownBy(() -> HomeLock.take(folder, "second", NOW))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> {
                assertThat(e.problem().code()).isEqualTo(StoreProblem.STORE_IN_USE);
                assertThat(e.problem().happened())
                    .contains("holder, process " + child.pid() + ", since 2026-11-20T10:00:00Z");
              });
    }
  }

  @Test
  void isFreeAgainAfterTheHolderWasKilled() throws ProblemException {
    try (ChildJvm child = Processes.start(Holder.class, List.of(), folder.toString())) {
      child.awaitLine("taken");
      child.kill();
    }
    HomeLock.take(folder, "next", NOW).close();
  }

  @Test
  void isTakenOnceInOneProcess() throws ProblemException {
    try (HomeLock lock = HomeLock.take(folder, "first", NOW)) {
      assertThat(lock).isNotNull();
      DatabaseTest.assertProblem(
          StoreProblem.STORE_IN_USE, () -> HomeLock.take(folder, "second", NOW));
    }
    HomeLock.take(folder, "third", NOW).close();
  }
}
