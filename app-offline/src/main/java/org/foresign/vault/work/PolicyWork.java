package org.foresign.vault.work;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.carry.Direction;
import org.foresign.carry.Envelope;
import org.foresign.carry.EnvelopeHeader;
import org.foresign.carry.FormatType;
import org.foresign.carry.Outbox;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.Sent;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.card.Role;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.UnusableRules.DeadEnd;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.store.Sql;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.keys.OfficerKey;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.officers.OfficerPolicies;
import org.foresign.vault.officers.OfficerProblem;
import org.foresign.vault.officers.Peer;
import org.foresign.vault.officers.Peers;
import org.foresign.vault.officers.PolicyChange;
import org.foresign.vault.officers.PolicyDiff;
import org.foresign.vault.officers.PolicyDraft;
import org.foresign.vault.officers.PolicyDrafts;
import org.jspecify.annotations.Nullable;

/**
 * What the vault signs: drafts, their differences, what officers accept, and what desks are told.
 */
public final class PolicyWork {
  /** A policy and whether it is in force at the vault time of the journal's last entry. */
  public record Shown(OfficerPolicies.Accepted accepted, boolean active) {}

  /** What a draft changes, and why no batch could pass it, if so. */
  public record Difference(OfficerPolicies.Shown shown, boolean widens, List<DeadEnd> deadEnds) {
    public Difference {
      deadEnds = List.copyOf(deadEnds);
    }
  }

  /**
   * What officers decided.
   *
   * @param deadEnds what no batch can have by it
   */
  public record Decision(
      OfficerPolicies.Decided decided,
      Shown shown,
      List<DeadEnd> deadEnds,
      Optional<PaperLine> line) {
    public Decision {
      deadEnds = List.copyOf(deadEnds);
    }
  }

  /**
   * A policy as it was written for desks.
   *
   * @param waits a newer one that was not written, since it is not in force yet
   */
  public record Export(
      Shown shown, List<ForDesk> parcels, Optional<OfficerPolicies.Accepted> waits) {
    public Export {
      parcels = List.copyOf(parcels);
    }
  }

  private record Accepted(
      Optional<OfficerPolicies.Accepted> newest, Optional<OfficerPolicies.Accepted> inForce) {}

  /** One desk's copy. */
  public record ForDesk(Peer desk, Sent sent) {}

  /** Changes a draft; an {@link IllegalArgumentException} says what it can't take. */
  @FunctionalInterface
  public interface Edit {
    void change(PolicyDraft draft) throws ProblemException;
  }

  private final Sitting sitting;

  public PolicyWork(Sitting sitting) {
    this.sitting = sitting;
  }

  /**
   * Begins a draft.
   *
   * @param empty whether with a policy that allows nothing; else with the newest one
   */
  public Policy draft(boolean empty) throws ProblemException {
    return sitting
        .home()
        .database()
        .inTransaction(sql -> {
          Policy draft =
              empty
                  ? PolicyDrafts.template(sql, sitting.facts())
                  : PolicyDrafts.successor(sql, sitting.facts());
          PolicyDrafts.keepDraft(sql, draft);
          return draft;
        });
  }

  /**
   * Changes the draft, which has no power: no passphrase is asked, and all is shown again before it
   * is accepted.
   *
   * @throws ProblemException with {@link OfficerProblem#POLICY_NO_DRAFT} or {@link
   *     OfficerProblem#POLICY_ENTRY_REFUSED}
   */
  public List<PolicyChange> edit(Edit edit) throws ProblemException {
    return sitting
        .home()
        .database()
        .inTransaction(sql -> {
          Policy draft = PolicyDrafts.requireDraft(sql);
          Policy changed = changed(draft, edit);
          PolicyDrafts.keepDraft(sql, changed);
          return PolicyDiff.between(draft, changed);
        });
  }

  private static Policy changed(Policy draft, Edit edit) throws ProblemException {
    try {
      PolicyDraft edited = new PolicyDraft(draft);
      edit.change(edited);
      return edited.policy();
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Problem.of(OfficerProblem.POLICY_ENTRY_REFUSED, String.valueOf(e.getMessage())), e);
    }
  }

  /** The draft as it stands. */
  public Policy draft() throws ProblemException {
    return sitting.home().database().read(PolicyDrafts::requireDraft);
  }

  /**
   * A policy.
   *
   * @param number of it, or null for the one in force
   * @throws ProblemException with {@link OfficerProblem#POLICY_NONE}
   */
  public Shown show(@Nullable Long number) throws ProblemException {
    return shown(
        sitting
            .home()
            .database()
            .read(sql ->
                number == null
                    ? OfficerPolicies.inForce(sql, sitting.facts())
                    : OfficerPolicies.numbered(sql, sitting.facts(), number))
            .orElseThrow(() -> Problem.of(OfficerProblem.POLICY_NONE).asException()));
  }

  /** What the draft changes. */
  public Difference diff() throws ProblemException {
    return sitting
        .home()
        .database()
        .read(sql -> {
          OpenVault.verified(sql);
          OfficerPolicies.Shown shown = OfficerPolicies.shown(sql, sitting.facts());
          return new Difference(
              shown,
              OfficerPolicies.changes(sql, sitting.facts(), shown.draft()).stream()
                  .anyMatch(PolicyChange::widens),
              OfficerPolicies.deadEnds(sql, sitting.facts(), shown.draft()));
        });
  }

  /** Makes the draft the next policy. */
  public Decision accept(PassphraseAsker passphrases, ReadingAsker asker) throws ProblemException {
    // Told before the passphrase; what is shown is read after it, in a file that was verified.
    sitting.home().database().read(this::wayOn);
    Sitting.Unlocked unlocked = sitting.unlock(passphrases, SecretPurpose.ADMINISTER);
    OfficerKey officers = unlocked.officers(asker);
    OfficerPolicies policies = new OfficerPolicies(unlocked.vault());
    OfficerPolicies.Shown shown = policies.show();
    sitting.require(asker, new Reading.Policy(shown));
    OfficerPolicies.Decided decided = policies.accept(officers, shown);
    Policy whole = decided.whole().policy();
    List<DeadEnd> ends =
        sitting
            .home()
            .database()
            .read(sql -> OfficerPolicies.deadEnds(sql, sitting.facts(), whole));
    return new Decision(decided, shown(decided.whole()), ends, sitting.sheet().tell());
  }

  private Policy wayOn(Sql sql) throws ProblemException {
    Policy draft = PolicyDrafts.requireDraft(sql);
    OfficerPolicies.requireWayOn(sql, sitting.facts(), draft);
    return draft;
  }

  /**
   * Writes the signed policy, sealed for paired desks.
   *
   * @param desk digest of a card or its first 8 digits, or null for all
   * @param pending whether the newest one, although it is not in force yet
   * @throws ProblemException with {@link OfficerProblem#PEER_UNKNOWN} or {@link
   *     OfficerProblem#POLICY_NONE}
   */
  public Export export(
      Outbox out, @Nullable String desk, boolean pending, PassphraseAsker passphrases)
      throws ProblemException {
    List<Peer> desks = desks(desk); // told before the passphrase that there is none
    OpenVault vault = sitting.unlock(passphrases).vault();
    Accepted found =
        vault.look((sql, memory) -> {
          for (Peer peer : desks) {
            requireStands(sql, vault, peer);
          }
          return new Accepted(
              OfficerPolicies.newest(sql, sitting.facts()),
              OfficerPolicies.inForce(sql, sitting.facts()));
        });
    OfficerPolicies.Accepted accepted =
        (pending ? found.newest() : found.inForce())
            .orElseThrow(() -> Problem.of(OfficerProblem.POLICY_NONE).asException());
    List<ForDesk> parcels = new ArrayList<>();
    for (Peer peer : desks) {
      Sent sent = out.offer(Parcel.of(ParcelKind.POLICY, seal(vault, peer, accepted)));
      if (sent.delivery().wasOffered()) {
        new OfficerPolicies(vault).noteExport(accepted, peer);
      }
      parcels.add(new ForDesk(peer, sent));
    }
    return new Export(
        shown(accepted),
        parcels,
        found.newest().filter(last -> !last.hash().equals(accepted.hash())));
  }

  /** It was read before anything was verified; a revoked desk gets no policy. */
  private static void requireStands(Sql sql, OpenVault vault, Peer peer) throws ProblemException {
    Digest32 card = peer.card().digest();
    if (Peers.find(sql, vault.facts(), card).filter(peer::equals).isEmpty()) {
      throw Problem.of(OfficerProblem.PEER_UNKNOWN, card.toString()).asException();
    }
  }

  private List<Peer> desks(@Nullable String wanted) throws ProblemException {
    List<Peer> found =
        sitting
            .home()
            .database()
            .read(sql ->
                wanted != null
                    ? List.of(Pairing.find(sql, sitting.facts(), wanted))
                    : Peers.list(sql, sitting.facts()).stream()
                        .filter(peer -> !peer.revoked())
                        .filter(peer -> peer.card().card().role() == Role.DESK)
                        .toList());
    if (found.isEmpty()) {
      throw Problem.of(OfficerProblem.PEER_UNKNOWN, "no desk is paired").asException();
    }
    return found;
  }

  private Bytes seal(OpenVault vault, Peer peer, OfficerPolicies.Accepted accepted)
      throws ProblemException {
    SecureRandom random = sitting.tools().random();
    byte[] id = new byte[16];
    random.nextBytes(id);
    EnvelopeHeader header =
        EnvelopeHeader.between(
            FormatType.POLICY,
            Direction.VAULT_TO_DESK,
            vault.facts().card(),
            peer.card(),
            Bytes.of(id));
    Bytes deskKey = peer.card().card().agreement().orElseThrow();
    return vault.useSigningKey(
        key -> Envelope.seal(header, accepted.document().encode(), key, deskKey, random));
  }

  private Shown shown(OfficerPolicies.Accepted accepted) throws ProblemException {
    long now = sitting.home().database().read(Journal::state).time();
    return new Shown(accepted, accepted.active(sitting.facts().ceremony(), now));
  }
}
