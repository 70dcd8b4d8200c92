package org.foresign.vault.lock;

/** How tight the system call filter is, by what the process has to show. */
public enum LockVariant {
  /** A vault in a terminal, and every helper it starts: no socket of any family. */
  TERMINAL,
  /** A vault with a window: a socket only of the local family, for the display server. */
  WINDOW
}
