package org.foresign.vault.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.model.text.Spelling;
import org.foresign.model.work.Counted;
import org.foresign.vault.settings.VaultFacts;
import org.foresign.vault.work.PaperLine;
import org.foresign.vault.work.VaultStatus;

/** How a vault stands, as a page and as facts. */
public final class StatusWords {
  private StatusWords() {}

  public static List<String> lines(VaultStatus status) {
    VaultFacts facts = status.facts();
    List<String> lines = new ArrayList<>();
    lines.add((facts.practice() ? "Practice" : "Real") + " vault " + facts.instance().hex());
    lines.add("card:     " + facts.card().digest());
    lines.add("verified: the journal from its first entry, and all tables by it");
    lines.add("ceremony: " + facts.ceremony() + ", incarnation " + facts.incarnation());
    lines.add(
        "journal:  "
            + Counted.of(status.journal().number(), "entry", "entries")
            + ", head "
            + status.journal().head());
    lines.add("last entry: " + ReadingWords.time(status.journal()));
    lines.add(
        status
            .line()
            .map(ReadingWords::paper)
            .orElse(
                "For the paper sheet: ceremony "
                    + facts.ceremony()
                    + ", no head words: nothing was decided here yet"));
    switch (status.clock()) {
      case STEADY -> {}
      case BACK ->
          lines.add(
              "The clock is behind the last entry: signing is stopped. If the clock is right and a"
                  + " wrong date was accepted before, 'vault clock set-back' sets vault time back.");
      case FORWARD -> lines.add("The clock went forward by more than 7 days: confirm it.");
    }
    for (VaultStatus.Interrupted one : status.interrupted()) {
      lines.add(
          "Batch "
              + one.batch()
              + " was interrupted after its claim: its nonces count as signed, and "
              + one.signed()
              + " of its "
              + Counted.of(one.leaves(), "signature")
              + (one.signed() == 1 ? " is" : " are")
              + " stored. Sign the same"
              + " request again to continue; when that is refused for good, 'vault batch close'"
              + " gives its desk an empty result.");
    }
    if (status.withoutReceipt() > 0) {
      lines.add(
          Counted.of(status.withoutReceipt(), "result has", "results have") + " no receipt yet.");
    }
    return lines;
  }

  public static Map<String, Object> facts(VaultStatus status) {
    VaultFacts facts = status.facts();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("vault", facts.instance().hex());
    all.put("practice", facts.practice());
    all.put("card", facts.card().digest().bytes().hex());
    all.put("ceremony", facts.ceremony());
    all.put("incarnation", facts.incarnation());
    all.put("headWords", status.line().map(PaperLine::words).orElse(List.of()));
    all.put("journalEntries", status.journal().number());
    all.put("journalHead", status.journal().head().bytes().hex());
    all.put("clock", Spelling.of(status.clock()));
    all.put(
        "interrupted",
        status.interrupted().stream().map(one -> one.batch().bytes().hex()).toList());
    all.put(
        "interruptedSigned",
        status.interrupted().stream().map(VaultStatus.Interrupted::signed).toList());
    all.put("withoutReceipt", status.withoutReceipt());
    all.put("state", status.interrupted().isEmpty() ? "ready" : "interrupted");
    return all;
  }
}
