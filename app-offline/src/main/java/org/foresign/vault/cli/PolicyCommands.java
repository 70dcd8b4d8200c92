package org.foresign.vault.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.carry.Direction;
import org.foresign.carry.Envelope;
import org.foresign.carry.EnvelopeHeader;
import org.foresign.carry.FormatType;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.WordCode;
import org.foresign.model.card.Role;
import org.foresign.model.policy.DeadEnds.DeadEnd;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.PolicyCodec;
import org.foresign.model.policy.PolicyWords;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.slot.SlotPurpose;
import org.foresign.store.Sql;
import org.foresign.usb.FolderCarrier;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.officers.OfficerProblem;
import org.foresign.vault.officers.Peer;
import org.foresign.vault.officers.Peers;
import org.foresign.vault.officers.Policies;
import org.foresign.vault.officers.PolicyChange;
import org.foresign.vault.officers.PolicyText;
import org.foresign.vault.settings.VaultFacts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commands about whole policies. */
final class PolicyCommands {
  private PolicyCommands() {}

  /** Begins a draft. */
  @Command(
      name = "draft",
      description = "Begins a draft from the newest policy, or from one that allows nothing.",
      mixinStandardHelpOptions = true)
  static final class Draft extends VaultAction {
    @Option(names = "--from-template", description = "Begin with what allows nothing.")
    private boolean template;

    Draft(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      try (Session session = Session.open(services, options)) {
        return session
            .home()
            .database()
            .inTransaction(sql -> {
              Policy draft =
                  template
                      ? Policies.template(sql, session.facts())
                      : Policies.successor(sql, session.facts());
              Policies.keepDraft(sql, draft);
              return new Answer()
                  .lines(new PolicyText(draft).lines())
                  .fact("number", draft.number());
            });
      }
    }
  }

  /** Shows a policy. */
  @Command(
      name = "show",
      description = "Shows the policy in force, the draft, or an older one.",
      mixinStandardHelpOptions = true)
  static final class Show extends VaultAction {
    @Option(names = "--draft", description = "The draft.")
    private boolean draft;

    @Option(names = "--number", paramLabel = "NUMBER", description = "The policy with this number.")
    private @Nullable Long number;

    Show(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      try (Session session = Session.open(services, options)) {
        if (draft) {
          Policy found =
              session
                  .home()
                  .database()
                  .read(Policies::draft)
                  .orElseThrow(() -> Problem.of(OfficerProblem.POLICY_NO_DRAFT).asException());
          return new Answer()
              .lines(new PolicyText(found).lines())
              .fact("draft", true)
              .fact("lines", new PolicyText(found).lines());
        }
        Long wanted = number;
        Optional<Policies.Accepted> found =
            session
                .home()
                .database()
                .read(sql ->
                    wanted == null
                        ? Policies.inForce(sql, session.facts())
                        : Policies.numbered(sql, session.facts(), wanted));
        Policies.Accepted accepted =
            found.orElseThrow(() -> Problem.of(OfficerProblem.POLICY_NONE).asException());
        return facts(
                new Answer().lines(new PolicyText(accepted.policy()).lines()), session, accepted)
            .fact("lines", new PolicyText(accepted.policy()).lines());
      }
    }
  }

  /** Shows what the draft changes. */
  @Command(
      name = "diff",
      description = "Shows in plain words what the draft changes.",
      mixinStandardHelpOptions = true)
  static final class Diff extends VaultAction {
    Diff(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      try (Session session = Session.open(services, options)) {
        return session
            .home()
            .database()
            .read(sql -> {
              OpenVault.verified(sql);
              Policies.Shown shown = Policies.shown(sql, session.facts());
              Policy draft = shown.draft();
              return new Answer()
                  .lines(shown.lines())
                  .fact(
                      "widens",
                      Policies.changes(sql, session.facts(), draft).stream()
                          .anyMatch(PolicyChange::widens))
                  .fact("changes", shown.lines())
                  .fact("noWayOn", words(Policies.deadEnds(sql, session.facts(), draft)));
            });
      }
    }
  }

  /** Accepts the draft. */
  @Command(
      name = "accept",
      description = "Makes the draft the next policy; widening acts from the next ceremony on.",
      mixinStandardHelpOptions = true)
  static final class Accept extends VaultAction {
    Accept(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      try (Session session = Session.open(services, options)) {
        // Told before the passphrase; what is shown is read after it, in a file that was verified.
        session.home().database().read(sql -> wayOn(sql, session.facts()));
        Session.Unlocked unlocked = session.unlock(SlotPurpose.ADMINISTER);
        Policies policies = new Policies(unlocked.vault());
        Policies.Shown shown = policies.show();
        session.confirmRead(
            shown.lines(),
            WordCode.words(PolicyCodec.hash(shown.draft())),
            "Shall this be the policy?");
        Policies.Decided decided = policies.accept(unlocked.officers(), shown);
        Policies.Accepted accepted = decided.whole();
        Answer answer =
            new Answer().line("Policy " + accepted.policy().number() + " is " + accepted.hash());
        answer.line(active(session, accepted) ? "It is in force." : waiting(accepted));
        decided
            .atOnce()
            .ifPresent(now ->
                answer
                    .line(
                        "What it narrows is in force at once, as policy "
                            + now.policy().number()
                            + ", "
                            + now.hash()
                            + ".")
                    .fact("narrowedNow", now.policy().number())
                    .fact("narrowedHash", now.hash().bytes().hex()));
        return session.sheet().writeTo(facts(answer, session, accepted));
      }
    }

    private static Policy wayOn(Sql sql, VaultFacts facts) throws ProblemException {
      Policy draft = Policies.requireDraft(sql);
      Policies.requireWayOn(sql, facts, draft);
      return draft;
    }

    private static String waiting(Policies.Accepted accepted) {
      String from = "It widens, so it is in force from ceremony " + accepted.activeFrom() + " on";
      return accepted.notBefore() == 0
          ? from + "."
          : from + ", and not before " + PolicyWords.time(accepted.notBefore()) + ".";
    }
  }

  /** Exports the signed policy for a desk. */
  @Command(
      name = "export",
      description = "Writes the signed policy, sealed for a paired desk.",
      mixinStandardHelpOptions = true)
  static final class Export extends VaultAction {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write.")
    private Path out = Path.of(".");

    @Option(names = "--desk", paramLabel = "CARD", description = "One desk; all by default.")
    private @Nullable String desk;

    @Option(names = "--pending", description = "The newest, although it is not in force yet.")
    private boolean pending;

    Export(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      try (Session session = Session.open(services, options)) {
        List<Peer> desks = desks(session); // told before the passphrase that there is none
        OpenVault vault = session.unlock().vault();
        Policies.Accepted accepted =
            vault
                .look((sql, memory) -> {
                  for (Peer peer : desks) {
                    requireStands(sql, vault, peer);
                  }
                  return pending
                      ? Policies.newest(sql, session.facts())
                      : Policies.inForce(sql, session.facts());
                })
                .orElseThrow(() -> Problem.of(OfficerProblem.POLICY_NONE).asException());
        Answer answer = new Answer();
        List<String> parcels = new ArrayList<>();
        for (Peer peer : desks) {
          Parcel parcel = Parcel.of(ParcelKind.POLICY, seal(vault, peer, accepted));
          answer.line("Wrote " + new FolderCarrier(out).send(parcel) + " for " + peer.name());
          new Policies(vault).noteExport(accepted, peer);
          parcels.add(parcel.name().tag());
        }
        return facts(answer, session, accepted).fact("parcels", parcels);
      }
    }

    /** It was read before anything was verified; a revoked desk gets no policy. */
    private static void requireStands(Sql sql, OpenVault vault, Peer peer) throws ProblemException {
      Digest32 card = peer.card().digest();
      if (Peers.find(sql, vault.facts(), card).filter(peer::equals).isEmpty()) {
        throw Problem.of(OfficerProblem.PEER_UNKNOWN, card.toString()).asException();
      }
    }

    private List<Peer> desks(Session session) throws ProblemException {
      String wanted = desk;
      List<Peer> found =
          wanted != null
              ? List.of(PairCommands.find(session, wanted))
              : session.home().database().read(sql -> Peers.list(sql, session.facts())).stream()
                  .filter(peer -> !peer.revoked())
                  .filter(peer -> peer.card().card().role() == Role.DESK)
                  .toList();
      if (found.isEmpty()) {
        throw Problem.of(OfficerProblem.PEER_UNKNOWN, "no desk is paired").asException();
      }
      return found;
    }

    private Bytes seal(OpenVault vault, Peer peer, Policies.Accepted accepted)
        throws ProblemException {
      SecureRandom random = services.random();
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
  }

  static List<String> words(List<DeadEnd> ends) {
    return ends.stream().map(DeadEnd::words).toList();
  }

  private static boolean active(Session session, Policies.Accepted accepted)
      throws ProblemException {
    long now = session.home().database().read(Journal::state).time();
    return accepted.active(session.facts().ceremony(), now);
  }

  private static Answer facts(Answer answer, Session session, Policies.Accepted accepted)
      throws ProblemException {
    return answer
        .fact("number", accepted.policy().number())
        .fact("hash", accepted.hash().bytes().hex())
        .fact("activeFrom", accepted.activeFrom())
        .fact("notBefore", accepted.notBefore())
        .fact("active", active(session, accepted));
  }
}
