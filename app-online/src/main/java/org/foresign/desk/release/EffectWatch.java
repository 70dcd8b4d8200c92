package org.foresign.desk.release;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.foresign.desk.chain.BeaconGenesis;
import org.foresign.desk.chain.BeaconSpec;
import org.foresign.desk.chain.BeaconView;
import org.foresign.desk.chain.BlockHeader;
import org.foresign.desk.chain.BlockRef;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.KeyStanding;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.Question;
import org.foresign.desk.chain.Registration;
import org.foresign.desk.chain.RequestQueue;
import org.foresign.desk.hold.Effect;
import org.foresign.desk.hold.Fate;
import org.foresign.desk.hold.FateReason;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.release.LaneEvent.Kind;
import org.foresign.desk.release.OpenEffect.Stage;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Networks;
import org.foresign.model.operation.Operation;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import org.jspecify.annotations.Nullable;

/**
 * Follows final staking leaves into the consensus layer. What they asked for is there, or lost,
 * only when finalized states prove it; until then it is awaited, with the reason.
 */
final class EffectWatch {
  private final LaneId lane;
  private final LaneParts parts;
  private final DepositEffects deposits;
  private final RequestEffects requests = new RequestEffects();

  EffectWatch(LaneId lane, LaneParts parts) {
    this.lane = lane;
    this.parts = parts;
    this.deposits = new DepositEffects(new StakingPreflight(parts.beacon(), parts.own())::ours);
  }

  static boolean hasEffect(Operation operation) {
    return switch (operation) {
      case Operation.Stake stake -> true;
      case Operation.TopUp topUp -> true;
      case Operation.Unstake unstake -> true;
      case Operation.Consolidate consolidate -> true;
      case Operation.NativeTransfer transfer -> false;
      case Operation.TokenTransfer transfer -> false;
      case Operation.Cancel cancel -> false;
    };
  }

  /** Slots of blocks: genesis time and the length of a slot. */
  private record Clockwork(BeaconSpec spec, BeaconGenesis genesis) {
    long slotAt(long time) {
      return spec.slotAt(time, genesis);
    }
  }

  /**
   * What was looked at. Both chains are read at finalized blocks, so a second look at the same two
   * finds the same.
   *
   * @param open those that are open after it
   */
  record Looked(BlockRef state, BlockRef execution, List<OpenEffect> open) {
    Looked {
      open = List.copyOf(open);
    }
  }

  /**
   * Looks at every open effect of the lane, unless nothing has become final since the last look.
   *
   * @return how many are still open
   */
  int follow(ChainLook look, LaneCache memory, List<LaneEvent> events) throws ProblemException {
    List<OpenEffect> open = open();
    if (open.isEmpty()) {
      return 0;
    }
    Fact<BlockRef> state = parts.beacon().finalized();
    if (!state.isKnown()) {
      unknown(open, state, events);
      return open.size();
    }
    Optional<Looked> again =
        look.finalizedBlock()
            .map(block -> new Looked(state.toOptional().orElseThrow(), block, open));
    if (again.isPresent() && again.equals(memory.effects())) {
      return open.size();
    }
    int first = events.size();
    Optional<BlockRef> seen = lookAt(open, events);
    boolean waits =
        events.subList(first, events.size()).stream().anyMatch(e -> e.kind() == Kind.WAITING);
    List<OpenEffect> still = open();
    memory.effects(
        waits || seen.isEmpty()
            ? Optional.empty()
            : look.finalizedBlock().map(block -> new Looked(seen.get(), block, still)));
    return still.size();
  }

  /** Returns the block whose state was looked at. */
  private Optional<BlockRef> lookAt(List<OpenEffect> open, List<LaneEvent> events)
      throws ProblemException {
    Fact<Clockwork> clock =
        Fact.both(parts.beacon().spec(), parts.beacon().genesis(), Clockwork::new);
    Fact<ConsensusFacts> fact = clock.then((known, block) -> look(open, known.spec()));
    if (!(clock instanceof Fact.Known<Clockwork>(Clockwork clockwork, var at))
        || !(fact instanceof Fact.Known<ConsensusFacts>(ConsensusFacts chainFacts, var block))) {
      unknown(open, fact, events);
      return Optional.empty();
    }
    List<OpenEffect> traced = traced(open, clockwork, events);
    for (int i = 0; i < open.size(); i++) {
      Stage stage = stage(traced.get(i), traced, chainFacts);
      // Those that follow see what this one has taken for its own.
      traced.set(i, traced.get(i).after(stage));
      keep(open.get(i), traced.get(i), events);
    }
    return Optional.of(block);
  }

  private static void unknown(List<OpenEffect> open, Fact<?> fact, List<LaneEvent> events) {
    waiting(events, open.getFirst(), new WaitReason.EffectsUnknown(open.size(), fact));
  }

  private void keep(OpenEffect before, OpenEffect now, List<LaneEvent> events)
      throws ProblemException {
    if (now.fate().equals(before.fate())) {
      return;
    }
    if (now.fate().effect() != before.fate().effect()
        || !now.fate().reason().equals(before.fate().reason())) {
      events.add(
          new LaneEvent.EffectNews(now.leaf().id(), now.leaf().nonce(), now.fate().reason()));
    }
    parts.book().effect(now.fate());
  }

  private static void waiting(List<LaneEvent> events, OpenEffect first, WaitReason reason) {
    events.add(new LaneEvent.Waiting(first.leaf().nonce(), reason));
  }

  private List<OpenEffect> open() throws ProblemException {
    Map<Long, OpenEffect> open = new LinkedHashMap<>();
    for (Fate fate : parts.book().openEffects(lane)) {
      HeldLeaf leaf = parts.leaves().leaf(fate.leaf());
      open.put(leaf.id(), new OpenEffect(leaf, parts.leaves().transaction(leaf).operation(), fate));
    }
    return open.values().stream()
        .sorted(Comparator.comparingLong(one -> one.leaf().nonce()))
        .toList();
  }

  /** Registry and queues of one state; what was read of another is no part of it. */
  private Fact<ConsensusFacts> look(List<OpenEffect> open, BeaconSpec spec) {
    Set<BlsPublicKey> keys = new HashSet<>();
    for (OpenEffect one : open) {
      switch (one.operation()) {
        case Operation.Stake stake -> keys.add(stake.validator());
        case Operation.TopUp topUp -> keys.add(topUp.validator());
        case Operation.Unstake unstake -> keys.add(unstake.validator());
        case Operation.Consolidate consolidate -> {
          keys.add(consolidate.source());
          keys.add(consolidate.target());
        }
        case Operation.NativeTransfer transfer -> {}
        case Operation.TokenTransfer transfer -> {}
        case Operation.Cancel cancel -> {}
      }
    }
    BeaconView beacon = parts.beacon();
    return beacon
        .standings(keys)
        .then((standings, at) -> {
          Set<Long> indices = indices(standings);
          return beacon
              .pendingPartialWithdrawals(indices)
              .then((partials, second) ->
                  beacon
                      .pendingConsolidations(indices)
                      .then((consolidations, third) ->
                          at.equals(second) && at.equals(third)
                              ? Fact.known(
                                  new ConsensusFacts(
                                      at.number(), spec, standings, partials, consolidations),
                                  at)
                              : Fact.unknown("finality moved while it was looked at")));
        });
  }

  private static Set<Long> indices(Map<BlsPublicKey, KeyStanding> standings) {
    Set<Long> indices = new HashSet<>();
    for (KeyStanding standing : standings.values()) {
      if (standing.registration() instanceof Registration.Validator validator) {
        indices.add(validator.index());
      }
    }
    return indices;
  }

  /** The effects with the slots that could be found out: of their block, of leaving the queue. */
  private List<OpenEffect> traced(
      List<OpenEffect> open, Clockwork clockwork, List<LaneEvent> events) {
    Map<Long, Fact<BlockHeader>> headers = new HashMap<>();
    Map<Address, Fact<RequestQueue>> queues = new HashMap<>();
    List<OpenEffect> traced = new ArrayList<>();
    for (OpenEffect one : open) {
      Fate.Trace trace = one.fate().trace();
      BlockRef block = one.fate().includedAt().orElseThrow();
      Long slot = trace.slot();
      if (slot == null) {
        Fact<BlockHeader> header =
            headers.computeIfAbsent(
                block.number(), n -> parts.chain().ask(Moment.FINALIZED, Question.blockAt(n)));
        slot = slotOf(one, block, header, clockwork, events);
      }
      Long left = trace.leftSlot();
      Optional<Address> predeploy = predeploy(one.operation());
      if (left == null && predeploy.isPresent()) {
        Fact<RequestQueue> queue =
            queues.computeIfAbsent(
                predeploy.get(), p -> parts.chain().poll().requestQueue(p, Moment.FINALIZED));
        left = leftSlot(one, block, queue, clockwork, events);
      }
      traced.add(one.with(new Fate.Trace(slot, left, trace.earlier(), trace.own())));
    }
    return traced;
  }

  private static @Nullable Long slotOf(
      OpenEffect one,
      BlockRef block,
      Fact<BlockHeader> fact,
      Clockwork clockwork,
      List<LaneEvent> events) {
    if (fact instanceof Fact.Known<BlockHeader>(BlockHeader header, var at)
        && header.ref().equals(block)) {
      return clockwork.slotAt(header.timestamp());
    }
    waiting(events, one, new WaitReason.BlockTimeMissing(block, fact));
    return null;
  }

  /** A slot by which the request had left its predeploy; null while it may still be there. */
  private @Nullable Long leftSlot(
      OpenEffect one,
      BlockRef included,
      Fact<RequestQueue> fact,
      Clockwork clockwork,
      List<LaneEvent> events) {
    if (fact instanceof Fact.Known<RequestQueue>(RequestQueue queue, BlockRef at)) {
      return at.number() < included.number() || queue.mayHold(lane.account())
          ? null
          : clockwork.slotAt(queue.timestamp());
    }
    waiting(events, one, new WaitReason.FactMissing(Wanted.PREDEPLOY_QUEUE, fact));
    return null;
  }

  private static Optional<Address> predeploy(Operation operation) {
    return switch (operation) {
      case Operation.Unstake unstake -> Optional.of(Networks.WITHDRAWAL_REQUESTS);
      case Operation.Consolidate consolidate -> Optional.of(Networks.CONSOLIDATION_REQUESTS);
      case Operation.Stake stake -> Optional.empty();
      case Operation.TopUp topUp -> Optional.empty();
      case Operation.NativeTransfer transfer -> Optional.empty();
      case Operation.TokenTransfer transfer -> Optional.empty();
      case Operation.Cancel cancel -> Optional.empty();
    };
  }

  private Stage stage(OpenEffect one, List<OpenEffect> all, ConsensusFacts chainFacts) {
    return switch (one.operation()) {
      case Operation.Stake stake -> deposits.staked(one, stake, all, chainFacts);
      case Operation.TopUp topUp -> deposits.toppedUp(one, topUp, all, chainFacts);
      case Operation.UnstakeFull full -> requests.left(one, full, chainFacts);
      case Operation.UnstakePartial partial -> requests.paid(one, partial, all, chainFacts);
      case Operation.Consolidate move -> requests.moved(one, move, chainFacts);
      case Operation.NativeTransfer transfer -> one.stage(Effect.NONE, FateReason.NONE);
      case Operation.TokenTransfer transfer -> one.stage(Effect.NONE, FateReason.NONE);
      case Operation.Cancel cancel -> one.stage(Effect.NONE, FateReason.NONE);
    };
  }
}
