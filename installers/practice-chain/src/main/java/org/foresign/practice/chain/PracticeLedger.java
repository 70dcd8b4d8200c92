package org.foresign.practice.chain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.GasSchedule;
import org.foresign.model.eth.Wei;
import org.foresign.model.staking.DepositData;
import org.foresign.practice.chain.PracticeBeacon.BlockRequests;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of the practice chain: accounts, pool, blocks and the consensus layer behind
 * one lock. The same calls in the same order give the same chain, hash for hash.
 */
final class PracticeLedger {
  /** Blocks whose state can be asked for, as a node without an archive keeps it. */
  static final int STATE_DEPTH = 128;

  private final ReentrantLock lock = new ReentrantLock();
  private final PracticeSettings settings;
  private final Genesis genesis;
  private final Executor executor;
  private final TransactionReader reader;
  private final WorldState world;
  private final PracticeBeacon beacon;
  private final Mempool pool = new Mempool();
  private final List<Block> blocks = new ArrayList<>();
  private final Map<Digest32, Location> included = new HashMap<>();
  private final Map<Digest32, Long> numbers = new HashMap<>();
  private @Nullable Wei forcedBaseFee;
  private long branch;
  private boolean stalled;

  PracticeLedger(PracticeSettings settings, Secp256k1 curve, DepositVerifier verifier) {
    this.settings = settings;
    this.genesis = new Genesis(settings);
    this.executor = new Executor(genesis.contracts());
    this.reader = new TransactionReader(curve, settings.network().chain().reference());
    this.world = genesis.world();
    this.beacon = new PracticeBeacon(settings.clock(), verifier, settings.validators());
    append(genesis.block(world.mark()));
  }

  /** Where a transaction stands in the chain. */
  record Location(Block block, int index) {
    MinedReceipt receipt() {
      return block.receipts().get(index);
    }
  }

  /** Several questions or changes without a block in between. */
  <T, E extends Exception> T exclusively(Work<T, E> work) throws E {
    lock.lock();
    try {
      return work.run();
    } finally {
      lock.unlock();
    }
  }

  /** What {@link #exclusively} runs. */
  @FunctionalInterface
  interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /** Takes a raw transaction into the pool and returns its hash. */
  Digest32 submit(Bytes raw) throws RpcFault {
    return exclusively(() -> {
      PoolTransaction tx = reader.read(raw);
      if (pool.find(tx.hash()).isPresent()) {
        throw RpcFault.rejected("already known");
      }
      Account sender = world.account(tx.sender());
      PoolRules.checkAlone(tx, nextSchedule(), settings.blockGasLimit());
      PoolRules.checkSender(tx, sender);
      pool.add(tx, sender);
      return tx.hash();
    });
  }

  /** Mines blocks now; none while the chain is stalled. */
  List<Block> mine(int count) {
    return exclusively(() -> {
      List<Block> mined = new ArrayList<>();
      for (int i = 0; i < count && !stalled; i++) {
        mined.add(mineOne(true));
      }
      return mined;
    });
  }

  /**
   * Replaces the newest blocks by one more empty ones of another branch.
   *
   * @param keepTransactions whether what they held returns to the pool, or is gone
   * @throws IllegalArgumentException if that would undo a finalised block
   */
  void reorganise(int depth, boolean keepTransactions) {
    exclusively(() -> {
      long base = head().number() - depth;
      if (depth < 1 || base < beacon.finalizedSlot()) {
        throw new IllegalArgumentException(
            "only blocks after number " + beacon.finalizedSlot() + " can be reorganised");
      }
      List<PoolTransaction> removed = new ArrayList<>();
      while (head().number() > base) {
        removed.addAll(removeHead());
      }
      world.rollback(head().worldMark());
      beacon.returnTo(base);
      branch++;
      if (keepTransactions) {
        removed.forEach(pool::restore);
      }
      for (int i = 0; i <= depth; i++) {
        mineOne(false);
      }
      return true;
    });
  }

  PracticeSettings settings() {
    return settings;
  }

  Genesis contracts() {
    return genesis;
  }

  Executor executor() {
    return executor;
  }

  Mempool pool() {
    return pool;
  }

  PracticeBeacon beacon() {
    return beacon;
  }

  /** The world after the newest block; only inside {@link #exclusively}. */
  WorldState world() {
    return world;
  }

  Block head() {
    return exclusively(blocks::getLast);
  }

  Optional<Block> block(long number) {
    return exclusively(() ->
        number >= 0 && number < blocks.size()
            ? Optional.of(blocks.get((int) number))
            : Optional.empty());
  }

  Optional<Block> block(Digest32 hash) {
    return exclusively(() -> Optional.ofNullable(numbers.get(hash)).flatMap(this::block));
  }

  Optional<Location> find(Digest32 transaction) {
    return exclusively(() -> Optional.ofNullable(included.get(transaction)));
  }

  long finalizedNumber() {
    return exclusively(beacon::finalizedSlot);
  }

  long safeNumber() {
    return exclusively(beacon::justifiedSlot);
  }

  /** Base fee that the next block will have. */
  Wei nextBaseFee() {
    return exclusively(() -> forcedBaseFee == null ? head().nextBaseFee() : forcedBaseFee);
  }

  GasSchedule nextSchedule() {
    return settings.scheduleAt(head().number() + 1);
  }

  /** The world as it was after a block, for as long as it is kept. */
  Optional<WorldState> worldAfter(long number) {
    return exclusively(() -> {
      if (number == head().number()) {
        return Optional.of(world);
      }
      return number < oldestState()
          ? Optional.empty()
          : block(number).map(b -> world.copyAt(b.worldMark()));
    });
  }

  /** Looks at the world as it would be if the pool's transactions were in a block now. */
  <T> T onPending(Function<List<MinedReceipt>, T> question) {
    return exclusively(() -> {
      long mark = world.mark();
      try {
        return question.apply(runPool(nextBaseFee(), nextSchedule()));
      } finally {
        world.rollback(mark);
      }
    });
  }

  /** The next block's base fee, whatever the rule says; the rule goes on from there. */
  void forceBaseFee(Wei baseFee) {
    if (baseFee.isZero()) {
      throw new IllegalArgumentException("the base fee rule never leaves zero");
    }
    exclusively(() -> forcedBaseFee = baseFee);
  }

  /** No more blocks, by timer or on demand, until it is lifted. */
  void stall(boolean on) {
    exclusively(() -> stalled = on);
  }

  void holdFinality(boolean on) {
    exclusively(() -> {
      beacon.holdFinality(on);
      return on;
    });
  }

  /** Changes an account outside of any transaction; a reorganisation below this point undoes it. */
  void change(Address address, Function<Account, Account> change) {
    exclusively(() -> {
      world.put(address, change.apply(world.account(address)));
      pool.prune(world);
      return address;
    });
  }

  /** Puts a request predeploy's excess counter somewhere; false if there is none at the address. */
  boolean setRequestExcess(Address predeploy, long excess) {
    return changeRequests(predeploy, p -> p.setExcess(world, excess));
  }

  boolean fillRequests(Address predeploy, int requests) {
    return changeRequests(predeploy, p -> p.fill(world, requests));
  }

  private boolean changeRequests(Address predeploy, Consumer<RequestPredeploy> change) {
    return exclusively(() -> {
      Optional<RequestPredeploy> found =
          Stream.of(genesis.withdrawals(), genesis.consolidations())
              .filter(p -> p.address().equals(predeploy))
              .findFirst();
      found.ifPresent(change);
      return found.isPresent();
    });
  }

  private Block mineOne(boolean withTransactions) {
    Block parent = head();
    long number = parent.number() + 1;
    List<BeaconWithdrawal> payouts = beacon.beginSlot(number);
    Wei baseFee = nextBaseFee();
    GasSchedule schedule = settings.scheduleAt(number);
    List<MinedReceipt> receipts = withTransactions ? runPool(baseFee, schedule) : List.of();
    payouts.forEach(p -> world.credit(p.address(), p.amount().toWei()));
    beacon.endSlot(requests(receipts));
    long timestamp = settings.timestampAt(number);
    Block block =
        new Block(
            number,
            Genesis.blockHash(parent, timestamp, baseFee, branch, receipts),
            parent.hash(),
            timestamp,
            baseFee,
            receipts.isEmpty() ? 0 : receipts.getLast().cumulativeGas(),
            settings.blockGasLimit(),
            schedule,
            Genesis.FEE_RECIPIENT,
            receipts,
            payouts,
            world.mark());
    forcedBaseFee = null;
    append(block);
    pool.prune(world);
    forgetOld();
    return block;
  }

  private List<MinedReceipt> runPool(Wei baseFee, GasSchedule schedule) {
    List<MinedReceipt> receipts = new ArrayList<>();
    pool.feed(
        world,
        baseFee,
        settings.blockGasLimit(),
        tx -> {
          if (PoolRules.cost(tx).compareTo(world.account(tx.sender()).balance().value()) > 0
              || tx.gasLimit()
                  < schedule.minimumGasLimit(tx.data(), tx.toSelf(), !tx.value().isZero())) {
            return OptionalLong.empty();
          }
          Outcome outcome = executor.apply(world, schedule, tx, baseFee, Genesis.FEE_RECIPIENT);
          long before = receipts.isEmpty() ? 0 : receipts.getLast().cumulativeGas();
          Wei price = baseFee.plus(FeeMarket.effectiveTip(tx, baseFee));
          receipts.add(new MinedReceipt(tx, outcome, before + outcome.gasUsed(), price));
          return OptionalLong.of(outcome.gasUsed());
        });
    return receipts;
  }

  private BlockRequests requests(List<MinedReceipt> receipts) {
    List<DepositData> deposits = new ArrayList<>();
    for (MinedReceipt receipt : receipts) {
      for (LogEntry log : receipt.outcome().logs()) {
        if (log.address().equals(genesis.deposits().address())) {
          deposits.add(DepositContract.fromEvent(log));
        }
      }
    }
    return new BlockRequests(
        deposits, genesis.withdrawals().endBlock(world), genesis.consolidations().endBlock(world));
  }

  private void append(Block block) {
    blocks.add(block);
    numbers.put(block.hash(), block.number());
    for (int i = 0; i < block.receipts().size(); i++) {
      included.put(block.receipts().get(i).transaction().hash(), new Location(block, i));
    }
  }

  private List<PoolTransaction> removeHead() {
    Block block = blocks.removeLast();
    numbers.remove(block.hash());
    List<PoolTransaction> transactions =
        block.receipts().stream().map(MinedReceipt::transaction).toList();
    transactions.forEach(tx -> included.remove(tx.hash()));
    return transactions;
  }

  private long oldestState() {
    return Math.max(0, Math.min(beacon.finalizedSlot(), head().number() - STATE_DEPTH));
  }

  private void forgetOld() {
    long oldest = oldestState();
    world.forgetBefore(blocks.get((int) oldest).worldMark());
    beacon.forgetBefore(oldest);
  }
}
