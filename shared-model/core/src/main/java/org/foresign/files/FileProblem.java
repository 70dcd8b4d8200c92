package org.foresign.files;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with a file that somebody names, before its content counts. */
public enum FileProblem implements ProblemCode {
  FILE_NOT_THERE(
      "There is no file of this name.",
      "Check the name, and the folder in which the command runs."),
  FILE_IS_FOLDER("This is a folder, not a file.", "Name the file inside it."),
  FILE_IS_LINK(
      "This name is a link to another place, and links are not followed.", "Name the file itself."),
  FILE_NOT_PLAIN(
      "This is a pipe, a device or a socket, not a file.",
      "Write the content to a file first and name that."),
  FILE_TOO_LONG(
      "This file is larger than anything of its kind.", "Check that it is the right file."),
  FILE_NOT_READABLE(
      "This file can't be read.", "Check who may read it and whether the disk is well."),
  FILE_NOT_TEXT("This file is not text in UTF-8.", "Save it as text in UTF-8 and name it again.");

  private final String happened;
  private final String next;

  FileProblem(String happened, String next) {
    this.happened = happened;
    this.next = next;
  }

  @Override
  public String happened() {
    return happened;
  }

  @Override
  public String safe() {
    return "Nothing of it was used and nothing was changed.";
  }

  @Override
  public String next() {
    return next;
  }
}
