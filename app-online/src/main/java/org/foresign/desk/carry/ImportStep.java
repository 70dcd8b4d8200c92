package org.foresign.desk.carry;

/** The steps of taking a signed batch in. */
public enum ImportStep {
  SIGNATURES_CHECKED,
  STORED
}
