package org.foresign.model.operation;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.DepositLimits;

/**
 * Reads recipient, value and call data back into an operation (docs/spec/operations.md). Exactly
 * what {@link OperationEncoder} writes is accepted; anything else is undecodable, never guessed.
 */
public final class OperationDecoder {
  private static final BigInteger GWEI = Wei.ONE_GWEI.value();
  private static final int WITHDRAWAL_SIZE = BlsPublicKey.SIZE + Long.BYTES;

  private OperationDecoder() {}

  /**
   * @param sender account that signs, as recovered or intended
   * @throws ProblemException with {@link OperationProblem#OPERATION_UNDECODABLE}
   */
  public static Operation decode(Call call, Chain chain, Address sender) throws ProblemException {
    return read(call, chain, sender)
        .orElseThrow(() ->
            Problem.of(
                    OperationProblem.OPERATION_UNDECODABLE,
                    "to " + call.to() + " on " + chain,
                    call.value() + " wei",
                    call.data().size() + " bytes of call data")
                .asException());
  }

  private static Optional<Operation> read(Call call, Chain chain, Address sender) {
    Optional<Network> pinned = Networks.byChain(chain);
    if (pinned.isPresent()) {
      Network network = pinned.get();
      if (call.to().equals(network.depositContract())) {
        return deposit(call);
      }
      if (call.to().equals(network.withdrawalRequests())) {
        return withdrawal(call);
      }
      if (call.to().equals(network.consolidationRequests())) {
        return consolidation(call);
      }
    }
    if (SystemContracts.contains(chain, call.to())) {
      return Optional.empty();
    }
    return call.data().isEmpty() ? plain(call, sender) : token(call, chain);
  }

  private static Optional<Operation> plain(Call call, Address sender) {
    if (!call.value().isZero()) {
      return Optional.of(new Operation.NativeTransfer(call.to(), call.value()));
    }
    return call.to().equals(sender) ? Optional.of(new Operation.Cancel()) : Optional.empty();
  }

  private static Optional<Operation> token(Call call, Chain chain) {
    if (!call.value().isZero()) {
      return Optional.empty();
    }
    return TransferCall.decode(call.to(), call.data())
        .filter(operation ->
            operation instanceof Operation.TokenTransfer transfer
                && !SystemContracts.contains(chain, transfer.recipient()));
  }

  private static Optional<Operation> deposit(Call call) {
    BigInteger[] parts = call.value().value().divideAndRemainder(GWEI);
    if (parts[1].signum() != 0 || parts[0].bitLength() > 63) {
      return Optional.empty();
    }
    Gwei amount = new Gwei(parts[0].longValue());
    if (amount.compareTo(DepositLimits.MIN) < 0
        || amount.compareTo(DepositLimits.MAX_COMPOUNDING) > 0) {
      return Optional.empty();
    }
    return DepositCall.decode(call.data(), amount).map(OperationDecoder::stakeOrTopUp);
  }

  private static Operation stakeOrTopUp(DepositData deposit) {
    if (deposit.credentials().equals(OperationEncoder.TOP_UP_CREDENTIALS)
        && deposit.signature().equals(OperationEncoder.TOP_UP_SIGNATURE)) {
      return new Operation.TopUp(deposit.publicKey(), deposit.amount());
    }
    return new Operation.Stake(
        deposit.publicKey(), deposit.credentials(), deposit.amount(), deposit.signature());
  }

  private static Optional<Operation> withdrawal(Call call) {
    if (call.data().size() != WITHDRAWAL_SIZE) {
      return Optional.empty();
    }
    BlsPublicKey validator = new BlsPublicKey(call.data().slice(0, BlsPublicKey.SIZE));
    long amount = ByteBuffer.wrap(call.data().toArray()).getLong(BlsPublicKey.SIZE);
    if (amount < 0) {
      return Optional.empty();
    }
    return Optional.of(
        amount == 0
            ? new Operation.UnstakeFull(validator, call.value())
            : new Operation.UnstakePartial(validator, new Gwei(amount), call.value()));
  }

  private static Optional<Operation> consolidation(Call call) {
    Bytes data = call.data();
    if (data.size() != 2 * BlsPublicKey.SIZE) {
      return Optional.empty();
    }
    return Optional.of(
        new Operation.Consolidate(
            new BlsPublicKey(data.slice(0, BlsPublicKey.SIZE)),
            new BlsPublicKey(data.slice(BlsPublicKey.SIZE, BlsPublicKey.SIZE)),
            call.value()));
  }
}
