package org.foresign.model.policy;

/** Weight of a finding, lightest first. */
public enum Severity {
  WARN,
  /** Signed only if a person names this finding on purpose (docs/spec/policy.md, "Consent"). */
  CONSENT,
  REFUSE
}
