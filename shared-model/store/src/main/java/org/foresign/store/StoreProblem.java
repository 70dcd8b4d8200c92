package org.foresign.store;

import org.foresign.model.problem.ProblemCode;

/** What can go wrong with a home folder and its database. */
public enum StoreProblem implements ProblemCode {
  STORE_FOLDER_MISSING,
  STORE_NOT_A_FILE,
  STORE_IN_USE,
  STORE_READ_ONLY,
  STORE_DISK_FULL,
  STORE_CORRUPT,
  STORE_FOREIGN,
  STORE_TOO_LARGE,
  STORE_NEWER,
  STORE_SCHEMA_CHANGED,
  STORE_SCHEMA_FOREIGN,
  STORE_BUSY,
  STORE_IO,
  STORE_CONFLICT,
  STORE_SEAL_BROKEN,
  STORE_ROWS_CHANGED,
  STORE_NATIVE_MISSING,
  STORE_NATIVE_MISMATCH,
  STORE_NATIVE_UNSAFE,
  STORE_NATIVE_REFUSED
}
