package org.foresign.practice.chain;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.GasSchedule;
import org.foresign.model.eth.Wei;
import org.foresign.practice.chain.NodeView.BlockRef;
import org.foresign.practice.chain.NodeView.Mined;
import org.foresign.practice.chain.NodeView.Pending;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** eth_call and eth_estimateGas: a transaction without signature, run and undone. */
final class CallRpc {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final NodeView view;

  CallRpc(NodeView view) {
    this.view = view;
  }

  Map<String, RpcMethod> methods() {
    return Map.of("eth_call", this::call, "eth_estimateGas", this::estimate);
  }

  /** What was asked; {@code maxFee} is zero when no fee is named, as for a mere question. */
  private record Asked(Executor.Call call, Wei maxFee) {}

  private JsonNode call(RpcParams params) throws RpcFault {
    BlockRef ref = EthRpc.required(view, params.tag(1));
    Asked asked = read(params.at(0), view.ledger().settings().blockGasLimit());
    checkFee(ref, asked);
    BigInteger needed =
        asked
            .maxFee()
            .value()
            .multiply(BigInteger.valueOf(asked.call().gasLimit()))
            .add(asked.call().value().value());
    Outcome outcome = finished(execute(ref, asked.call(), needed), "out of gas");
    return JSON.stringNode(outcome.output().prefixedHex());
  }

  private JsonNode estimate(RpcParams params) throws RpcFault {
    BlockRef ref = EthRpc.required(view, params.has(1) ? params.text(1) : "pending");
    Asked asked = read(params.at(0), GasSchedule.MAX_TRANSACTION_GAS);
    checkFee(ref, asked);
    Executor.Call call = affordable(ref, asked);
    Outcome outcome =
        finished(
            execute(ref, call, call.value().value()),
            "gas required exceeds allowance (" + call.gasLimit() + ")");
    return JSON.stringNode(Quantity.of(outcome.gasUsed()));
  }

  private void checkFee(BlockRef ref, Asked asked) throws RpcFault {
    Wei baseFee =
        switch (ref) {
          case Pending p -> view.ledger().nextBaseFee();
          case Mined mined -> mined.block().baseFee();
        };
    if (!asked.maxFee().isZero() && asked.maxFee().compareTo(baseFee) < 0) {
      throw RpcFault.rejected(
          "max fee per gas less than block base fee: address %s, maxFeePerGas: %s, baseFee: %s"
              .formatted(asked.call().from(), asked.maxFee(), baseFee));
    }
  }

  /** As geth: an estimate with a fee may use no more gas than the sender can pay for. */
  private Executor.Call affordable(BlockRef ref, Asked asked) throws RpcFault {
    Executor.Call call = asked.call();
    if (asked.maxFee().isZero()) {
      return call;
    }
    Wei balance = view.inState(ref, world -> world.account(call.from()).balance());
    if (balance.compareTo(call.value()) < 0) {
      return call;
    }
    BigInteger gas = balance.minus(call.value()).value().divide(asked.maxFee().value());
    long limit = gas.min(BigInteger.valueOf(call.gasLimit())).longValueExact();
    return new Executor.Call(call.from(), call.to(), call.value(), call.data(), limit);
  }

  private Outcome execute(BlockRef ref, Executor.Call call, BigInteger needed) throws RpcFault {
    GasSchedule schedule = schedule(ref);
    boolean toSelf = call.from().equals(call.to());
    long least = schedule.minimumGasLimit(call.data(), toSelf, !call.value().isZero());
    Optional<Outcome> outcome =
        view.inState(
            ref,
            world -> {
              if (world.account(call.from()).balance().value().compareTo(needed) < 0) {
                return Optional.empty();
              }
              long mark = world.mark();
              Outcome result = run(world, schedule, call, least);
              world.rollback(mark);
              return Optional.of(result);
            });
    return outcome.orElseThrow(() ->
        RpcFault.rejected("insufficient funds for gas * price + value: address " + call.from()));
  }

  private Outcome run(WorldState world, GasSchedule schedule, Executor.Call call, long least) {
    return call.gasLimit() < least
        ? new Outcome(Bytes.EMPTY, call.gasLimit(), List.of(), new Halt.OutOfGas())
        : view.ledger().executor().call(world, schedule, call);
  }

  private static Outcome finished(Outcome outcome, String outOfGas) throws RpcFault {
    return switch (outcome.halt()) {
      case null -> outcome;
      case Halt.Reverted revert -> throw RpcFault.reverted(revert);
      case Halt.OutOfGas out -> throw RpcFault.rejected(outOfGas);
    };
  }

  private GasSchedule schedule(BlockRef ref) {
    return switch (ref) {
      case Pending p -> view.ledger().nextSchedule();
      case Mined mined -> mined.block().schedule();
    };
  }

  private static Asked read(JsonNode request, long mostGas) throws RpcFault {
    if (!request.isObject()) {
      throw RpcFault.invalidParams("missing value for required argument 0");
    }
    if (!request.hasNonNull("to")) {
      throw RpcFault.rejected("contract creation is not supported by the practice chain");
    }
    Address from =
        request.hasNonNull("from")
            ? RpcParams.address(RpcParams.text(request.path("from"), 0), 0)
            : Address.ZERO;
    Address to = RpcParams.address(RpcParams.text(request.path("to"), 0), 0);
    BigInteger most = BigInteger.valueOf(mostGas);
    long gas = quantity(request, "gas", most).min(most).longValueExact();
    JsonNode input = request.has("input") ? request.path("input") : request.path("data");
    Bytes data =
        input.isMissingNode() || input.isNull()
            ? Bytes.EMPTY
            : RpcParams.data(RpcParams.text(input, 0), 0);
    Wei value = new Wei(quantity(request, "value", BigInteger.ZERO));
    BigInteger fee =
        quantity(request, "maxFeePerGas", quantity(request, "gasPrice", BigInteger.ZERO));
    if (fee.bitLength() > 128) {
      throw RpcFault.invalidParams("invalid argument 0: a fee has at most 128 bits");
    }
    return new Asked(new Executor.Call(from, to, value, data, gas), new Wei(fee));
  }

  private static BigInteger quantity(JsonNode request, String field, BigInteger otherwise)
      throws RpcFault {
    return request.hasNonNull(field)
        ? Quantity.parse(RpcParams.text(request.path(field), 0))
        : otherwise;
  }
}
