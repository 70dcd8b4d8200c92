package org.foresign.model.batch;

import org.foresign.model.eth.Address;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Wei;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.WithdrawalCredentials;

/** One chain fact as the desk saw it. It may add a warning or a refusal, never remove one. */
public sealed interface SnapshotFact {
  SourceKind source();

  /** Transactions that the account had on the chain: its next nonce. */
  record AccountNonce(SourceKind source, Address account, long nonce) implements SnapshotFact {}

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
