package org.foresign.practice.story;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.foresign.desk.chain.BeaconStatus;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.Question;
import org.foresign.desk.chain.Registration;
import org.foresign.desk.hold.Effect;
import org.foresign.desk.hold.Fate;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.release.BurnReport;
import org.foresign.desk.release.FollowReport;
import org.foresign.desk.release.LaneEvent;
import org.foresign.desk.release.ReleaseAnswer;
import org.foresign.desk.release.ReleaseService;
import org.foresign.desk.words.FateWords;
import org.foresign.desk.words.LaneWords;
import org.foresign.desk.work.OpenChains;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.DepositData;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.model.work.Counted;
import org.foresign.model.work.Job;
import org.foresign.practice.chain.PracticeChain;

/**
 * The second half of the story: what is held goes out, nonce after nonce, and is followed until
 * nothing is left to wait for. The chain makes blocks when the story wants them.
 */
final class StoryRelease {
  /** Sent before the next block, as a patient desk would. */
  private static final int AT_ONCE = 16;

  /** Blocks after which something that is due has failed to come; two epochs make one final. */
  private static final int MOST_BLOCKS = 400;

  private final ReleaseService service;
  private final LeafStore leaves;
  private final PracticeChain chain;
  private final OpenChains chains;
  private final StoryScript script;
  private final StoryReport report;
  private final StoryPrinter printer;
  private final LaneId lane;
  private final Set<Long> spending = new TreeSet<>();
  private final Set<Long> reserve = new TreeSet<>();

  StoryRelease(
      ReleaseService service,
      LeafStore leaves,
      PracticeChain chain,
      OpenChains chains,
      StoryScript script,
      StoryReport report,
      StoryPrinter printer)
      throws ProblemException {
    this.service = service;
    this.leaves = leaves;
    this.chain = chain;
    this.chains = chains;
    this.script = script;
    this.report = report;
    this.printer = printer;
    this.lane = new LaneId(script.network().chain(), script.account());
    for (HeldLeaf leaf : leaves.all()) {
      (leaf.releaseClass() == ReleaseClass.SPEND ? spending : reserve).add(leaf.nonce());
    }
    reserve.removeAll(spending);
  }

  void tell() throws ProblemException {
    printer.chapter("Release: each nonce with the lowest fee tier that will do");
    release();
    follow(StoryStep.INCLUDED, "in a block", spending, LeafState.INCLUDED);
    follow(StoryStep.FINAL, "final", spending, LeafState.FINAL);
    printer.chapter("Effect: what came of it, read from finalised state");
    effects();
    voided();
    printer.chapter("Burn: reserve nonces are used up by their cancel leaves");
    burn();
  }

  private void release() throws ProblemException {
    int sent = 0;
    int underway = 0;
    for (long nonce : spending) {
      long started = System.nanoTime();
      HeldLeaf leaf = service.choose(lane, nonce, chosenAlternative(nonce));
      switch (service.release(leaf.id())) {
        case ReleaseAnswer.Sent out -> sent++;
        case ReleaseAnswer.Stopped stopped ->
            throw Problem.of(
                    StoryProblem.STORY_RELEASE_STOPPED,
                    "nonce " + nonce,
                    stopped.problem().toString())
                .asException();
      }
      report.since(StoryStep.RELEASED, 1, started);
      printer.bar("released", sent, spending.size());
      underway++;
      if (underway == AT_ONCE) {
        long mined = System.nanoTime();
        chain.mine(1);
        report.since(StoryStep.INCLUDED, 0, mined);
        underway = 0;
      }
    }
  }

  /** Where a nonce may stake or pay, the treasury decides to stake. */
  private int chosenAlternative(long nonce) throws ProblemException {
    int chosen = 0;
    for (HeldLeaf leaf : leaves.ofNonce(lane, nonce)) {
      UnsignedTx transaction = leaves.transaction(leaf);
      if (transaction.operation() instanceof Operation.Stake) {
        chosen = transaction.alternative();
      }
    }
    if (chosen > 0) {
      printer.say(
          "Nonce "
              + nonce
              + " may stake or pay; the treasury stakes, so the payment will be void.");
    }
    return chosen;
  }

  /** Makes blocks and looks until every one of these nonces is at least so far. */
  private void follow(StoryStep step, String label, Set<Long> nonces, LeafState wanted)
      throws ProblemException {
    long started = System.nanoTime();
    long first = chain.headNumber();
    int reached = 0;
    while (reached < nonces.size()) {
      requirePatience(first, label + " are only " + reached + " of " + nonces.size());
      if (wanted == LeafState.FINAL) {
        chain.mineUntilFinal();
      } else {
        chain.mine(1);
      }
      look();
      reached = reached(nonces, wanted);
      printer.bar(label, reached, nonces.size());
    }
    report.since(step, reached, started);
  }

  private void look() throws ProblemException {
    FollowReport look = service.follow(lane);
    for (LaneEvent event : look.events()) {
      switch (event.kind()) {
        case FAILED, ALARM ->
            throw Problem.of(StoryProblem.STORY_STUCK, LaneWords.of(event)).asException();
        case INCLUDED,
            REORGANISED,
            FINAL,
            VOIDED,
            TAKEN_BACK,
            RAISED,
            SENT_AGAIN,
            BURNED,
            EFFECT,
            WAITING ->
            printer.busy(LaneWords.of(event));
      }
    }
  }

  private int reached(Set<Long> nonces, LeafState wanted) throws ProblemException {
    Set<Long> there = new HashSet<>();
    for (HeldLeaf leaf : leaves.all()) {
      boolean far =
          leaf.state() == LeafState.FINAL
              || (wanted == LeafState.INCLUDED && leaf.state() == LeafState.INCLUDED);
      if (far && nonces.contains(leaf.nonce())) {
        there.add(leaf.nonce());
      }
    }
    return there.size();
  }

  private void effects() throws ProblemException {
    long started = System.nanoTime();
    long first = chain.headNumber();
    int open = service.follow(lane).effectsOpen();
    int all = spending.size();
    while (open > 0) {
      requirePatience(first, open + " effects are awaited");
      chain.mine(4);
      FollowReport look = service.follow(lane);
      open = look.effectsOpen();
      printer.bar("in effect", all - open, all + (open == 0 ? 1 : 0));
    }
    int staking = requireEffects();
    int transfers = requireBalances();
    int ours = requireValidators();
    printer.bar("in effect", (long) staking + transfers, all);
    if (ours > 0) {
      printer.say(
          ours
              + (ours == 1
                  ? " new validator is active and pays to our account."
                  : " new validators are active and pay to our account."));
    }
    report.since(StoryStep.EFFECT, (long) staking + transfers, started);
  }

  /** Leaves that asked the consensus layer for something; each must have got it. */
  private int requireEffects() throws ProblemException {
    int there = 0;
    Map<Effect, List<String>> others = new EnumMap<>(Effect.class);
    for (HeldLeaf leaf : leaves.all()) {
      if (leaf.state() != LeafState.FINAL || !spending.contains(leaf.nonce())) {
        continue;
      }
      Fate fate = service.fate(leaf).orElseThrow();
      switch (fate.effect()) {
        case THERE -> there++;
        case NONE -> {}
        case AWAITED, QUEUED, LOST, UNKNOWN ->
            others
                .computeIfAbsent(fate.effect(), key -> new ArrayList<>())
                .add("nonce " + leaf.nonce() + ": " + FateWords.of(fate.reason()));
      }
    }
    if (!others.isEmpty()) {
      throw Problem.of(StoryProblem.STORY_STUCK, others.toString()).asException();
    }
    return there;
  }

  /** Payments are in effect when the payees have, finally, what they were to get. */
  private int requireBalances() throws ProblemException {
    StoryMix mix = script.mix();
    if (mix.payments() > 0) {
      Wei coins =
          chains
              .execution()
              .ask(Moment.FINALIZED, Question.balance(StoryScript.CUSTODIAN.address()))
              .orThrow();
      requireEqual(StoryScript.CUSTODIAN.name(), coins, script.paidToCustodian());
      printer.say(StoryScript.CUSTODIAN.name() + " has " + coins.toEther() + " ETH.");
    }
    if (mix.tokens() > 0) {
      Wei tokens =
          chains
              .execution()
              .ask(
                  Moment.FINALIZED,
                  Question.tokenBalance(StoryScript.TOKEN, StoryScript.PAYROLL.address()))
              .orThrow();
      requireEqual(StoryScript.PAYROLL.name(), tokens, script.paidToPayroll());
      printer.say(
          StoryScript.PAYROLL.name()
              + " has "
              + tokens.toUnits(StoryScript.TOKEN_DECIMALS)
              + " "
              + StoryScript.TOKEN_SYMBOL
              + ".");
    }
    return mix.payments() + mix.tokens();
  }

  private static void requireEqual(String payee, Wei found, Wei due) throws ProblemException {
    if (!found.equals(due)) {
      throw Problem.of(StoryProblem.STORY_STUCK, payee + " has " + found + ", not " + due)
          .asException();
    }
  }

  /** Every stake must be an active validator with our credentials, finally. */
  private int requireValidators() throws ProblemException {
    if (script.stakes().isEmpty()) {
      return 0;
    }
    Set<BlsPublicKey> keys = new HashSet<>();
    script.stakes().forEach(stake -> keys.add(stake.publicKey()));
    Map<BlsPublicKey, Registration> found = chains.beacon().validators(keys).orThrow();
    int ours = 0;
    for (DepositData stake : script.stakes()) {
      if (found.get(stake.publicKey()) instanceof Registration.Validator validator
          && validator.credentials().equals(stake.credentials())
          && validator.status() == BeaconStatus.ACTIVE_ONGOING) {
        ours++;
      }
    }
    if (ours != script.stakes().size()) {
      throw Problem.of(
              StoryProblem.STORY_STUCK,
              ours + " of " + script.stakes().size() + " stakes are active validators of ours")
          .asException();
    }
    return ours;
  }

  private void voided() throws ProblemException {
    long started = System.nanoTime();
    int gone = 0;
    for (HeldLeaf leaf : leaves.all()) {
      if (spending.contains(leaf.nonce())) {
        switch (leaf.state()) {
          case VOID -> gone++;
          case FINAL -> {}
          case HELD, EXPOSED, INCLUDED ->
              throw Problem.of(StoryProblem.STORY_STUCK, "leaf " + leaf.id() + " is not void")
                  .asException();
        }
      }
    }
    printer.say(
        Counted.of(gone, "other leaf", "other leaves")
            + " of these nonces can never land any more.");
    report.since(StoryStep.VOIDED, gone, started);
  }

  private void burn() throws ProblemException {
    long started = System.nanoTime();
    long first = reserve.stream().mapToLong(n -> n).min().orElseThrow();
    long last = reserve.stream().mapToLong(n -> n).max().orElseThrow();
    long block = chain.headNumber();
    int reached = 0;
    while (reached < reserve.size()) {
      requirePatience(block, "burned are only " + reached + " of " + reserve.size());
      BurnReport burn = service.burn(lane, first, last, Job.quiet());
      burn.events().forEach(event -> printer.busy(LaneWords.of(event)));
      chain.mine(1);
      look();
      if (burn.sent() == 0) {
        chain.mineUntilFinal();
        look();
      }
      reached = reached(reserve, LeafState.FINAL);
      printer.bar("burned", reached, reserve.size());
    }
    report.since(StoryStep.BURNED, reached, started);
  }

  private void requirePatience(long first, String words) throws ProblemException {
    if (chain.headNumber() - first > MOST_BLOCKS) {
      throw Problem.of(StoryProblem.STORY_STUCK, words).asException();
    }
  }
}
