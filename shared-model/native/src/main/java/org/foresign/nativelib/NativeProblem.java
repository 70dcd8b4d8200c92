package org.foresign.nativelib;

import org.foresign.model.problem.ProblemCode;

/** Why a native library is not used; Bouncy Castle stands in, slower but with the same results. */
public enum NativeProblem implements ProblemCode {
  NATIVE_PLATFORM_UNSUPPORTED(
      "There is no native cryptography for this system and processor.",
      Text.SLOWER,
      "Nothing has to be done; large batches take longer."),
  NATIVE_RESOURCE_WRONG(
      "The native library inside the program is missing or not the pinned one.",
      Text.SUSPECT,
      Text.REINSTALL),
  NATIVE_FOLDER_UNSAFE(
      "The folder for native libraries is a link, belongs to another user or can be written by"
          + " others.",
      Text.SLOWER,
      "Give the program a folder of its own that only its user can write."),
  NATIVE_FOLDER_UNUSABLE(
      "The native library could not be written to or read from its folder.",
      Text.SLOWER,
      "Check free space and rights of the folder, then start again."),
  NATIVE_FILE_CHANGED(
      "A native library on disk is not the file that this program put there, or is another user's.",
      Text.SUSPECT,
      "Find out who changed it. Delete the file only when you know; the program writes it anew."),
  NATIVE_LOAD_REFUSED(
      "The system refused to load the native library; often the folder is mounted noexec.",
      Text.SLOWER,
      "Put the program's folder on a file system that allows execution, then start again."),
  NATIVE_SYMBOL_MISSING(
      "The native library lacks a function that this program calls.", Text.SLOWER, Text.REINSTALL);

  private static final class Text {
    static final String SLOWER =
        "No funds or keys are at risk; the slower built-in cryptography is used.";
    static final String SUSPECT =
        "The library was not loaded and no key was used, but the machine may have been touched.";
    static final String REINSTALL = "Install the program again from a release that you verified.";
  }

  private final String happened;
  private final String safe;
  private final String next;

  NativeProblem(String happened, String safe, String next) {
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
