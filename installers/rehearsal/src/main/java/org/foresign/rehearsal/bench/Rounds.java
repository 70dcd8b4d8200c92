package org.foresign.rehearsal.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.foresign.model.problem.ProblemException;

/**
 * Runs contenders in turn (A B C A B C), so that whatever disturbs the machine disturbs them alike,
 * and takes the median of each one's rounds.
 */
final class Rounds {
  /** Does one round's work and says what it cost, in nanoseconds or any other unit. */
  @FunctionalInterface
  interface Contender {
    double run() throws ProblemException, IOException, InterruptedException;
  }

  private Rounds() {}

  /**
   * The median of each contender, in their order.
   *
   * @param warmUp rounds that are run first and not counted
   * @param rounds rounds that are counted
   */
  static List<Double> medians(int warmUp, int rounds, List<Contender> contenders)
      throws ProblemException, IOException, InterruptedException {
    double[][] measured = new double[contenders.size()][rounds];
    for (int round = -warmUp; round < rounds; round++) {
      for (int i = 0; i < contenders.size(); i++) {
        double value = contenders.get(i).run();
        if (round >= 0) {
          measured[i][round] = value;
        }
      }
    }
    List<Double> medians = new ArrayList<>();
    for (double[] values : measured) {
      medians.add(median(values));
    }
    return medians;
  }

  /** The middle value, or the mean of the two in the middle. */
  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
