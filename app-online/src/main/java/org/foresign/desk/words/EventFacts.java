package org.foresign.desk.words;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.desk.chain.BlockRef;
import org.foresign.desk.chain.Broadcast;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.hold.FateReason;
import org.foresign.desk.hold.RecordForm;
import org.foresign.desk.release.Finding;
import org.foresign.desk.release.LaneEvent;
import org.foresign.desk.release.ReleaseAnswer;
import org.foresign.desk.release.WaitReason;
import org.foresign.model.problem.Problem;
import org.foresign.model.text.Spelling;

/** Events, reasons and findings as code and arguments, for machines that read JSON. */
public final class EventFacts {
  private EventFacts() {}

  public static Map<String, Object> of(LaneEvent event) {
    return record(event);
  }

  public static Map<String, Object> of(FateReason reason) {
    return record(reason);
  }

  public static Map<String, Object> of(Finding found) {
    return record(found);
  }

  private static Map<String, Object> record(Object record) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    RecordForm.arguments(record).forEach((name, value) -> arguments.put(name, value(value)));
    return Map.of("code", RecordForm.code(record), "arguments", arguments);
  }

  private static Object value(Object value) {
    return switch (value) {
      case Number number -> number;
      case Boolean truth -> truth;
      case Enum<?> constant -> Spelling.of(constant);
      case List<?> items -> items.stream().map(EventFacts::value).toList();
      case Fact<?> fact -> fact.words();
      case BlockRef block ->
          Map.of("number", block.number(), "hash", block.hash().bytes().prefixedHex());
      case Broadcast broadcast ->
          Map.of(
              "transaction", broadcast.transaction().toString(),
              "out", broadcast.isOut(),
              "reasons", broadcast.reasons());
      case Problem problem -> problem.code().id();
      case WaitReason reason -> record(reason);
      case FateReason reason -> record(reason);
      case Finding found -> record(found);
      case ReleaseAnswer.Stopped stopped ->
          Map.of(
              "code", stopped.problem().code().id(),
              "reasons", stopped.reasons().stream().map(EventFacts::of).toList());
      default -> value.toString();
    };
  }
}
