package org.foresign.desk.release;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.foresign.desk.chain.PendingPartialWithdrawal;

/**
 * What tells a validator's waiting withdrawals apart. Two with the same mark are worth the same on
 * the same day, so that either may stand for the other.
 *
 * @param gwei what will be paid at most
 * @param epoch the first epoch in which it can be paid
 */
public record PartialMark(long gwei, long epoch) {

  static PartialMark of(PendingPartialWithdrawal waiting) {
    return new PartialMark(waiting.amount().value(), waiting.withdrawableEpoch());
  }

  /** As the desk's database keeps them. */
  static String text(List<PartialMark> marks) {
    return marks.stream().map(m -> m.gwei + "@" + m.epoch).collect(Collectors.joining(" "));
  }

  static List<PartialMark> parse(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(" ", -1)).map(PartialMark::parseOne).toList();
  }

  private static PartialMark parseOne(String text) {
    int at = text.indexOf('@');
    return new PartialMark(
        Long.parseLong(text.substring(0, at)), Long.parseLong(text.substring(at + 1)));
  }
}
