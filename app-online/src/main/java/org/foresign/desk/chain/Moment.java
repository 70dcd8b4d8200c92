package org.foresign.desk.chain;

/** Which state a fact is read from. */
public enum Moment {
  /** The newest block with the endpoint's own pool applied; differs between honest endpoints. */
  PENDING,
  /** The newest block that a quorum of endpoints has reached. */
  LATEST,
  /** The newest block that a quorum of endpoints calls finalized. */
  FINALIZED
}
