package org.foresign.vault.words;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.foresign.carry.StickItem;
import org.foresign.crypto.WordCode;
import org.foresign.model.batch.LaneId;
import org.foresign.model.card.Role;
import org.foresign.model.text.Ranges;
import org.foresign.model.text.Spelling;
import org.foresign.model.tx.SettledSlot;
import org.foresign.model.work.Counted;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.journal.PaperSheet;
import org.foresign.vault.journal.WriteOffRecall;
import org.foresign.vault.work.PaperLine;
import org.foresign.vault.work.Reading;

/** What must be read, in lines, with the question that ends it. A batch has a page of its own. */
public final class ReadingWords {
  private static final int SHOWN_NONCES = 20;

  private ReadingWords() {}

  /** The lines to be read; a batch has its own page. */
  public static List<String> lines(Reading reading) {
    return switch (reading) {
      case Reading.Batch _ -> List.of();
      case Reading.Sheet sheet -> sheet(sheet);
      case Reading.Card card ->
          List.of(
              "The card of "
                  + (card.card().card().role() == Role.DESK ? "a desk" : "an approver")
                  + ", to be called "
                  + card.name()
                  + ".",
              "Its words: " + String.join(" ", card.words()));
      case Reading.Revocation revoked -> List.of("Card " + revoked.peer().card().digest());
      case Reading.Policy policy -> policy.shown().lines();
      case Reading.Clock clock -> clock(clock);
      case Reading.Claim claim -> claim(claim);
      case Reading.WriteOff writeOff -> writeOff(writeOff);
      case Reading.Parcels parcels -> parcels.done().stream().map(StickItem::line).toList();
      case Reading.Seed _ ->
          List.of("The words give everybody who reads them every account of this seed.");
    };
  }

  public static String question(Reading reading) {
    return switch (reading) {
      case Reading.Batch batch ->
          "Shall "
              + Counted.of(batch.judged().review().leaves().size(), "transaction")
              + " be signed?";
      case Reading.Sheet sheet ->
          sheet.newest().isEmpty()
              ? "Is the sheet still without such a line?"
              : "Are number and head words those of the last line?";
      case Reading.Card _ -> "Does the other screen show the same ten words?";
      case Reading.Revocation _ -> "Shall it be revoked for good?";
      case Reading.Policy _ -> "Shall this be the policy?";
      case Reading.Clock clock ->
          clock.setsBack()
              ? "Is this machine's clock right now?"
              : "Is this machine's clock right?";
      case Reading.Claim _ -> "Shall it be closed for good?";
      case Reading.WriteOff _ -> "Is each of them used for good, as far as you can tell?";
      case Reading.Parcels _ -> "Shall these be removed from the stick?";
      case Reading.Seed _ -> "Are you alone, and is no camera in sight?";
    };
  }

  /** Where the two words are to be read. */
  public static String source(Reading reading) {
    return switch (reading) {
      case Reading.Batch _ -> "the desk's screen";
      case Reading.Sheet _ -> "the sheet's last line";
      case Reading.Card _ -> "the other screen";
      case Reading.Revocation _,
          Reading.Policy _,
          Reading.Clock _,
          Reading.Claim _,
          Reading.WriteOff _,
          Reading.Parcels _,
          Reading.Seed _ ->
          "the line above";
    };
  }

  private static List<String> sheet(Reading.Sheet sheet) {
    if (sheet.newest().isEmpty()) {
      return List.of(
          "Nothing was decided in this vault yet, so the paper sheet has no line with the number of"
              + " a ceremony and head words.",
          "The ten words of cards do not count: they may stand on it.");
    }
    List<String> lines = new ArrayList<>();
    lines.add("The last line of the paper sheet must say:");
    lines.add("  ceremony " + sheet.ceremony());
    for (PaperSheet line : sheet.newest()) {
      lines.add(
          (line.equals(sheet.newest().getFirst()) ? "  head words: " : "  before that: ")
              + WordCode.text(line.head())
              + "  ("
              + Spelling.of(line.event())
              + ", "
              + Instant.ofEpochSecond(line.time())
              + ")");
    }
    return lines;
  }

  /** Whoever confirms a date has read the year, for the words are made of these times. */
  private static List<String> clock(Reading.Clock clock) {
    List<String> lines = new ArrayList<>();
    lines.add("Vault time is  " + time(clock.state()) + ", that of the last entry.");
    lines.add("The clock says " + Instant.ofEpochSecond(clock.clock()) + ".");
    if (clock.setsBack()) {
      lines.add("The policy gets a new number. Requests planned before are refused: export the");
      lines.add("policy to each desk, where the batches are planned again.");
      lines.add("What a policy widens and has not waited for by the new time waits again.");
    }
    if (clock.setsBack() && clock.interrupted() > 0) {
      lines.add(
          Counted.of(clock.interrupted(), "batch", "batches")
              + " interrupted after the claim can't be continued after that: 'vault batch close'.");
    }
    return lines;
  }

  /** What goes on paper. */
  public static String paper(PaperLine line) {
    return "For the paper sheet: ceremony "
        + line.ceremony()
        + ", head words "
        + String.join(" ", line.words());
  }

  public static String time(Journal.State state) {
    return Instant.ofEpochSecond(state.time()).toString();
  }

  private static List<String> claim(Reading.Claim reading) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Batch "
            + reading.claim().batchDigest()
            + ", "
            + Counted.of(reading.claim().leaves(), "transaction")
            + ", claimed on "
            + Instant.ofEpochSecond(reading.claim().claimedAt()));
    lines.add("Signatures may have been made; none is kept here and none will be.");
    lines.add("Its nonces count as signed for good, and its exposure stays.");
    lines.add(
        reading
            .desk()
            .map(peer -> "An empty result lets " + peer.name() + " plan on.")
            .orElse("The card of its desk is revoked: no message goes there any more."));
    return lines;
  }

  private static List<String> writeOff(Reading.WriteOff reading) {
    List<String> lines = new ArrayList<>();
    for (Reading.UsedNonces used : reading.all()) {
      List<SettledSlot> settled = used.settled();
      lines.add(
          used.desk().map(desk -> desk.name() + " claims").orElse("You say")
              + " that "
              + Counted.of(settled.size(), "nonce")
              + " can't be used any more; this vault can't check that:");
      Map<LaneId, SortedSet<Long>> lanes = new LinkedHashMap<>();
      settled.forEach(one ->
          lanes
              .computeIfAbsent(one.slot().lane(), lane -> new TreeSet<>())
              .add(one.slot().nonce()));
      lanes.forEach((lane, nonces) -> lines.add("  " + lane + ", " + Ranges.nonces(nonces)));
      lines.add(settled.size() > SHOWN_NONCES ? "Some of them:" : "Each of them:");
      settled.stream().limit(SHOWN_NONCES).forEach(one -> lines.add("  " + words(one)));
    }
    lines.add("Compare some of them with a block explorer that the desk has no part in.");
    lines.add("Written off, they free room under the outstanding limit, never under the lifetime");
    lines.add("limit, and no nonce reopens. A leaf that is not final can still be broadcast.");
    return lines;
  }

  private static String words(SettledSlot one) {
    return one.slot()
        + ": block "
        + one.block()
        + " "
        + one.blockHash()
        + ", "
        + one.usedBy().map(leaf -> "leaf " + leaf).orElse(WriteOffRecall.usedBy(one));
  }
}
