package org.foresign.secret;

/** What keeps the pages of a secret away from swap space and dumps. */
public enum MemoryProtection {
  /** Locked in memory and left out of core dumps. */
  LOCKED,
  /** Left out of core dumps, but the system refused to lock it (often a limit on locked memory). */
  NOT_DUMPED,
  /** Off the heap and wiped at close; the system offers nothing more here. */
  PLAIN
}
