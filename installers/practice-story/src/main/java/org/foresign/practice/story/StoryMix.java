package org.foresign.practice.story;

import java.util.List;
import java.util.stream.Stream;
import org.foresign.model.work.Counted;

/**
 * How many nonces of each kind a story has.
 *
 * @param stakes new validators
 * @param payments in the chain's coin
 * @param tokens token payments
 * @param exits validators that leave, 0 or 1; withdrawals and consolidations alike
 * @param reserve nonces with cancel leaves only, to be burned
 */
record StoryMix(
    int stakes,
    int payments,
    int tokens,
    int exits,
    int withdrawals,
    int consolidations,
    int reserve) {
  /** With fewer, not every step would have something to do. */
  static final int LEAST_NONCES = 6;

  /** Reserve nonces behind the stakes of a deposit file. */
  private static final int FILE_RESERVE = 2;

  /** A bit of everything; the rest is spread over stakes and payments. */
  static StoryMix of(int nonces) {
    if (nonces < LEAST_NONCES) {
      throw new IllegalArgumentException("at least " + LEAST_NONCES + " nonces");
    }
    int reserve = Math.max(1, nonces / 10);
    int consolidations = nonces > LEAST_NONCES ? 1 : 0;
    int rest = nonces - reserve - 2 - consolidations;
    int tokens = rest / 3;
    int payments = (rest - tokens) / 2;
    return new StoryMix(rest - tokens - payments, payments, tokens, 1, 1, consolidations, reserve);
  }

  /** Everything in a deposit file. */
  static StoryMix stakes(int stakes) {
    return new StoryMix(stakes, 0, 0, 0, 0, 0, FILE_RESERVE);
  }

  /** Nonces that may be used for a stake or for a payment, among those of the stakes. */
  int mixed() {
    return Math.min(1, Math.min(stakes, payments));
  }

  int spending() {
    return stakes + payments + tokens + exits + withdrawals + consolidations;
  }

  int nonces() {
    return spending() + reserve;
  }

  /** What there is, in words, such as {@code 5 stakes}. */
  List<String> words() {
    return Stream.of(
            words(stakes, "stake"),
            words(payments, "payment"),
            words(tokens, "token payment"),
            words(exits, "exit"),
            words(withdrawals, "partial withdrawal"),
            words(consolidations, "consolidation"),
            words(reserve, "reserve nonce"))
        .filter(phrase -> !phrase.isEmpty())
        .toList();
  }

  private static String words(int count, String one) {
    return count == 0 ? "" : Counted.of(count, one);
  }
}
