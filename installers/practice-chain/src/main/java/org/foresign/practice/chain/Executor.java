package org.foresign.practice.chain;

import java.util.List;
import java.util.Map;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.GasSchedule;
import org.foresign.model.eth.Wei;

/** Runs calls and transactions against a world. */
final class Executor {
  /** PUSH0 PUSH0 REVERT: the only foreign bytecode this chain understands. */
  static final Bytes REVERTING_CODE = Bytes.parseHex("5f5ffd");

  /** Two PUSH0 at 2 gas (EIP-3855); REVERT itself is free. */
  private static final long REVERTING_GAS = 4;

  private final Map<Address, BuiltIn> contracts;

  Executor(Map<Address, BuiltIn> contracts) {
    this.contracts = Map.copyOf(contracts);
  }

  /** A message from one account to another. */
  record Call(Address from, Address to, Wei value, Bytes data, long gasLimit) {}

  /**
   * Runs a call without fee or nonce; a failed one leaves the world as it was. The caller has
   * checked that the sender holds the value.
   */
  Outcome call(WorldState world, GasSchedule schedule, Call call) {
    long intrinsic =
        schedule.intrinsicGas(call.data(), call.from().equals(call.to()), !call.value().isZero());
    Frame frame = new Frame(world, schedule, call, call.gasLimit() - intrinsic);
    long mark = world.mark();
    try {
      Bytes output = run(world, schedule, frame, call);
      return new Outcome(output, gas(schedule, call, intrinsic, frame), frame.logs(), null);
    } catch (Halt halt) {
      world.rollback(mark);
      return new Outcome(
          halt instanceof Halt.Reverted revert ? revert.data() : Bytes.EMPTY,
          gas(schedule, call, intrinsic, frame),
          List.of(),
          halt);
    }
  }

  /** Runs a transaction with fees; the caller has checked nonce, caps and balance. */
  Outcome apply(
      WorldState world,
      GasSchedule schedule,
      PoolTransaction tx,
      Wei baseFee,
      Address feeRecipient) {
    Wei tip = FeeMarket.effectiveTip(tx, baseFee);
    Wei price = baseFee.plus(tip);
    world.debit(tx.sender(), price.times(tx.gasLimit()));
    world.put(tx.sender(), world.account(tx.sender()).withNonce(tx.nonce() + 1));
    Outcome outcome =
        call(world, schedule, new Call(tx.sender(), tx.to(), tx.value(), tx.data(), tx.gasLimit()));
    world.credit(tx.sender(), price.times(tx.gasLimit() - outcome.gasUsed()));
    world.credit(feeRecipient, tip.times(outcome.gasUsed()));
    return outcome;
  }

  private Bytes run(WorldState world, GasSchedule schedule, Frame frame, Call call) throws Halt {
    if (!call.value().isZero() && !call.from().equals(call.to())) {
      if (world.account(call.to()).isAbsent()) {
        frame.charge(schedule.newAccount());
      }
      world.debit(call.from(), call.value());
      world.credit(call.to(), call.value());
    }
    BuiltIn contract = contracts.get(call.to());
    if (contract != null) {
      return contract.run(frame);
    }
    if (world.code(call.to()).equals(REVERTING_CODE)) {
      frame.charge(REVERTING_GAS);
      throw new Halt.Reverted();
    }
    return Bytes.EMPTY;
  }

  private static long gas(GasSchedule schedule, Call call, long intrinsic, Frame frame) {
    return Math.max(intrinsic + frame.gasUsed(), schedule.floorGas(call.data()));
  }
}
