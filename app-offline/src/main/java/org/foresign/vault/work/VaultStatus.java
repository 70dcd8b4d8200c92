package org.foresign.vault.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.codec.Digest32;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.journal.JournalReplay;
import org.foresign.vault.journal.VaultTime;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.settings.VaultFacts;
import org.foresign.vault.settings.VaultRow;

/**
 * How a vault stands, all of it read in one transaction in which it was verified.
 *
 * @param interrupted batches that were claimed and have no result
 * @param withoutReceipt how many results no desk has confirmed
 * @param line what the paper sheet must end with; empty before anything was decided
 */
public record VaultStatus(
    VaultFacts facts,
    Journal.State journal,
    VaultTime.Standing clock,
    List<Interrupted> interrupted,
    long withoutReceipt,
    Optional<PaperLine> line) {
  /**
   * A claim without a result.
   *
   * @param signed how many of its signatures are stored
   */
  public record Interrupted(Digest32 batch, long leaves, long signed) {}

  public VaultStatus {
    interrupted = List.copyOf(interrupted);
  }

  /**
   * Verifies a vault and tells how it stands; no passphrase is needed.
   *
   * @throws ProblemException if it is not what its journal tells
   */
  public static VaultStatus of(Sitting sitting) throws ProblemException {
    return sitting
        .home()
        .database()
        .read(sql ->
            of(OpenVault.verified(sql), VaultRow.facts(sql), Journal.state(sql), sitting.time()));
  }

  /** How a vault stands by what was verified when it was opened. */
  public static VaultStatus of(OpenVault vault) throws ProblemException {
    return of(vault.memory(), vault.facts(), vault.known(), vault.time());
  }

  private static VaultStatus of(
      JournalReplay memory, VaultFacts facts, Journal.State state, VaultTime time) {
    List<Interrupted> interrupted = new ArrayList<>();
    memory
        .open()
        .forEach((batch, leaves) ->
            interrupted.add(new Interrupted(batch, leaves, memory.signed(batch))));
    return new VaultStatus(
        facts,
        state,
        time.standing(state),
        interrupted,
        memory.withoutReceipt(),
        memory.paper().stream()
            .findFirst()
            .map(sheet -> new PaperLine(facts.ceremony(), sheet.head())));
  }
}
