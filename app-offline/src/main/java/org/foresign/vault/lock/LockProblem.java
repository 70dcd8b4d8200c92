package org.foresign.vault.lock;

import org.foresign.model.problem.ProblemCode;

/** Why the vault refuses to sign before it has looked at any batch. */
public enum LockProblem implements ProblemCode {
  LOCK_INTERFACE_UP,
  LOCK_OPEN,
  LOCK_NATIVE_SUSPECT
}
