package org.foresign.vault.work;

/** The steps of judging and signing a request, in order. */
public enum CeremonyStep {
  OPENED,
  JUDGED,
  SHEET_COMPARED,
  REVIEWED,
  CLAIMED,
  SIGNED,
  SEALED,
  CARRIED
}
