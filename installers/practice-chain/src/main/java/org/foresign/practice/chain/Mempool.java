package org.foresign.practice.chain;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Wei;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that wait for a block. Those that follow the account's nonce without a gap are
 * executable, the others wait behind the gap; a cap under the base fee waits as well, and holds up
 * what comes after it. Not thread-safe: the ledger's lock guards it.
 */
final class Mempool {
  /** geth's PriceBump, in percent, on fee cap and tip. */
  private static final BigInteger PRICE_BUMP = BigInteger.valueOf(110);

  private static final BigInteger HUNDRED = BigInteger.valueOf(100);

  /** geth's accountqueue: transactions behind a gap that it keeps for one sender. */
  private static final int QUEUE_PER_SENDER = 64;

  /** geth's globalslots and globalqueue together. */
  private static final int CAPACITY = 6_144;

  private final Map<Address, TreeMap<Long, PoolTransaction>> bySender = new HashMap<>();
  private final Map<Digest32, PoolTransaction> byHash = new HashMap<>();

  /** Adds a transaction that passed {@link PoolRules}, or replaces one of the same nonce. */
  void add(PoolTransaction tx, Account sender) throws RpcFault {
    if (byHash.containsKey(tx.hash())) {
      throw RpcFault.rejected("already known");
    }
    NavigableMap<Long, PoolTransaction> list = listOf(tx.sender());
    PoolTransaction old = list.get(tx.nonce());
    if (sender.isDelegated()) {
      checkDelegated(tx, sender);
    }
    checkFunds(tx, old, sender);
    if (old != null && !replaces(tx, old)) {
      throw RpcFault.rejected("replacement transaction underpriced");
    }
    if (old == null && byHash.size() >= CAPACITY) {
      throw RpcFault.rejected("txpool is full");
    }
    put(tx);
    trimQueue(tx.sender(), sender.nonce());
  }

  /** Puts back what a reorganisation took out of its block, without asking again. */
  void restore(PoolTransaction tx) {
    if (!listOf(tx.sender()).containsKey(tx.nonce())) {
      put(tx);
    }
  }

  Optional<PoolTransaction> find(Digest32 hash) {
    return Optional.ofNullable(byHash.get(hash));
  }

  int size() {
    return byHash.size();
  }

  void clear() {
    bySender.clear();
    byHash.clear();
  }

  /** The nonce after the last executable transaction of the sender. */
  long pendingNonce(Address sender, long stateNonce) {
    NavigableMap<Long, PoolTransaction> list = listOf(sender);
    long nonce = stateNonce;
    while (list.containsKey(nonce)) {
      nonce++;
    }
    return nonce;
  }

  /** How many transactions are executable by nonce, and how many wait behind a gap. */
  int executable(WorldState world) {
    int count = 0;
    for (Address sender : bySender.keySet()) {
      long nonce = world.account(sender).nonce();
      count += (int) (pendingNonce(sender, nonce) - nonce);
    }
    return count;
  }

  /** Drops what can no longer run: used nonces, and costs above the sender's balance (as geth). */
  void prune(WorldState world) {
    for (PoolTransaction tx : List.copyOf(byHash.values())) {
      Account sender = world.account(tx.sender());
      if (tx.nonce() < sender.nonce()
          || PoolRules.cost(tx).compareTo(sender.balance().value()) > 0) {
        remove(tx);
      }
    }
  }

  /** Runs a transaction in the block that is being made. */
  @FunctionalInterface
  interface Author {
    /** Gas it used, or empty when it can't be included now. */
    OptionalLong include(PoolTransaction tx);
  }

  /**
   * Offers transactions to a block author: by effective tip, each sender in nonce order, as long as
   * the block has room for the gas limit and the cap reaches the base fee.
   */
  void feed(WorldState world, Wei baseFee, long gasLimit, Author author) {
    Comparator<PoolTransaction> bestFirst =
        Comparator.comparing((PoolTransaction tx) -> FeeMarket.effectiveTip(tx, baseFee))
            .reversed()
            .thenComparing(PoolTransaction::hash);
    PriorityQueue<PoolTransaction> heads = new PriorityQueue<>(bestFirst);
    for (Address sender : bySender.keySet()) {
      head(sender, world.account(sender).nonce(), baseFee).ifPresent(heads::add);
    }
    long room = gasLimit;
    while (!heads.isEmpty()) {
      PoolTransaction tx = heads.remove();
      OptionalLong used = tx.gasLimit() <= room ? author.include(tx) : OptionalLong.empty();
      if (used.isPresent()) {
        room -= used.getAsLong();
        head(tx.sender(), tx.nonce() + 1, baseFee).ifPresent(heads::add);
      }
    }
  }

  private Optional<PoolTransaction> head(Address sender, long nonce, Wei baseFee) {
    return Optional.ofNullable(listOf(sender).get(nonce))
        .filter(tx -> tx.maxFee().compareTo(baseFee) >= 0);
  }

  /** geth counts what is executable for the sender together with the newcomer. */
  private void checkFunds(PoolTransaction tx, @Nullable PoolTransaction old, Account sender)
      throws RpcFault {
    BigInteger queued = BigInteger.ZERO;
    NavigableMap<Long, PoolTransaction> list = listOf(tx.sender());
    for (long nonce = sender.nonce(); list.containsKey(nonce); nonce++) {
      queued = queued.add(PoolRules.cost(list.get(nonce)));
    }
    BigInteger bumped = PoolRules.cost(tx);
    if (old != null && old.nonce() < pendingNonce(tx.sender(), sender.nonce())) {
      bumped = bumped.subtract(PoolRules.cost(old));
    }
    BigInteger missing = queued.add(bumped).subtract(sender.balance().value());
    if (missing.signum() > 0) {
      throw RpcFault.rejected(
          "insufficient funds for gas * price + value: balance %s, queued cost %s, tx bumped %s, overshot %s"
              .formatted(sender.balance(), queued, bumped, missing));
    }
  }

  /** geth since EIP-7702: code may spend the coins of such a sender, so one at a time. */
  private void checkDelegated(PoolTransaction tx, Account sender) throws RpcFault {
    if (tx.nonce() != sender.nonce()) {
      boolean busy = listOf(tx.sender()).containsKey(sender.nonce());
      throw RpcFault.rejected(
          busy
              ? "in-flight transaction limit reached for delegated accounts"
              : "gapped-nonce tx from delegated accounts");
    }
  }

  private static boolean replaces(PoolTransaction next, PoolTransaction old) {
    return bumped(next.maxFee(), old.maxFee())
        && bumped(next.maxPriorityFee(), old.maxPriorityFee());
  }

  private static boolean bumped(Wei next, Wei old) {
    BigInteger threshold = old.value().multiply(PRICE_BUMP).divide(HUNDRED);
    return next.compareTo(old) > 0 && next.value().compareTo(threshold) >= 0;
  }

  private void trimQueue(Address sender, long stateNonce) {
    NavigableMap<Long, PoolTransaction> queue =
        listOf(sender).tailMap(pendingNonce(sender, stateNonce), true);
    while (queue.size() > QUEUE_PER_SENDER) {
      remove(queue.lastEntry().getValue());
    }
  }

  private void put(PoolTransaction tx) {
    PoolTransaction old =
        bySender.computeIfAbsent(tx.sender(), s -> new TreeMap<>()).put(tx.nonce(), tx);
    if (old != null) {
      byHash.remove(old.hash());
    }
    byHash.put(tx.hash(), tx);
  }

  private void remove(PoolTransaction tx) {
    byHash.remove(tx.hash());
    TreeMap<Long, PoolTransaction> list = bySender.get(tx.sender());
    if (list != null) {
      list.remove(tx.nonce());
      if (list.isEmpty()) {
        bySender.remove(tx.sender());
      }
    }
  }

  private NavigableMap<Long, PoolTransaction> listOf(Address sender) {
    return bySender.getOrDefault(sender, new TreeMap<>());
  }
}
