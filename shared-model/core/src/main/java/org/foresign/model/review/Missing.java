package org.foresign.model.review;

/** What a review lacks, so that nobody takes silence for approval. */
public enum Missing {
  /** The policy that the batch was planned under is not here. */
  POLICY,
  /** No rule of a policy was compared. */
  JUDGEMENT
}
