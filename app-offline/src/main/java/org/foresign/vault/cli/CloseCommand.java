package org.foresign.vault.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.crypto.WordCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.slot.SlotPurpose;
import org.foresign.model.work.Counted;
import org.foresign.vault.journal.Ledger;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.officers.Peer;
import org.foresign.vault.sign.BatchClosing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Closes a claim that can't be gone on with, and gives its desk an empty result. */
@Command(
    name = "close",
    description = {
      "Closes a batch that was interrupted after its claim and can't be gone on with.",
      "Its nonces count as signed for ever; the empty result lets its desk plan on."
    },
    mixinStandardHelpOptions = true)
final class CloseCommand extends VaultAction {
  @Parameters(paramLabel = "BATCH", description = "Its digest, or at least 8 digits of it.")
  private String batch = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "For the journal.")
  private String reason = "";

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write.")
  private Path out = Path.of(".");

  CloseCommand(VaultServices services) {
    super(services);
  }

  @Override
  Answer run() throws ProblemException {
    try (Session session = Session.open(services, options)) {
      // Told before the passphrase; what is shown is read after it, in a file that was verified.
      session.home().database().read(sql -> BatchClosing.find(sql, batch));
      ResultPost post = new ResultPost(out);
      post.requireRoom(1);
      Session.Unlocked unlocked = session.unlock(SlotPurpose.ADMINISTER);
      OpenVault vault = unlocked.vault();
      Ledger.Entry claim = vault.look((sql, memory) -> BatchClosing.find(sql, batch));
      Optional<Peer> desk = vault.look((sql, memory) -> BatchClosing.desk(vault, sql, claim));
      session.confirmRead(
          page(claim, desk), WordCode.words(claim.batchDigest()), "Shall it be closed for ever?");
      Ledger.Entry closed =
          new BatchClosing(vault, unlocked.officers(), services.random()).close(claim, reason);
      Answer answer =
          new Answer()
              .line("Closed batch " + claim.batchDigest() + "; its nonces count as signed.")
              .fact("batch", claim.batchDigest().bytes().hex())
              .fact("closed", true);
      if (closed.envelope().isPresent()) {
        answer.facts(post.sendKept(vault, closed));
        answer.line("Wrote its empty result for " + desk.orElseThrow().name() + ".");
      } else {
        answer.line(
            "Its desk's card is revoked, so there is no result: drop the batch at the desk.");
      }
      return session.sheet().writeTo(answer);
    }
  }

  private static List<String> page(Ledger.Entry claim, Optional<Peer> desk) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Batch "
            + claim.batchDigest()
            + ", "
            + Counted.of(claim.leaves(), "transaction")
            + ", claimed on "
            + Instant.ofEpochSecond(claim.claimedAt()));
    lines.add("Signatures may have been made; none is kept here and none will be.");
    lines.add("Its nonces count as signed for ever, and its exposure stays.");
    lines.add(
        desk.map(peer -> "An empty result lets " + peer.name() + " plan on.")
            .orElse("The card of its desk is revoked: no message goes there any more."));
    return lines;
  }
}
