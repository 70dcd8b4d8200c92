package org.foresign.vault.cli;

/** What the vault's exit codes say; documented in the operator's pages and stable. */
final class VaultExitCode {
  static final int DONE = 0;
  static final int PROBLEM = 1;
  static final int USAGE = 2;
  static final int BUG = 3;
  static final int REFUSED = 4;
  static final int WAITS = 5;

  private VaultExitCode() {}
}
