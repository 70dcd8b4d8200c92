package org.foresign.model.operation;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Abi;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.BlsSignature;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.DepositLimits;
import org.foresign.model.staking.DepositRoots;
import org.foresign.model.staking.WithdrawalCredentials;

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
    Optional<Network> pinned = Networks.byChain(chain);
    if (pinned.isPresent()) {
      Network network = pinned.get();
      if (call.to().equals(network.depositContract())) {
        return deposit(call, chain);
      }
      if (call.to().equals(network.withdrawalRequests())) {
        return withdrawal(call, chain);
      }
      if (call.to().equals(network.consolidationRequests())) {
        return consolidation(call, chain);
      }
    }
    if (SystemContracts.contains(chain, call.to())) {
      throw undecodable(call, chain, "a payment to a system contract");
    }
    return call.data().isEmpty() ? plain(call, chain, sender) : token(call, chain);
  }

  private static Operation plain(Call call, Chain chain, Address sender) throws ProblemException {
    if (!call.value().isZero()) {
      return new Operation.NativeTransfer(call.to(), call.value());
    }
    if (!call.to().equals(sender)) {
      throw undecodable(call, chain, "an empty call of another account");
    }
    return new Operation.Cancel();
  }

  private static Operation token(Call call, Chain chain) throws ProblemException {
    Abi.TransferCall transfer;
    try {
      transfer = Abi.decodeTransfer(call.data());
    } catch (ProblemException e) {
      throw undecodable(call, chain, e);
    }
    if (!call.value().isZero() || transfer.amount().isZero()) {
      throw undecodable(call, chain, "a token transfer of nothing or with coin beside it");
    }
    if (SystemContracts.contains(chain, transfer.to())) {
      throw undecodable(call, chain, "a token transfer to a system contract");
    }
    return new Operation.TokenTransfer(call.to(), transfer.to(), transfer.amount());
  }

  private static Operation deposit(Call call, Chain chain) throws ProblemException {
    BigInteger[] parts = call.value().value().divideAndRemainder(GWEI);
    if (parts[1].signum() != 0
        || parts[0].compareTo(BigInteger.valueOf(DepositLimits.MIN.value())) < 0
        || parts[0].compareTo(BigInteger.valueOf(DepositLimits.MAX_COMPOUNDING.value())) > 0) {
      throw undecodable(call, chain, "not an amount of a deposit");
    }
    DepositData deposit;
    Digest32 root;
    try {
      Abi.DepositCall read = Abi.decodeDeposit(call.data());
      root = read.root();
      deposit =
          new DepositData(
              new BlsPublicKey(read.publicKey()),
              new WithdrawalCredentials(read.credentials()),
              new Gwei(parts[0].longValueExact()),
              new BlsSignature(read.signature()));
    } catch (ProblemException e) {
      throw undecodable(call, chain, e);
    }
    if (!DepositRoots.data(deposit).equals(root)) {
      throw undecodable(call, chain, "a deposit whose root does not fit");
    }
    if (deposit.credentials().equals(OperationEncoder.TOP_UP_CREDENTIALS)
        && deposit.signature().equals(OperationEncoder.TOP_UP_SIGNATURE)) {
      return new Operation.TopUp(deposit.publicKey(), deposit.amount());
    }
    return new Operation.Stake(
        deposit.publicKey(), deposit.credentials(), deposit.amount(), deposit.signature());
  }

  private static Operation withdrawal(Call call, Chain chain) throws ProblemException {
    if (call.data().size() != WITHDRAWAL_SIZE) {
      throw undecodable(call, chain, "not a withdrawal request");
    }
    BlsPublicKey validator = new BlsPublicKey(call.data().slice(0, BlsPublicKey.SIZE));
    long amount = ByteBuffer.wrap(call.data().toArray()).getLong(BlsPublicKey.SIZE);
    if (amount < 0) {
      throw undecodable(call, chain, "a withdrawal of more gwei than exist");
    }
    return amount == 0
        ? new Operation.UnstakeFull(validator, call.value())
        : new Operation.UnstakePartial(validator, new Gwei(amount), call.value());
  }

  private static Operation consolidation(Call call, Chain chain) throws ProblemException {
    Bytes data = call.data();
    if (data.size() != 2 * BlsPublicKey.SIZE) {
      throw undecodable(call, chain, "not a consolidation request");
    }
    return new Operation.Consolidate(
        new BlsPublicKey(data.slice(0, BlsPublicKey.SIZE)),
        new BlsPublicKey(data.slice(BlsPublicKey.SIZE, BlsPublicKey.SIZE)),
        call.value());
  }

  private static ProblemException undecodable(Call call, Chain chain, String why) {
    return problem(call, chain, why).asException();
  }

  private static ProblemException undecodable(Call call, Chain chain, ProblemException cause) {
    return new ProblemException(problem(call, chain, cause.problem().happened()), cause);
  }

  private static Problem problem(Call call, Chain chain, String why) {
    return Problem.of(
        OperationProblem.OPERATION_UNDECODABLE,
        why,
        "to " + call.to() + " on " + chain,
        call.value() + " wei",
        call.data().size() + " bytes of call data");
  }
}
