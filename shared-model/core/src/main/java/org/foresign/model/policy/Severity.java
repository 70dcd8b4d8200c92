package org.foresign.model.policy;

/** Weight of a finding, lightest first. */
public enum Severity {
  WARN,
  REFUSE
}
