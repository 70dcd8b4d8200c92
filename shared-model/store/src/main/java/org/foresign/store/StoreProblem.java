package org.foresign.store;

import org.foresign.model.problem.ProblemCode;

/** What can go wrong with a home folder and its database. */
public enum StoreProblem implements ProblemCode {
  STORE_FOLDER_MISSING(
      "The home folder is not there and can't be made.",
      "Nothing was read or written.",
      "Check the path and its permissions, then start again."),
  STORE_NOT_A_FILE(
      "The database's name belongs to something that is not a plain file.",
      "It was not opened.",
      "Look at who put it there; restore the home folder from its backup."),
  STORE_IN_USE(
      "Another process has this home folder open.",
      "Nothing was read or written.",
      "Close the other program, or wait until it has finished."),
  STORE_READ_ONLY(
      "The database can't be written: the file, its folder or the disk is read-only.",
      "What was stored before is unchanged; the last step was not recorded and did not happen.",
      "Make the home folder writable for this user, then try again."),
  STORE_DISK_FULL(
      "The disk is full.",
      "What was stored before is unchanged; the last step was not recorded and did not happen.",
      "Make room on this disk, then try again."),
  STORE_CORRUPT(
      "The database is damaged.",
      "It was not changed. Signed transactions that were carried out stay valid.",
      "Copy the home folder away as it is, then restore its last backup."),
  STORE_FOREIGN(
      "This database was made by another program or for another purpose.",
      "It was not changed.",
      "Check that the path names the right home folder."),
  STORE_TOO_LARGE(
      "The database is larger than this program keeps in memory while it checks it.",
      "It was not changed; the last step was not recorded and did not happen.",
      "Set up a new home folder and go on there; keep this one as the record of what was signed."),
  STORE_NEWER(
      "This database was written by a newer release.",
      "It was not changed.",
      "Use the release that wrote it, or a later one."),
  STORE_SCHEMA_CHANGED(
      "This home was made by another build of the program, which keeps its tables otherwise.",
      "It was not changed.",
      "Use the build that made it; a home that holds nothing of worth can be made anew."),
  STORE_SCHEMA_FOREIGN(
      "The database holds a table, index, view or trigger that this program did not make so.",
      "It was not used and not changed: somebody else wrote into the file.",
      "Keep this machine as it is, and restore the home folder from its backup."),
  STORE_BUSY(
      "The database stayed locked by another process.",
      "The last step was not recorded and did not happen.",
      "Close other programs that read this home folder, then try again."),
  STORE_IO(
      "The disk reported an error.",
      "What was stored before is unchanged; the last step was not recorded and did not happen.",
      "Check the disk, then try again; restore the last backup if it stays."),
  STORE_CONFLICT(
      "A row that must be unique is already there, or one that must be there is missing.",
      "Nothing of this step was recorded.",
      "Start again; if it stays, report this."),
  STORE_SEAL_BROKEN(
      "A stored value does not open with this key: it was changed, moved or sealed under another"
          + " key.",
      "It was not used.",
      "Check the passphrase; if it is right, treat this disk as tampered with and restore the last"
          + " backup."),
  STORE_ROWS_CHANGED(
      "Rows of the database were changed, added, removed or set back by something else than this"
          + " program.",
      "Nothing of it was used, and nothing was written.",
      "Treat this machine as tampered with: keep the home folder as it is, and restore its last"
          + " backup elsewhere."),
  STORE_NATIVE_MISSING(
      "There is no SQLite library for this system.",
      "Nothing was opened.",
      "Use a supported system: Linux, macOS or Windows on x86-64 or arm64."),
  STORE_NATIVE_MISMATCH(
      "The SQLite library on disk is not the one that this release was built with.",
      "It was not loaded.",
      "Reinstall the program from a verified download."),
  STORE_NATIVE_UNSAFE(
      "The SQLite library or its folder belongs to another user, or others may write to it.",
      "It was not loaded.",
      "Remove that folder and start again as the user who runs the program; it makes its own."),
  STORE_NATIVE_REFUSED(
      "The system refused to load the SQLite library; its folder may forbid running programs"
          + " (noexec).",
      "Nothing was opened.",
      "Put the program on a disk that is mounted without noexec.");

  private final String happened;
  private final String safe;
  private final String next;

  StoreProblem(String happened, String safe, String next) {
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
