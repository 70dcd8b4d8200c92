package org.foresign.desk.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.foresign.command.Answer;
import org.foresign.desk.chain.Broadcast;
import org.foresign.desk.hold.Effect;
import org.foresign.desk.hold.Fate;
import org.foresign.desk.release.LaneEvent;
import org.foresign.desk.release.LaneFacts;
import org.foresign.desk.release.LaneStatus;
import org.foresign.desk.release.LeafStanding;
import org.foresign.desk.release.LeafStatus;
import org.foresign.desk.release.RecoveryNote;
import org.foresign.desk.release.ReleaseAnswer;
import org.foresign.desk.words.EventFacts;
import org.foresign.desk.words.FateWords;
import org.foresign.desk.words.FindingWords;
import org.foresign.desk.words.LaneWords;
import org.foresign.desk.work.ChainNames;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.NativeCoins;
import org.foresign.model.text.Spelling;
import org.foresign.words.OperationWords;
import org.foresign.words.ReviewFacts;

/** Lanes, leaves and what happened to them, in lines and as facts. */
final class LanePage {
  private LanePage() {}

  static String name(LaneId lane) {
    return ChainNames.name(lane.chain()) + " " + lane.account();
  }

  static Map<String, Object> laneFacts(LaneId lane) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("chain", lane.chain().reference());
    facts.put("account", lane.account().toString());
    return facts;
  }

  static void print(LaneStatus status, boolean all, Consumer<String> out) {
    out.accept(name(status.lane()) + ": " + counts(status.counts()));
    lines(status).forEach(fact -> out.accept("  " + fact));
    for (LeafStatus leaf : status.leaves()) {
      if (all || !isSettled(leaf)) {
        out.accept(line(leaf));
      }
    }
  }

  /** What the chain says, or why that is not known, a line each. */
  private static List<String> lines(LaneStatus status) {
    LaneFacts facts = status.facts();
    if (facts == null) {
      return List.of();
    }
    String account =
        facts
            .account()
            .toOptional()
            .map(known ->
                "next nonce "
                    + known.nonce()
                    + ", balance "
                    + NativeCoins.amount(status.lane().chain(), known.balance()))
            .orElse(facts.account().words());
    return List.of(
        "account: " + account,
        "next base fee: " + facts.baseFee().map(fee -> fee.toUnits(9) + " gwei").words());
  }

  /** Nothing more can happen with it that anybody waits for. */
  private static boolean isSettled(LeafStatus leaf) {
    Effect effect = leaf.fate().effect();
    return leaf.standing() == LeafStanding.VOID
        || (leaf.standing() == LeafStanding.FINAL
            && effect != Effect.AWAITED
            && effect != Effect.QUEUED);
  }

  private static String line(LeafStatus leaf) {
    String words = FateWords.of(leaf.fate().reason());
    return "  %-6s %-12s %s%s"
        .formatted(
            "#" + leaf.leaf().id(),
            leaf.standing().word(),
            OperationWords.line(leaf.transaction()),
            words.isEmpty() ? "" : " (" + words + ")");
  }

  static Map<String, Object> facts(LaneStatus status) {
    Map<String, Object> facts = laneFacts(status.lane());
    facts.put("facts", lines(status));
    facts.put("counts", words(status.counts()));
    Iterable<Map<String, Object>> leaves =
        () ->
            StreamSupport.stream(status.leaves().spliterator(), false)
                .map(LanePage::facts)
                .iterator();
    facts.put("leaves", leaves);
    return facts;
  }

  private static Map<String, Object> facts(LeafStatus leaf) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("id", leaf.leaf().id());
    facts.put("state", Spelling.of(leaf.leaf().state()));
    facts.put("standing", leaf.standing().word());
    facts.put("class", Spelling.of(leaf.leaf().releaseClass()));
    facts.putAll(ReviewFacts.leaf(leaf.transaction()));
    Fate fate = leaf.fate();
    fate.transactionHash().ifPresent(hash -> facts.put("transaction", hash.toString()));
    fate.includedAt().ifPresent(block -> facts.put("block", block.number()));
    facts.put("reverted", fate.reverted());
    facts.put("effect", word(fate.effect()));
    facts.put("reason", EventFacts.of(fate.reason()));
    facts.put("words", FateWords.of(fate.reason()));
    return facts;
  }

  private static String counts(Map<LeafStanding, Integer> counts) {
    return String.join(
        ", ", counts.entrySet().stream().map(e -> e.getValue() + " " + e.getKey().word()).toList());
  }

  private static Map<String, Integer> words(Map<LeafStanding, Integer> counts) {
    Map<String, Integer> words = new LinkedHashMap<>();
    counts.forEach((standing, count) -> words.put(standing.word(), count));
    return words;
  }

  static String word(Effect effect) {
    return Spelling.of(effect);
  }

  static Map<String, Object> facts(LaneEvent event) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("kind", Spelling.of(event.kind()));
    facts.put("leaf", event.leaf());
    facts.put("nonce", event.nonce());
    facts.putAll(EventFacts.of(event));
    facts.put("words", LaneWords.of(event));
    return facts;
  }

  static List<Map<String, Object>> recovered(List<RecoveryNote> notes) {
    return notes.stream()
        .map(note ->
            Map.<String, Object>of(
                "leaf", note.leaf(), "exposed", note.exposed(), "words", LaneWords.of(note)))
        .toList();
  }

  static List<String> lines(ReleaseAnswer answer) {
    List<String> lines = new ArrayList<>();
    switch (answer) {
      case ReleaseAnswer.Stopped stopped -> {
        lines.add("Leaf " + stopped.leaf() + " stays: " + FindingWords.problem(stopped).happened());
        lines.add("  " + stopped.problem().code().safe());
        lines.add("  " + stopped.problem().code().next());
      }
      case ReleaseAnswer.Sent sent -> {
        boolean out = sent.broadcast().isOut();
        lines.add(
            "Leaf "
                + sent.leaf()
                + (out ? " is out: " : " counts as exposed, but nobody took it: ")
                + sent.broadcast().transaction());
        sent.broadcast().outcomes().forEach(outcome -> lines.add("  " + line(outcome)));
        if (!out) {
          lines.add("  The same command sends the same leaf again; no higher tier is spent on it.");
        }
        sent.notes().forEach(note -> lines.add("  note: " + FindingWords.of(note)));
      }
    }
    return lines;
  }

  static Map<String, Object> facts(ReleaseAnswer answer) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("leaf", answer.leaf());
    switch (answer) {
      case ReleaseAnswer.Stopped stopped -> {
        facts.put("sent", false);
        facts.put("problem", Answer.facts(FindingWords.problem(stopped)));
        facts.put("reasons", stopped.reasons().stream().map(EventFacts::of).toList());
      }
      case ReleaseAnswer.Sent sent -> {
        facts.put("sent", true);
        facts.put("out", sent.broadcast().isOut());
        facts.put("transaction", sent.broadcast().transaction().toString());
        facts.put("outcomes", sent.broadcast().outcomes().stream().map(LanePage::line).toList());
        facts.put("notes", sent.notes().stream().map(FindingWords::of).toList());
      }
    }
    return facts;
  }

  private static String line(Broadcast.Outcome outcome) {
    return switch (outcome) {
      case Broadcast.Accepted accepted -> accepted.endpoint() + ": taken";
      case Broadcast.AlreadyKnown known -> known.endpoint() + ": had it already";
      case Broadcast.Rejected rejected -> rejected.endpoint() + ": refused, " + rejected.reason();
      case Broadcast.NoAnswer none -> none.endpoint() + ": " + none.problem().happened();
    };
  }
}
