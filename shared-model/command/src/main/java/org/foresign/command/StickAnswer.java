package org.foresign.command;

import java.util.List;
import java.util.Map;
import org.foresign.carry.StickItem;
import org.foresign.model.text.Spelling;

/** What lies on a stick, as both programs say it. */
public final class StickAnswer {
  private StickAnswer() {}

  /** Every parcel with what is left to do with it. */
  public static Answer list(List<StickItem> items) {
    Answer answer = new Answer();
    items.forEach(item -> answer.line(Spelling.of(item.state()) + "  " + item.line()));
    if (items.isEmpty()) {
      answer.line("No parcels.");
    }
    return answer.fact("parcels", facts(items));
  }

  public static List<Map<String, Object>> facts(List<StickItem> items) {
    return items.stream()
        .map(item ->
            Map.<String, Object>of(
                "parcel", item.name().toString(),
                "state", Spelling.of(item.state()),
                "words", item.words()))
        .toList();
  }
}
