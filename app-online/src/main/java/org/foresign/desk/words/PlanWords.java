package org.foresign.desk.words;

import java.util.ArrayList;
import java.util.List;
import org.foresign.desk.plan.PaymentsFile;
import org.foresign.desk.settings.PlannedBatch;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.policy.PolicyWords;
import org.foresign.model.text.Spelling;

/** What a plan says beside its tree, so that a slip in a file or an order is seen. */
public final class PlanWords {
  private static final int MOST_NAMED = 5;

  private final PolicyWords names;

  public PlanWords(PolicyWords names) {
    this.names = names;
  }

  /** Every line of the payments files with what it pays in all. */
  public List<String> totals(Chain chain, List<PaymentsFile.Line> payments) {
    List<String> lines = new ArrayList<>();
    for (PaymentsFile.Line line : payments) {
      lines.add("  line " + line.number() + ": " + total(chain, line));
    }
    if (!lines.isEmpty()) {
      lines.addFirst("The payments files say:");
    }
    return lines;
  }

  private String total(Chain chain, PaymentsFile.Line line) {
    Operation payment = line.payment();
    if (payment instanceof Operation.NativeTransfer pay) {
      return words(chain, Asset.nativeOf(chain), pay.amount(), line.times(), pay.recipient());
    }
    if (payment instanceof Operation.TokenTransfer pay) {
      Asset token = Asset.token(chain, pay.token());
      return words(chain, token, pay.amount(), line.times(), pay.recipient());
    }
    throw new IllegalStateException("a payments file holds payments");
  }

  private String words(Chain chain, Asset asset, Wei amount, int times, Address to) {
    String all = names.readBack(asset, amount.times(times));
    String once = times == 1 ? all : names.amount(asset, amount) + " x " + times + " = " + all;
    return once + " to " + names.recipient(chain, to);
  }

  /** One line for all batches that the vault will not sign beside this one. */
  public static List<String> rivals(List<PlannedBatch> rivals) {
    if (rivals.isEmpty()) {
      return List.of();
    }
    List<String> named =
        rivals.stream()
            .limit(MOST_NAMED)
            .map(rival ->
                rival.digest().bytes().hex().substring(0, 16)
                    + " ("
                    + Spelling.of(rival.state())
                    + ")")
            .toList();
    int more = rivals.size() - named.size();
    return List.of(
        "The vault signs this batch or batch "
            + String.join(" or ", named)
            + (more > 0 ? " or one of " + more + " more" : "")
            + (rivals.size() == 1 ? ", not both" : ", only one of them")
            + ": they have the same number.");
  }
}
