package org.foresign.desk.release;

/** What a long look at held leaves, or a long sending of them, counts. */
public enum ReleaseStep {
  LEAVES_READ,
  RELEASED,
  BURNED
}
