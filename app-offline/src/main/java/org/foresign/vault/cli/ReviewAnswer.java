package org.foresign.vault.cli;

import java.util.ArrayList;
import java.util.List;
import org.foresign.command.Answer;
import org.foresign.crypto.CryptoChoice;
import org.foresign.model.operation.Operation;
import org.foresign.model.policy.ReviewedTx;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.vault.judge.JudgedBatch;
import org.foresign.vault.judge.ReviewPage;
import org.foresign.vault.judge.ReviewTree;

/** A judged batch as an answer. */
final class ReviewAnswer {
  private ReviewAnswer() {}

  static Answer of(JudgedBatch judged, boolean full) {
    return new Answer()
        .lines(ReviewPage.lines(judged, full))
        .facts(ReviewTree.of(judged))
        .crypto(crypto(judged))
        .exit(judged.review().refused() ? VaultExitCode.REFUSED : VaultExitCode.DONE);
  }

  /** The page with the libraries that judge and sign it. */
  static List<String> page(JudgedBatch judged, boolean full) {
    List<String> lines = new ArrayList<>(ReviewPage.lines(judged, full));
    crypto(judged).forEach(choice -> lines.add(choice.words()));
    return lines;
  }

  /** The libraries that this batch is judged and signed with. */
  static List<CryptoChoice> crypto(JudgedBatch judged) {
    boolean stakes =
        judged.review().leaves().stream()
            .map(ReviewedTx::leaf)
            .map(UnsignedTx::operation)
            .anyMatch(operation -> operation instanceof Operation.Stake);
    return stakes ? CryptoChoice.all() : List.of(CryptoChoice.signatures());
  }

  static int warnings(JudgedBatch judged) {
    int count = judged.review().whole().findings().size();
    for (ReviewedTx leaf : judged.review().leaves()) {
      count += leaf.verdict().findings().size();
    }
    return count;
  }
}
