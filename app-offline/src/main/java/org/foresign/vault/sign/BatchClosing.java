package org.foresign.vault.sign;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Sql;
import org.foresign.vault.journal.BatchState;
import org.foresign.vault.journal.JournalReplay;
import org.foresign.vault.journal.Ledger;
import org.foresign.vault.journal.SigningParts;
import org.foresign.vault.keys.OfficerKey;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.officers.OfficerPolicies;
import org.foresign.vault.officers.Peer;
import org.foresign.vault.officers.Peers;

/**
 * Ends a claim that has no result and can't be continued, as after a change of policy or a review
 * date that passed. Its rows count as signed for good; its desk gets an empty result.
 */
public final class BatchClosing {
  private final OpenVault vault;
  private final ResultSealer sealer;

  public BatchClosing(OpenVault vault, SecureRandom random) {
    this.vault = vault;
    this.sealer = new ResultSealer(vault, random);
  }

  /**
   * The interrupted batch whose digest begins so.
   *
   * @param prefix at least 8 hex digits
   * @throws ProblemException with {@link SignProblem#SIGN_NOT_OPEN}
   */
  public static Ledger.Entry find(Sql sql, String prefix) throws ProblemException {
    String plain = prefix.startsWith("0x") ? prefix.substring(2) : prefix;
    List<Ledger.Entry> found =
        Ledger.inState(sql, BatchState.CLAIMED).stream()
            .filter(entry -> plain.length() >= 8)
            .filter(entry -> entry.batchDigest().bytes().hex().startsWith(plain))
            .toList();
    if (found.size() != 1) {
      throw Problem.of(SignProblem.SIGN_NOT_OPEN, prefix).asException();
    }
    return found.getFirst();
  }

  /** The card that the claim's desk has now; empty when it was revoked. */
  public static Optional<Peer> desk(OpenVault vault, Sql sql, Ledger.Entry claim)
      throws ProblemException {
    for (Peer peer : Peers.list(sql, vault.facts())) {
      if (!peer.revoked()
          && Peers.lineage(sql, vault.facts(), peer.card().digest()).contains(claim.deskCard())) {
        return Optional.of(peer);
      }
    }
    return Optional.empty();
  }

  /**
   * A claim that was closed.
   *
   * @param envelope with the empty result; none where no desk can receive it
   */
  public record Closed(Ledger.Entry batch, Optional<Bytes> envelope) {}

  /**
   * Closes a claim and keeps its empty result. No message goes to a card that was revoked, so such
   * a desk gets none.
   *
   * @param claim as it was shown; one that says anything else now is refused
   * @throws ProblemException with {@link SignProblem#SIGN_NOT_OPEN}
   */
  public Closed close(Ledger.Entry claim, String reason, OfficerKey officers)
      throws ProblemException {
    return vault.decide((sql, memory) -> {
      if (Ledger.byDigest(sql, claim.batchDigest()).filter(claim::equals).isEmpty()) {
        throw Problem.of(SignProblem.SIGN_NOT_OPEN, claim.batchDigest().toString()).asException();
      }
      Optional<Peer> desk = desk(vault, sql, claim);
      Optional<ResultSealer.Sealed> empty =
          desk.isPresent() ? Optional.of(empty(sql, claim, desk.get())) : Optional.empty();
      Optional<Digest32> result = empty.map(ResultSealer.Sealed::result);
      Optional<Bytes> envelope = empty.map(ResultSealer.Sealed::envelope);
      Ledger.close(sql, claim.id(), result, envelope);
      SigningParts.drop(sql, claim.id());
      vault.note(
          sql,
          officers.sheet(),
          JournalEvent.BATCH_CLOSED,
          Detail.of("digest", claim.batchDigest()),
          Detail.of("result", text(result)),
          Detail.of("envelope", text(envelope.map(JournalReplay::envelopeDigest))),
          Detail.of("reason", reason));
      return new Closed(Ledger.byDigest(sql, claim.batchDigest()).orElseThrow(), envelope);
    });
  }

  private ResultSealer.Sealed empty(Sql sql, Ledger.Entry claim, Peer desk)
      throws ProblemException {
    // The policy that it was claimed under was the one that the request names.
    OfficerPolicies.Accepted policy =
        OfficerPolicies.numbered(sql, vault.facts(), claim.policyNumber()).orElseThrow();
    return sealer.sealEmpty(claim, policy.hash(), desk.card());
  }

  private static String text(Optional<Digest32> digest) {
    return digest.map(Digest32::toString).orElse(JournalReplay.NO_RESULT);
  }
}
