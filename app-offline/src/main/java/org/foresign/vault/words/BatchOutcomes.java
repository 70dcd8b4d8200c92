package org.foresign.vault.words;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.carry.ParcelName;
import org.foresign.model.policy.PolicyWords;
import org.foresign.model.work.Counted;
import org.foresign.vault.journal.BatchState;
import org.foresign.vault.journal.Ledger;
import org.foresign.vault.work.ClaimClosing;
import org.foresign.vault.work.ReceiptTaking;
import org.foresign.vault.work.WriteOffWork;

/** What became of batches after they were signed, in lines and as facts. */
public final class BatchOutcomes {
  private BatchOutcomes() {}

  /** About a request whose result is kept. */
  public static String line(Ledger.Entry kept) {
    String claimed = Instant.ofEpochSecond(kept.claimedAt()).toString();
    return kept.state() == BatchState.CLOSED
        ? "This request was claimed on "
            + claimed
            + " and closed without signatures; its empty result is kept."
        : "This request was signed on "
            + claimed
            + "; its result is kept, and it is never signed again.";
  }

  public static Map<String, Object> facts(Ledger.Entry kept) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("batch", kept.batchDigest().bytes().hex());
    facts.put("signedBefore", true);
    facts.put("closed", kept.state() == BatchState.CLOSED);
    facts.put("leaves", kept.leaves());
    return facts;
  }

  public static List<String> lines(ReceiptTaking.Outcome receipts) {
    List<String> lines = new ArrayList<>();
    lines.add(
        Counted.of(receipts.taken(), "receipt")
            + " taken, "
            + receipts.known()
            + " known already.");
    receipts
        .passedOver()
        .forEach((name, problem) -> lines.add("Skipped " + name + ": " + problem.happened()));
    if (receipts.claimedFinal() > 0) {
      lines.add(
          "The desk claims that "
              + Counted.of(receipts.claimedFinal(), "nonce")
              + " counted as outstanding here are used for good: 'vault writeoff --in' shows"
              + " them and asks.");
    }
    return lines;
  }

  public static Map<String, Object> facts(ReceiptTaking.Outcome receipts) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("taken", receipts.taken());
    facts.put("alreadyTaken", receipts.known());
    facts.put(
        "passedOver", receipts.passedOver().keySet().stream().map(ParcelName::toString).toList());
    facts.put("claimedFinal", receipts.claimedFinal());
    return facts;
  }

  public static List<String> lines(WriteOffWork.Outcome outcome) {
    PolicyWords words = outcome.names();
    List<String> lines = new ArrayList<>();
    lines.add("Wrote off " + Counted.of(outcome.writtenOff(), "nonce") + ".");
    for (WriteOffWork.Fall fall : outcome.falls()) {
      fall.before()
          .amounts()
          .forEach((asset, was) ->
              lines.add(
                  words.lane(fall.lane())
                      + ": outstanding falls from "
                      + words.amount(asset, was)
                      + " to "
                      + words.amount(asset, fall.after().of(asset))));
    }
    return lines;
  }

  public static Map<String, Object> facts(WriteOffWork.Outcome outcome) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("writtenOff", outcome.writtenOff());
    facts.put(
        "lanes",
        outcome.falls().stream().map(fall -> Map.of("lane", fall.lane().toString())).toList());
    return facts;
  }

  public static List<String> lines(ClaimClosing.Outcome outcome) {
    return List.of(
        "Closed batch " + outcome.closed().batchDigest() + "; its nonces count as signed.",
        outcome.sent().isPresent()
            ? "Wrote its empty result for " + outcome.desk().orElseThrow().name() + "."
            : "Its desk's card is revoked, so there is no result: drop the batch at the desk.");
  }

  public static Map<String, Object> facts(ClaimClosing.Outcome outcome) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("batch", outcome.closed().batchDigest().bytes().hex());
    facts.put("closed", true);
    outcome.sent().ifPresent(sent -> facts.put("parcel", sent.parcel().tag()));
    return facts;
  }
}
