package org.foresign.model.operation;

import org.foresign.model.eth.Address;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Wei;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.BlsSignature;
import org.foresign.model.staking.WithdrawalCredentials;

/** What a transaction does, typed. Its fees and its nonce are not part of it. */
public sealed interface Operation {

  OperationKind kind();

  /** A deposit for a validator with its signature (deposit_contract.sol, {@code deposit}). */
  record Stake(
      BlsPublicKey validator,
      WithdrawalCredentials credentials,
      Gwei amount,
      BlsSignature signature)
      implements Operation {
    public Stake {
      requireDepositAmount(amount);
    }

    @Override
    public OperationKind kind() {
      return OperationKind.STAKE;
    }
  }

  /**
   * A deposit for a validator that the registry already knows: credentials and signature are
   * ignored there, so they are fixed (zero, and the point at infinity). Lost if the key is unknown.
   */
  record TopUp(BlsPublicKey validator, Gwei amount) implements Operation {
    public TopUp {
      requireDepositAmount(amount);
    }

    @Override
    public OperationKind kind() {
      return OperationKind.TOP_UP;
    }
  }

  /** A withdrawal request (EIP-7002), full or partial. */
  sealed interface Unstake extends Operation {
    BlsPublicKey validator();

    /** The value attached to pay the request fee; what is too much is not given back. */
    Wei requestFee();
  }

  /** Exits the validator: amount zero in the call data (EIP-7002, "Withdrawal request"). */
  record UnstakeFull(BlsPublicKey validator, Wei requestFee) implements Unstake {
    @Override
    public OperationKind kind() {
      return OperationKind.UNSTAKE_FULL;
    }
  }

  /** Withdraws a part above 32 ETH of a compounding validator; the amount is never zero. */
  record UnstakePartial(BlsPublicKey validator, Gwei amount, Wei requestFee) implements Unstake {
    public UnstakePartial {
      if (amount.value() == 0) {
        throw new IllegalArgumentException("a partial withdrawal of zero would be a full exit");
      }
    }

    @Override
    public OperationKind kind() {
      return OperationKind.UNSTAKE_PARTIAL;
    }
  }

  /** A consolidation request (EIP-7251); source equal to target switches it to compounding. */
  record Consolidate(BlsPublicKey source, BlsPublicKey target, Wei requestFee)
      implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.CONSOLIDATE;
    }
  }

  /** A payment in the chain's native coin. */
  record NativeTransfer(Address recipient, Wei amount) implements Operation {
    public NativeTransfer {
      requirePositive(amount);
    }

    @Override
    public OperationKind kind() {
      return OperationKind.NATIVE_TRANSFER;
    }
  }

  /** An ERC-20 {@code transfer}; the amount counts in the token's smallest unit. */
  record TokenTransfer(Address token, Address recipient, Wei amount) implements Operation {
    public TokenTransfer {
      requirePositive(amount);
    }

    @Override
    public OperationKind kind() {
      return OperationKind.TOKEN_TRANSFER;
    }
  }

  /** A zero-value self-transfer that uses up the nonce. */
  record Cancel() implements Operation {
    @Override
    public OperationKind kind() {
      return OperationKind.CANCEL;
    }
  }

  private static void requirePositive(Wei amount) {
    if (amount.isZero()) {
      throw new IllegalArgumentException("a payment moves more than zero");
    }
  }

  private static void requireDepositAmount(Gwei amount) {
    // deposit_contract.sol refuses less than 1 ether; 2048 ETH is the EIP-7251 balance ceiling.
    if (amount.compareTo(Gwei.ofEther(1)) < 0 || amount.compareTo(Gwei.ofEther(2048)) > 0) {
      throw new IllegalArgumentException("a deposit lies between 1 and 2048 ETH");
    }
  }
}
