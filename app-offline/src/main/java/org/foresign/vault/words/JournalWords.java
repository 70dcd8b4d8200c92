package org.foresign.vault.words;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.foresign.model.journal.JournalEntry;
import org.foresign.model.text.Spelling;

/** An entry of the journal, as a line and as facts. */
public final class JournalWords {
  private JournalWords() {}

  public static String line(JournalEntry entry) {
    return "%5d  %s  %-22s %s"
        .formatted(
            entry.number(),
            Instant.ofEpochSecond(entry.time()),
            Spelling.of(entry.event()),
            entry.details().stream()
                .map(detail -> detail.name() + " " + detail.value())
                .collect(Collectors.joining(", ")));
  }

  public static Map<String, Object> facts(JournalEntry entry) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("number", entry.number());
    facts.put("time", entry.time());
    facts.put("event", Spelling.of(entry.event()));
    entry.details().forEach(detail -> facts.put(detail.name(), detail.value()));
    return facts;
  }
}
