package org.foresign.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.ChildJvm;
import org.foresign.testkit.Processes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
  private static final int KILLS = 4;

  /** Writes pairs for ever and acknowledges each after its transaction returned. */
  public static final class Writer {
    public static void main(String[] args) throws ProblemException {
      try (Database database =
          Database.open(Path.of(args[0]), TestSchema.ONE, SqliteNative.load())) {
        long number = Long.parseLong(args[1]);
        while (true) {
          long current = number;
          database.update(sql -> {
            sql.updateOne("INSERT INTO pair (number, side) VALUES (?, 0)", current);
            sql.updateOne("INSERT INTO pair (number, side) VALUES (?, 1)", current);
          });
          System.out.println("ack " + number);
          number++;
        }
      }
    }
  }

  @TempDir private Path folder;

  @Test
  void losesNoAcknowledgedRowAndNoHalfPairWhenKilled() throws ProblemException {
    Path file = folder.resolve("home/t.db");
    SplittableRandom random = new SplittableRandom(20261120);
    long next = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long acknowledged = runAndKill(file, next, 50 + random.nextInt(400));
      try (Database database = Database.open(file, TestSchema.ONE, SqliteNative.load())) {
        long pairs = database.read(sql -> sql.integer("SELECT count(DISTINCT number) FROM pair"));
        long rows = database.read(sql -> sql.integer("SELECT count(*) FROM pair"));
        // One transaction may have been committed whose acknowledgement was cut off.
        assertThat(pairs).isBetween(acknowledged + 1, acknowledged + 2);
        assertThat(rows).isEqualTo(2 * pairs);
        next = pairs;
      }
    }
  }

  private static long runAndKill(Path file, long first, int acknowledgements) {
    try (ChildJvm child =
        Processes.start(Writer.class, List.of(), file.toString(), String.valueOf(first))) {
      child.awaitLines("ack ", acknowledgements);
      return child.kill().stream()
          .filter(line -> line.matches("ack \\d+"))
          .mapToLong(line -> Long.parseLong(line.substring(4)))
          .max()
          .orElseThrow();
    }
  }
}
