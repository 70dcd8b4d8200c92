package org.foresign.vault.work;

import java.util.Optional;
import org.foresign.codec.Digest32;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.vault.journal.BatchState;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.journal.Ledger;
import org.foresign.vault.keys.OfficerKey;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.officers.ClockDecisions;

/** Vault time: accepts a long step of the clock, or sets vault time back to it. */
public final class ClockWork {
  /** What came of it. */
  public record Outcome(
      ClockDecisions.Decided decided, Digest32 journalHead, Optional<PaperLine> line) {}

  private final Sitting sitting;

  public ClockWork(Sitting sitting) {
    this.sitting = sitting;
  }

  /** Accepts a step forward of more than 7 days. */
  public Outcome accept(PassphraseAsker passphrases, ReadingAsker asker) throws ProblemException {
    sitting.time().requireNotBack(sitting.home().database().read(Journal::state));
    Sitting.Unlocked unlocked = sitting.unlock(passphrases, SecretPurpose.ADMINISTER);
    sitting.time().requireNotBack(unlocked.vault().known());
    OfficerKey officers = unlocked.officers(asker);
    Reading.Clock shown = reading(unlocked.vault(), false);
    sitting.require(asker, shown);
    ClockDecisions decisions = new ClockDecisions(unlocked.vault(), officers);
    return told(unlocked.vault(), decisions.accept(shown.clock()));
  }

  /**
   * Sets vault time back after a wrong date was taken.
   *
   * @param reason for the journal
   * @throws ProblemException with {@link org.foresign.vault.sign.SignProblem#SIGN_REASON_UNFIT} or
   *     another problem
   */
  public Outcome setBack(String reason, PassphraseAsker passphrases, ReadingAsker asker)
      throws ProblemException {
    String why = JournalText.reason(reason);
    sitting.time().requireBack(sitting.home().database().read(Journal::state));
    Sitting.Unlocked unlocked = sitting.unlock(passphrases, SecretPurpose.ADMINISTER);
    OfficerKey officers = unlocked.officers(asker);
    Reading.Clock shown = reading(unlocked.vault(), true);
    sitting.require(asker, shown);
    ClockDecisions decisions = new ClockDecisions(unlocked.vault(), officers);
    return told(unlocked.vault(), decisions.setBack(why, shown.clock()));
  }

  /** The page as the verified file has it. */
  public Reading.Clock reading(OpenVault vault, boolean setsBack) throws ProblemException {
    return vault.look((sql, memory) ->
        new Reading.Clock(
            Journal.state(sql),
            sitting.time().clock(),
            setsBack,
            Ledger.inState(sql, BatchState.CLAIMED).size()));
  }

  private Outcome told(OpenVault vault, ClockDecisions.Decided decided) throws ProblemException {
    return new Outcome(decided, vault.known().head(), sitting.sheet().tell());
  }
}
