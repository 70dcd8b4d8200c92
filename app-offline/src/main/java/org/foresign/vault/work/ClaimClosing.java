package org.foresign.vault.work;

import java.util.Optional;
import org.foresign.carry.Outbox;
import org.foresign.carry.Sent;
import org.foresign.codec.Bytes;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.vault.journal.Ledger;
import org.foresign.vault.keys.OfficerKey;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.officers.Peer;
import org.foresign.vault.sign.BatchClosing;

/** Closes a claim that nobody will continue, and gives its desk an empty result. */
public final class ClaimClosing {
  /**
   * What came of it.
   *
   * @param sent the empty result, and how its way ended; none if the desk's card is revoked
   */
  public record Outcome(
      Ledger.Entry closed, Optional<Peer> desk, Optional<Sent> sent, Optional<PaperLine> line) {}

  private final Sitting sitting;

  public ClaimClosing(Sitting sitting) {
    this.sitting = sitting;
  }

  /**
   * Closes it.
   *
   * @param batch its digest, or at least 8 hex digits of it
   * @throws ProblemException with a {@link org.foresign.vault.sign.SignProblem} or a problem of
   *     carrying
   */
  public Outcome run(
      String batch, String reason, Outbox out, PassphraseAsker passphrases, ReadingAsker asker)
      throws ProblemException {
    String why = JournalText.reason(reason);
    // Told before the passphrase; what is shown is read after it, in a file that was verified.
    sitting.home().database().read(sql -> BatchClosing.find(sql, batch));
    ResultDelivery post = new ResultDelivery(out);
    post.requireRoom(1);
    Sitting.Unlocked unlocked = sitting.unlock(passphrases, SecretPurpose.ADMINISTER);
    OpenVault vault = unlocked.vault();
    Reading.Claim shown =
        vault.look((sql, memory) -> {
          Ledger.Entry claim = BatchClosing.find(sql, batch);
          return new Reading.Claim(claim, BatchClosing.desk(vault, sql, claim));
        });
    OfficerKey officers = unlocked.officers(asker);
    sitting.require(asker, shown);
    BatchClosing.Closed closed =
        new BatchClosing(vault, sitting.tools().random()).close(shown.claim(), why, officers);
    Optional<PaperLine> line = sitting.sheet().ahead(asker);
    Optional<Bytes> empty = closed.envelope();
    Optional<Sent> sent =
        empty.isPresent()
            ? Optional.of(post.sendKept(vault, new Ledger.Kept(closed.batch(), empty.get())))
            : Optional.empty();
    sitting.sheet().told();
    return new Outcome(closed.batch(), shown.desk(), sent, line);
  }
}
