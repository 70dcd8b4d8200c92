package org.foresign.practice.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.GasSchedule;
import org.foresign.model.eth.Wei;

/**
 * One call of a built-in contract: what it was given, and metered access to its storage and logs.
 * Storage is priced by first access and by what the slot held at the start of the transaction
 * (EIP-2929, EIP-2200 without refunds), so that gas follows the state as on a real chain.
 */
final class Frame {
  private static final long LOG_BASE = 375;
  private static final long LOG_TOPIC = 375;
  private static final long LOG_BYTE = 8;

  private final WorldState world;
  private final GasSchedule schedule;
  private final Executor.Call call;
  private final Set<StorageKey> warm = new HashSet<>();
  private final Map<StorageKey, BigInteger> originals = new HashMap<>();
  private final List<LogEntry> logs = new ArrayList<>();
  private final long gasLimit;
  private long gasUsed;

  /**
   * @param gasLimit what is left of the call's own limit after the intrinsic part
   */
  Frame(WorldState world, GasSchedule schedule, Executor.Call call, long gasLimit) {
    this.world = world;
    this.schedule = schedule;
    this.call = call;
    this.gasLimit = gasLimit;
  }

  Address caller() {
    return call.from();
  }

  Wei value() {
    return call.value();
  }

  Bytes data() {
    return call.data();
  }

  List<LogEntry> logs() {
    return logs;
  }

  /** Gas used so far, the intrinsic part apart; all of the limit once it ran out. */
  long gasUsed() {
    return gasUsed;
  }

  void charge(long gas) throws Halt.OutOfGas {
    if (gas > gasLimit - gasUsed) {
      gasUsed = gasLimit;
      throw new Halt.OutOfGas();
    }
    gasUsed += gas;
  }

  BigInteger read(Bytes key) throws Halt.OutOfGas {
    StorageKey slot = new StorageKey(call.to(), key);
    charge(warm.add(slot) ? GasSchedule.COLD_SLOT : GasSchedule.WARM_ACCESS);
    return world.read(slot);
  }

  void write(Bytes key, BigInteger next) throws Halt.OutOfGas {
    StorageKey slot = new StorageKey(call.to(), key);
    BigInteger current = world.read(slot);
    BigInteger original = originals.computeIfAbsent(slot, s -> current);
    if (warm.add(slot)) {
      charge(GasSchedule.COLD_SLOT);
    }
    if (next.equals(current) || !current.equals(original)) {
      charge(GasSchedule.WARM_ACCESS);
    } else {
      charge(original.signum() == 0 ? schedule.newSlot() : schedule.changedSlot());
    }
    world.write(slot, next);
  }

  void log(List<Digest32> topics, Bytes content) throws Halt.OutOfGas {
    charge(LOG_BASE + topics.size() * LOG_TOPIC + content.size() * LOG_BYTE);
    logs.add(new LogEntry(call.to(), topics, content));
  }
}
