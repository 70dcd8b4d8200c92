package org.foresign.practice.chain;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Wei;
import org.jspecify.annotations.Nullable;

/**
 * Accounts and storage with an undo journal. A mark names a point in the journal; the world can go
 * back to it (a reverted call, a question to the pending block, a reorganised block) or be copied
 * as it was then. Not thread-safe: the ledger's lock guards it.
 */
final class WorldState {
  private final Map<Address, Account> accounts;
  private final Map<StorageKey, BigInteger> storage;
  private final ArrayDeque<Undo> journal = new ArrayDeque<>();
  private long forgotten;

  WorldState() {
    this(new HashMap<>(), new HashMap<>());
  }

  private WorldState(Map<Address, Account> accounts, Map<StorageKey, BigInteger> storage) {
    this.accounts = accounts;
    this.storage = storage;
  }

  private sealed interface Undo {}

  private record AccountWas(Address address, @Nullable Account before) implements Undo {}

  private record SlotWas(StorageKey slot, @Nullable BigInteger before) implements Undo {}

  Account account(Address address) {
    return accounts.getOrDefault(address, Account.EMPTY);
  }

  void put(Address address, Account account) {
    journal.addLast(new AccountWas(address, accounts.get(address)));
    if (account.isAbsent()) {
      accounts.remove(address);
    } else {
      accounts.put(address, account);
    }
  }

  void credit(Address address, Wei amount) {
    Account account = account(address);
    put(address, account.withBalance(account.balance().plus(amount)));
  }

  void debit(Address address, Wei amount) {
    Account account = account(address);
    put(address, account.withBalance(account.balance().minus(amount)));
  }

  BigInteger read(StorageKey slot) {
    return storage.getOrDefault(slot, BigInteger.ZERO);
  }

  void write(StorageKey slot, BigInteger value) {
    journal.addLast(new SlotWas(slot, storage.get(slot)));
    if (value.signum() == 0) {
      storage.remove(slot);
    } else {
      storage.put(slot, value);
    }
  }

  long mark() {
    return forgotten + journal.size();
  }

  /** Undoes everything after {@code mark}. */
  void rollback(long mark) {
    if (mark < forgotten) {
      throw new IllegalStateException("the journal no longer reaches that far back");
    }
    while (mark() > mark) {
      undo(journal.removeLast());
    }
  }

  /** Gives up the way back to points before {@code mark}. */
  void forgetBefore(long mark) {
    while (forgotten < mark && !journal.isEmpty()) {
      journal.removeFirst();
      forgotten++;
    }
  }

  /** This world as it was at {@code mark}; changes to the copy stay in the copy. */
  WorldState copyAt(long mark) {
    if (mark < forgotten) {
      throw new IllegalStateException("the journal no longer reaches that far back");
    }
    WorldState copy = new WorldState(new HashMap<>(accounts), new HashMap<>(storage));
    long position = mark();
    Iterator<Undo> newestFirst = journal.descendingIterator();
    while (position > mark) {
      copy.undo(newestFirst.next());
      position--;
    }
    return copy;
  }

  private void undo(Undo undo) {
    switch (undo) {
      case AccountWas was -> restore(accounts, was.address(), was.before());
      case SlotWas was -> restore(storage, was.slot(), was.before());
    }
  }

  private static <K, V> void restore(Map<K, V> map, K key, @Nullable V before) {
    if (before == null) {
      map.remove(key);
    } else {
      map.put(key, before);
    }
  }

  /** Code of the account, empty for an account without. */
  Bytes code(Address address) {
    return account(address).code();
  }
}
