package org.foresign.desk.release;

import java.util.ArrayList;
import java.util.List;
import org.foresign.desk.chain.Broadcast;
import org.foresign.desk.chain.SendRejection;

/**
 * What came of giving a leaf's bytes to the endpoints. The names of the records are codes in the
 * store (docs/spec/sealed-value.md, "Decisions and sendings").
 */
sealed interface SendingEnd {
  /**
   * The endpoints answered: without their names and their words, which may repeat bytes.
   *
   * @param accepted how many took it
   * @param known how many had it before
   * @param silent how many gave no usable answer
   */
  record Answered(long accepted, long known, List<SendRejection> rejected, long silent)
      implements SendingEnd {}

  /** The process ended before they had answered. */
  record DeskStopped() implements SendingEnd {}

  static SendingEnd of(Broadcast broadcast) {
    long accepted = 0;
    long known = 0;
    long silent = 0;
    List<SendRejection> rejected = new ArrayList<>();
    for (Broadcast.Outcome outcome : broadcast.outcomes()) {
      switch (outcome) {
        case Broadcast.Accepted _ -> accepted++;
        case Broadcast.AlreadyKnown _ -> known++;
        case Broadcast.Rejected no -> rejected.add(no.kind());
        case Broadcast.NoAnswer _ -> silent++;
      }
    }
    return new Answered(accepted, known, List.copyOf(rejected), silent);
  }

  /** Whether an endpoint said that it took the leaf, or had it already. */
  default boolean taken() {
    return switch (this) {
      case Answered answered -> answered.accepted() + answered.known() > 0;
      case DeskStopped _ -> false;
    };
  }
}
