package org.foresign.carry;

import org.foresign.model.problem.ProblemCode;

/** What can go wrong between two machines before any byte of a message is looked at. */
public enum CarryProblem implements ProblemCode {
  CARRY_FOLDER_MISSING(
      "The folder for parcels is not there or is not a folder.",
      "Nothing was read or written.",
      "Plug the stick in, check that the system mounted it, and name the folder again."),
  CARRY_FOLDER_UNREADABLE(
      "The folder for parcels can't be read.",
      "Nothing was taken over.",
      "Check the stick on the machine that wrote it, or use another one."),
  CARRY_FOLDER_CROWDED(
      "The folder holds more entries than Foresign looks at.",
      "Nothing was taken over.",
      "Use an empty, dedicated stick or folder."),
  CARRY_NOT_THERE(
      "The parcel is not in the folder.",
      "Nothing was taken over.",
      "Check that you plugged in the right stick, or export the parcel again."),
  CARRY_NOT_A_FILE(
      "Something that is not a plain file has the name of a parcel: a link, a folder, a pipe or a"
          + " device.",
      "It was not opened; nothing was taken over.",
      "Treat the stick as hostile: keep it for examination and use another one."),
  CARRY_SHARED_FILE(
      "The parcel's file has a second name on the same disk, so somebody else can change it.",
      "It was not opened; nothing was taken over.",
      "Treat the stick as hostile: keep it for examination and use another one."),
  CARRY_EMPTY(
      "The parcel's file is empty.",
      "Nothing was taken over.",
      "The copy was probably cut off: export it again and wait until the stick may be removed."),
  CARRY_TOO_LARGE(
      "The parcel is larger than its kind may be.",
      "It was not read; nothing was taken over.",
      "Make a smaller batch, or treat the sender as suspect."),
  CARRY_DAMAGED(
      "The parcel's content does not fit its name: it was changed or cut off on the way.",
      "Nothing was taken over.",
      "Export it again; if it happens twice, use another stick."),
  CARRY_READ_ONLY(
      "The folder for parcels can't be written to.",
      "Nothing was written; nothing is lost here.",
      "Release the stick's write protection or name another folder, then export again."),
  CARRY_FULL(
      "There is no room left in the folder for parcels.",
      "Nothing of this parcel was left there; nothing is lost here.",
      "Make room or take another stick, then export again."),
  CARRY_WRITE_FAILED(
      "The parcel could not be written.",
      "Nothing is lost here; what is on the stick can't be relied on.",
      "Use another stick and export again."),
  CARRY_READ_BACK_DIFFERS(
      "What was read back from the folder is not what was written.",
      "Nothing is lost here; the written file was removed.",
      "The stick is failing: use another one and export again.");

  private final String happened;
  private final String safe;
  private final String next;

  CarryProblem(String happened, String safe, String next) {
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
