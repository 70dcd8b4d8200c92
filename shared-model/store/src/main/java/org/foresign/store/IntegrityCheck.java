package org.foresign.store;

/**
 * When SQLite's {@code quick_check} reads the whole file at opening. It takes about as long as
 * loading every row, so a large database that was closed in order may go without; a damaged page is
 * then found when it is read, or by {@link Database#verify}.
 */
public enum IntegrityCheck {
  ALWAYS,
  /** Only when the last process that wrote did not close the file. */
  AFTER_CRASH
}
