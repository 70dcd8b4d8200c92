package org.foresign.nativelib;

import org.foresign.model.problem.ProblemCode;

/** Why a native library is not used; Bouncy Castle stands in, slower but with the same results. */
public enum NativeProblem implements ProblemCode {
  NATIVE_PLATFORM_UNSUPPORTED,
  NATIVE_RESOURCE_WRONG,
  NATIVE_FOLDER_UNSAFE,
  NATIVE_FOLDER_UNUSABLE,
  NATIVE_FILE_CHANGED,
  NATIVE_LOAD_REFUSED,
  NATIVE_SYMBOL_MISSING
}
