package org.foresign.practice.story;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.foresign.codec.Digest32;
import org.foresign.desk.carry.ResultImport;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.release.ReleaseService;
import org.foresign.desk.work.DeskTools;
import org.foresign.desk.work.OpenChains;
import org.foresign.model.card.Role;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.Review;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.work.Counted;
import org.foresign.practice.chain.PracticeChain;

/**
 * The main job from end to end on the embedded chain: two machines pair, a batch is planned,
 * carried, judged, signed, carried back, released, followed to its effect, and the rest is burned.
 */
record PracticeStory(
    StoryOptions options, DeskTools tools, StoryPrinter printer, StoryReport report) {
  /** Exits need validators that have been active for a while; and a finalised state to read. */
  private static final int FIRST_BLOCKS = 16;

  /** Tells it from beginning to end; the report holds how far it came. */
  void tell() throws ProblemException {
    requirePractice(options.network());
    printer.headline("Foresign practice: sign today, broadcast when it is time.");
    printer.headline("Keys, coins and chain are for practice. Nothing leaves this machine.");
    try (StoryFolders folders = StoryFolders.make(options.keep())) {
      StoryVault vault =
          new StoryVault(
              new VaultProcess(
                  VaultProcess.installation(), folders, printer, options.leavesNothing()),
              folders);
      printer.chapter("Two machines: a desk that sees the chain, a vault that sees no network");
      vault.create();
      Address account = vault.account(options);
      printer.say("The vault holds the key of " + account + ".");
      try (StoryDesk desk = StoryDesk.create(folders, tools)) {
        pair(desk, vault);
        vault.sendAccountCard(account);
        desk.takeAccounts();
        StoryScript script =
            options.depositData() == null
                ? StoryScript.mixed(options.network(), account, options.nonces(), folders)
                : StoryScript.ofFile(options.network(), account, options.depositData());
        try (PracticeChain chain = start(script)) {
          onChain(script, desk, vault, chain);
        }
      }
      report.finish();
      farewell(folders);
    }
  }

  private static void requirePractice(Network network) throws ProblemException {
    if (network.realMoney()) {
      throw Problem.of(StoryProblem.STORY_REAL_MONEY, network.name()).asException();
    }
    if (!network.plannable()) {
      throw Problem.of(StoryProblem.STORY_NETWORK_RETIRED, network.name()).asException();
    }
  }

  private void pair(StoryDesk desk, StoryVault vault) throws ProblemException {
    List<String> vaultScreen = vault.showCard();
    List<String> deskScreen = desk.vaultWords();
    printer.say("Vault card, on the vault's screen: " + String.join(" ", vaultScreen));
    printer.say("The same card, on the desk's:      " + String.join(" ", deskScreen));
    if (!vaultScreen.equals(deskScreen)) {
      throw Problem.of(StoryProblem.STORY_WORDS_DIFFER, "the vault's card").asException();
    }
    desk.pair(vaultScreen);
    for (StoryDesk.SentCard card : desk.sendCards()) {
      vault.accept(card);
      printer.say(
          "The vault accepts the "
              + Spelling.of(card.role())
              + " card by its ten words: "
              + String.join(" ", card.words()));
    }
  }

  private PracticeChain start(StoryScript script) throws ProblemException {
    PracticeChain chain = script.chain();
    try {
      chain.start();
    } catch (IOException e) {
      chain.close();
      throw new ProblemException(
          Problem.of(StoryProblem.STORY_FOLDER_FAILED, "no port on 127.0.0.1"), e);
    }
    chain.mine(FIRST_BLOCKS);
    printer.say(
        "A practice chain runs"
            + (script.network().equals(Networks.PRACTICE)
                ? ""
                : " with the parameters of " + script.network().name())
            + ", chain id "
            + script.network().chain().reference()
            + "; the account has "
            + chain.balance(script.account()).toEther()
            + " ETH.");
    return chain;
  }

  private void onChain(StoryScript script, StoryDesk desk, StoryVault vault, PracticeChain chain)
      throws ProblemException {
    desk.useEndpoint(script, chain.url());
    try (OpenChains chains = desk.chains(script)) {
      printer.chapter("Policy: what the vault may sign, and nothing else");
      vault.makePolicy(script, desk.draft(script, options.tiers(), chains), approver(desk));
      tellPolicy(desk.takePolicy().policy());
      ExpandedBatch batch = plan(script, desk, chains);
      try (LeafStore leaves = desk.leaves()) {
        carry(desk, vault, batch, leaves);
        try (ReleaseService service =
            ReleaseService.open(
                desk.home(),
                leaves,
                new ReleaseService.Sources(chains.execution(), chains.beacon(), desk.own()),
                tools.clock())) {
          new StoryRelease(service, leaves, chain, chains, script, report, printer).tell();
        }
      }
    }
  }

  private void tellPolicy(Policy policy) {
    printer.say(
        "Policy " + policy.number() + " is in force, and the desk has a signed copy. It allows:");
    for (Policy.AccountRule rule : policy.accounts()) {
      printer.say(
          rule.operations().stream()
              .map(kind -> Spelling.of(kind))
              .collect(Collectors.joining(", ")));
      rule.limitFor(Asset.nativeOf(rule.lane().chain()))
          .ifPresent(
              limit -> printer.say("at most " + limit.perBatch().toEther() + " ETH by one batch"));
    }
    printer.say(
        Counted.of(policy.addressBook().size(), "recipient")
            + " in the address book, "
            + Counted.of(policy.validators().size(), "validator")
            + " on the list of ours");
  }

  private static Digest32 approver(StoryDesk desk) throws ProblemException {
    return desk.home().pairings().own(Role.APPROVER).digest();
  }

  private ExpandedBatch plan(StoryScript script, StoryDesk desk, OpenChains chains)
      throws ProblemException {
    printer.chapter("Plan: a lane of nonces, each with alternatives");
    long started = System.nanoTime();
    Review review = desk.plan(script, options.tiers(), chains);
    ExpandedBatch batch = review.batch();
    report.since(StoryStep.PLANNED, batch.leaves().size(), started);
    printer.say(String.join(", ", script.mix().words()) + ";");
    if (script.mix().mixed() > 0) {
      printer.say("one nonce may stake or pay the custodian, whichever is released first;");
    }
    printer.say(
        Counted.of(options.tiers(), "fee tier")
            + ", and as many for the cancel leaves of every nonce.");
    printer.say(
        Counted.of(batch.request().slotCount(), "nonce")
            + ", "
            + Counted.of(batch.leaves().size(), "leaf", "leaves")
            + ", in a request of "
            + batch.requestBytes().size()
            + " bytes.");
    review
        .exposure()
        .forEach((lane, exposure) ->
            exposure
                .amounts()
                .forEach((asset, amount) ->
                    printer.say(
                        (asset.isNative()
                                ? amount.toEther() + " ETH"
                                : amount.toUnits(StoryScript.TOKEN_DECIMALS)
                                    + " "
                                    + StoryScript.TOKEN_SYMBOL)
                            + " can leave at the very worst.")));
    return batch;
  }

  private void carry(StoryDesk desk, StoryVault vault, ExpandedBatch batch, LeafStore leaves)
      throws ProblemException {
    printer.chapter("Carry, judge, sign, carry back");
    desk.approveAndSend(batch);
    printer.say("The desk's approver has approved; the sealed request is on the stick.");
    VaultReply signed = vault.sign();
    report.vaultRss(signed.number("rssMb"));
    addStep(StoryStep.JUDGED, signed, "judged");
    // The ledger's claim before the first signature and the sealing after the last are part of it.
    addStep(StoryStep.SIGNED, signed, "claimed", "signed", "sealed");
    List<String> deskWords = StoryDesk.words(batch);
    List<String> vaultWords = signed.words("words");
    report.words(deskWords, vaultWords);
    printer.say("Words on the desk's screen:  " + String.join(" ", deskWords));
    printer.say("Words on the vault's screen: " + String.join(" ", vaultWords));
    if (!deskWords.equals(vaultWords)) {
      throw Problem.of(StoryProblem.STORY_WORDS_DIFFER, "the batch").asException();
    }
    printer.say(
        "The vault recomputed, judged and signed " + report.count(StoryStep.SIGNED) + " leaves.");
    long started = System.nanoTime();
    ResultImport.Imported imported = desk.importResult(leaves);
    report.since(StoryStep.IMPORTED, imported.signatures(), started);
    printer.say(
        "The desk checked " + imported.signatures() + " signatures and keeps them encrypted.");
    vault.takeReceipt();
  }

  /** Adds the parts' times; the count is the same in each. */
  private void addStep(StoryStep step, VaultReply reply, String... parts) throws ProblemException {
    long count = 0;
    long millis = 0;
    for (String name : parts) {
      VaultReply.Step found =
          reply
              .step(name)
              .orElseThrow(() ->
                  Problem.of(StoryProblem.STORY_VAULT_SILENT, "it reports no step " + name)
                      .asException());
      count = found.count();
      millis += found.millis();
    }
    report.add(step, count, millis);
  }

  private void farewell(StoryFolders folders) {
    printer.headline("");
    if (options.keep() == null && !options.leavesNothing()) {
      printer.headline(
          "Both homes were deleted. The address of your own seed words stays noted in"
              + " ~/.foresign/known-accounts, so that no real vault takes a key that practised.");
      return;
    }
    if (options.keep() == null) {
      printer.headline("Done. Everything was deleted; --keep DIR leaves both homes for a look.");
      return;
    }
    printer.headline("Done. Look around, for example:");
    printer.headline(
        "  ./foresign desk batch list --home "
            + folders.desk()
            + " --passphrase-file "
            + folders.deskPassphrase());
    printer.headline(
        "  ./foresign vault journal show --home "
            + folders.vault()
            + " --passphrase-file "
            + folders.vaultPassphrase());
  }
}
