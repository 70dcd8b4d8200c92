package org.foresign.practice.story;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.foresign.carry.Inbox;
import org.foresign.carry.Outbox;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;
import org.foresign.carry.Sent;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Argon2Parameters;
import org.foresign.crypto.WordCode;
import org.foresign.desk.carry.BatchExport;
import org.foresign.desk.carry.ResultImport;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.plan.PlanService;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.Endpoints;
import org.foresign.desk.settings.PairedVault;
import org.foresign.desk.settings.Pairings;
import org.foresign.desk.settings.PlannedBatch;
import org.foresign.desk.work.DeskServices;
import org.foresign.desk.work.DeskTools;
import org.foresign.desk.work.OpenChains;
import org.foresign.model.card.Role;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.eth.Address;
import org.foresign.model.policy.Review;
import org.foresign.model.policy.SignedPolicy;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.work.Job;
import org.foresign.secret.Passphrase;

/** The desk of the story: the same services that the desk's commands use. */
final class StoryDesk implements AutoCloseable {
  private static final long REVIEW_SECONDS = 30 * 86_400L;

  private final DeskTools tools;
  private final DeskHome home;
  private final Inbox in;
  private final Outbox out;

  private StoryDesk(DeskTools tools, DeskHome home, Inbox in, Outbox out) {
    this.tools = tools;
    this.home = home;
    this.in = in;
    this.out = out;
  }

  static StoryDesk create(StoryFolders folders, DeskTools tools) throws ProblemException {
    try (Passphrase passphrase =
        Passphrase.takeUtf8(StoryFolders.DESK_PASSPHRASE.getBytes(StandardCharsets.UTF_8))) {
      DeskHome home =
          DeskHome.create(
              folders.desk(), passphrase, true, Argon2Parameters.MINIMUM, tools.machine());
      return new StoryDesk(
          tools,
          home,
          tools.folders().stick(folders.carry(), Job.quiet()),
          tools.folders().outbox(folders.carry(), Job.quiet()));
    }
  }

  /** A card of ours on its way to the vault. */
  record SentCard(Role role, Digest32 digest, List<String> words, ParcelName parcel) {}

  /** Sends this desk's card and its approver's. */
  List<SentCard> sendCards() throws ProblemException {
    List<SignedIdentityCard> own = DeskServices.cards(home, tools).own();
    List<Sent> parcels = DeskServices.cards(home, tools).sendOwn(out);
    List<SentCard> sent = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      Digest32 digest = own.get(i).digest();
      sent.add(
          new SentCard(
              own.get(i).card().role(), digest, Pairings.words(digest), parcels.get(i).parcel()));
    }
    return sent;
  }

  /** The words of the vault card that waits, as this desk computes them. */
  List<String> vaultWords() throws ProblemException {
    return Pairings.words(waitingVault().digest());
  }

  /** Pairs with the vault whose card waits, by the words that its own screen shows. */
  PairedVault pair(List<String> typed) throws ProblemException {
    return home.pairings().accept(waitingVault().digest(), typed);
  }

  private SignedIdentityCard waitingVault() throws ProblemException {
    List<SignedIdentityCard> cards = DeskServices.cards(home, tools).show(in).orThrow();
    if (cards.size() != 1) {
      throw Problem.of(StoryProblem.STORY_STUCK, cards.size() + " vault cards wait").asException();
    }
    return cards.getFirst();
  }

  /** Takes over the account cards and policies that wait. */
  void takeAccounts() throws ProblemException {
    DeskServices.cards(home, tools).takeAccounts(in).orThrow();
  }

  SignedPolicy takePolicy() throws ProblemException {
    List<SignedPolicy> taken = DeskServices.cards(home, tools).takePolicies(in).orThrow();
    if (taken.isEmpty()) {
      throw Problem.of(StoryProblem.STORY_STUCK, "no policy came").asException();
    }
    return taken.getLast();
  }

  /** Asks the practice chain from now on, for both layers. */
  void useEndpoint(StoryScript script, URI url) throws ProblemException {
    Endpoints endpoints = new Endpoints(home);
    endpoints.set(script.network().chain(), Endpoints.Kind.EXECUTION, List.of(url.toString()));
    endpoints.set(script.network().chain(), Endpoints.Kind.BEACON, List.of(url.toString()));
  }

  OpenChains chains(StoryScript script) throws ProblemException {
    return OpenChains.open(home, script.network().chain(), tools.clock());
  }

  /** The plan before there is a policy, to find out which limits it needs; it is not kept. */
  ExpandedBatch draft(StoryScript script, int tiers, OpenChains chains) throws ProblemException {
    Bytes vault = home.pairings().vaults().getFirst().instance();
    return DeskServices.plans(home, tools)
        .draft(script.order(tiers, REVIEW_SECONDS), sources(chains), script.names(vault));
  }

  /** Plans, previews with the vault's policy and keeps the batch. */
  Review plan(StoryScript script, int tiers, OpenChains chains) throws ProblemException {
    return DeskServices.plans(home, tools)
        .plan(script.order(tiers, REVIEW_SECONDS), sources(chains));
  }

  private static PlanService.Sources sources(OpenChains chains) {
    return new PlanService.Sources(chains.execution(), chains.beacon());
  }

  /** Approves with the desk's approver key, seals for the vault and puts it on the stick. */
  void approveAndSend(ExpandedBatch batch) throws ProblemException {
    PlannedBatch planned = home.batches().byDigest(batch.batchDigest()).orElseThrow();
    BatchExport export = DeskServices.export(home, tools);
    export.approve(planned);
    export.send(planned, out);
  }

  /** The ten words of the request. */
  static List<String> words(ExpandedBatch batch) {
    return WordCode.words(batch.batchDigest());
  }

  LeafStore leaves() {
    return DeskServices.leaves(home, tools);
  }

  /** Imports the one result that waits and puts its receipt on the stick. */
  ResultImport.Imported importResult(LeafStore leaves) throws ProblemException {
    List<ParcelName> waiting = in.waiting(ParcelKind.SIGNED_BATCH);
    if (waiting.size() != 1) {
      throw Problem.of(StoryProblem.STORY_STUCK, waiting.size() + " results wait").asException();
    }
    ResultImport.Imported imported =
        DeskServices.results(home, tools, leaves).take(in.receiveOneOfMany(waiting.getFirst()));
    for (Parcel receipt : imported.receipts()) {
      out.offer(receipt);
    }
    return imported;
  }

  DeskHome home() {
    return home;
  }

  Set<Address> own() throws ProblemException {
    return DeskServices.accounts(home, tools).addresses(home.pairings().vaults().getFirst());
  }

  @Override
  public void close() throws ProblemException {
    home.close();
  }
}
