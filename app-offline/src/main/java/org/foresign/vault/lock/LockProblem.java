package org.foresign.vault.lock;

import org.foresign.model.problem.ProblemCode;

/** Why the vault refuses to sign before it has looked at any batch. */
public enum LockProblem implements ProblemCode {
  LOCK_INTERFACE_UP(
      "A network interface of this machine is up.",
      "No nonce was claimed and nothing was signed.",
      "Take the machine off every network (cable, radio, virtual adapter) and start again."),
  LOCK_OPEN(
      "A lock that keeps the vault off networks and out of other processes does not hold.",
      "No nonce was claimed and nothing was signed.",
      "Start the vault with its own launcher, then look at 'vault lock status'."),
  LOCK_NATIVE_SUSPECT(
      "A native library is not the one of this release, or others can change it.",
      "It was not loaded, no nonce was claimed and nothing was signed.",
      "Find out who changed it before you sign on this machine; 'vault lock status' names it.");

  private final String happened;
  private final String safe;
  private final String next;

  LockProblem(String happened, String safe, String next) {
    this.happened = happened;
    this.safe = safe;
    this.next = next;
  }

  @Override
  public String happened() {
    return happened;
  }

  @Override
  public String safe() {
    return safe;
  }

  @Override
  public String next() {
    return next;
  }
}
