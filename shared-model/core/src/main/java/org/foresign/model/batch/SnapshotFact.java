package org.foresign.model.batch;

import java.util.Comparator;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Wei;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.WithdrawalCredentials;

/** One chain fact as the desk saw it. It may add a warning or a refusal, never remove one. */
public sealed interface SnapshotFact {
  /** By kind, then by what the fact is about. */
  Comparator<SnapshotFact> ORDER =
      Comparator.comparingInt(SnapshotFact::code).thenComparing(SnapshotFact::subject);

  SourceKind source();

  /** The kind's number in our formats (docs/spec/batch-request.md). */
  default int code() {
    return switch (this) {
      case AccountNonce nonce -> 1;
      case AccountBalance balance -> 2;
      case AccountCode code -> 3;
      case BaseFee baseFee -> 4;
      case RequestFee requestFee -> 5;
      case ValidatorState state -> 6;
      case ValidatorUnknown unknown -> 7;
    };
  }

  /** Address or validator key that the fact is about; empty for the whole chain. */
  default Bytes subject() {
    return switch (this) {
      case AccountNonce nonce -> nonce.account().bytes();
      case AccountBalance balance -> balance.account().bytes();
      case AccountCode code -> code.account().bytes();
      case BaseFee baseFee -> Bytes.EMPTY;
      case RequestFee requestFee -> requestFee.predeploy().bytes();
      case ValidatorState state -> state.validator().bytes();
      case ValidatorUnknown unknown -> unknown.validator().bytes();
    };
  }

  /** Transactions that the account had on the chain: its next nonce. */
  record AccountNonce(SourceKind source, Address account, long nonce) implements SnapshotFact {
    public AccountNonce {
      if (nonce < 0) {
        throw new IllegalArgumentException("a nonce is not negative");
      }
    }
  }

  /** Native balance in wei. */
  record AccountBalance(SourceKind source, Address account, Wei balance) implements SnapshotFact {}

  /** Whether the address had code (a contract, or a delegation under EIP-7702). */
  record AccountCode(SourceKind source, Address account, boolean hasCode) implements SnapshotFact {}

  /** Base fee of the snapshot's block in wei per gas. */
  record BaseFee(SourceKind source, Wei perGas) implements SnapshotFact {}

  /** Request fee in wei that a predeploy asked (EIP-7002, EIP-7251). */
  record RequestFee(SourceKind source, Address predeploy, Wei fee) implements SnapshotFact {}

  /** A validator as the registry showed it. */
  record ValidatorState(
      SourceKind source,
      BlsPublicKey validator,
      ValidatorStatus status,
      WithdrawalCredentials credentials,
      Gwei effectiveBalance)
      implements SnapshotFact {}

  /** The registry did not know this key. */
  record ValidatorUnknown(SourceKind source, BlsPublicKey validator) implements SnapshotFact {}
}
