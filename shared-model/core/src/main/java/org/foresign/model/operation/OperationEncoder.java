package org.foresign.model.operation;

import java.nio.ByteBuffer;
import org.foresign.codec.Bytes;
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
import org.foresign.model.staking.DepositRoots;
import org.foresign.model.staking.WithdrawalCredentials;

/**
 * Turns an operation into recipient, value and call data (docs/spec/operations.md). Staking
 * operations exist on pinned networks only.
 */
public final class OperationEncoder {
  /** Credentials of a top-up: the chain ignores them for a key it knows. */
  public static final WithdrawalCredentials TOP_UP_CREDENTIALS =
      WithdrawalCredentials.of(new byte[32]);

  /** Signature of a top-up: the point at infinity of G2, which verifies for no key. */
  public static final BlsSignature TOP_UP_SIGNATURE = infinity();

  private OperationEncoder() {}

  /**
   * @param sender account that will sign
   * @throws ProblemException if a staking operation is asked for on a chain without pinned facts
   */
  public static Call encode(Operation operation, Chain chain, Address sender)
      throws ProblemException {
    return switch (operation) {
      case Operation.Stake stake ->
          deposit(
              chain,
              new DepositData(
                  stake.validator(), stake.credentials(), stake.amount(), stake.signature()));
      case Operation.TopUp topUp ->
          deposit(
              chain,
              new DepositData(
                  topUp.validator(), TOP_UP_CREDENTIALS, topUp.amount(), TOP_UP_SIGNATURE));
      case Operation.UnstakeFull full -> withdrawal(chain, full, Gwei.ZERO);
      case Operation.UnstakePartial partial -> withdrawal(chain, partial, partial.amount());
      case Operation.Consolidate consolidate ->
          new Call(
              network(chain).consolidationRequests(),
              consolidate.requestFee(),
              consolidate.source().bytes().concat(consolidate.target().bytes()));
      case Operation.NativeTransfer transfer ->
          new Call(transfer.recipient(), transfer.amount(), Bytes.EMPTY);
      case Operation.TokenTransfer transfer ->
          new Call(
              transfer.token(),
              Wei.ZERO,
              new Abi.TransferCall(transfer.recipient(), transfer.amount()).encode());
      case Operation.Cancel() -> new Call(sender, Wei.ZERO, Bytes.EMPTY);
    };
  }

  private static Call deposit(Chain chain, DepositData deposit) throws ProblemException {
    return new Call(
        network(chain).depositContract(),
        deposit.amount().toWei(),
        new Abi.DepositCall(
                deposit.publicKey().bytes(),
                deposit.credentials().bytes(),
                deposit.signature().bytes(),
                DepositRoots.data(deposit))
            .encode());
  }

  /** EIP-7002, "Add Withdrawal Request": key, then the amount big-endian; zero means all. */
  private static Call withdrawal(Chain chain, Operation.Unstake unstake, Gwei amount)
      throws ProblemException {
    byte[] data =
        ByteBuffer.allocate(BlsPublicKey.SIZE + Long.BYTES)
            .put(unstake.validator().toArray())
            .putLong(amount.value())
            .array();
    return new Call(network(chain).withdrawalRequests(), unstake.requestFee(), Bytes.of(data));
  }

  private static Network network(Chain chain) throws ProblemException {
    return Networks.byChain(chain)
        .orElseThrow(() ->
            Problem.of(OperationProblem.OPERATION_NOT_FOR_CHAIN, chain.toString()).asException());
  }

  private static BlsSignature infinity() {
    byte[] point = new byte[BlsSignature.SIZE];
    point[0] = (byte) 0xc0;
    return BlsSignature.of(point);
  }
}
