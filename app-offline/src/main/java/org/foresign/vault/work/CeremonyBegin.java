package org.foresign.vault.work;

import java.util.List;
import java.util.Optional;
import org.foresign.codec.Digest32;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.keys.Ceremony;
import org.foresign.vault.keys.OfficerKey;

/** Begins the next ceremony, after a comparison with the paper sheet. */
public final class CeremonyBegin {
  /**
   * What came of it.
   *
   * @param compared head words of the line that was compared; none before anything was decided
   * @param journalHead hash of the journal's last entry
   */
  public record Outcome(
      long ceremony, List<String> compared, Digest32 journalHead, Optional<PaperLine> line) {
    public Outcome {
      compared = List.copyOf(compared);
    }
  }

  private final Sitting sitting;

  public CeremonyBegin(Sitting sitting) {
    this.sitting = sitting;
  }

  /**
   * Begins it.
   *
   * @throws ProblemException as {@link SheetComparison#compare} and {@link Ceremony#begin}
   */
  public Outcome run(PassphraseAsker passphrases, ReadingAsker asker) throws ProblemException {
    Sitting.Unlocked unlocked = sitting.unlock(passphrases, SecretPurpose.ADMINISTER);
    OfficerKey officers = unlocked.officers(asker);
    Journal.State after = Ceremony.begin(unlocked.vault(), officers);
    return new Outcome(
        unlocked.vault().facts().ceremony(),
        new Reading.Sheet(sitting.facts().ceremony(), officers.sheet().memory().paper()).words(),
        after.head(),
        sitting.sheet().tell());
  }
}
