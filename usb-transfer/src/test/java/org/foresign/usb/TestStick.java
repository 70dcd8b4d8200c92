package org.foresign.usb;

import java.nio.file.Path;
import java.util.List;
import org.foresign.carry.CarryProblem;
import org.foresign.carry.CarryStep;
import org.foresign.carry.Outbox;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;
import org.foresign.carry.Stick;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Job;

/** A folder that a test writes to and reads from. */
record TestStick(Path folder, Folders folders) {
  TestStick(Path folder) {
    this(folder, new Folders());
  }

  TestStick(Path folder, ParcelFolder.Opener opener) {
    this(folder, new Folders(opener));
  }

  Outbox out(Job<CarryStep> job) {
    return folders.outbox(folder, job);
  }

  Stick in(Job<CarryStep> job) {
    return folders.stick(folder, job);
  }

  ParcelName send(Parcel parcel) throws ProblemException {
    return out(Job.quiet()).offer(parcel).parcel();
  }

  void requireRoom(ParcelKind kind, int bytes) throws ProblemException {
    out(Job.quiet()).requireRoom(kind, bytes);
  }

  List<ParcelName> waiting(ParcelKind kind) throws ProblemException {
    return in(Job.quiet()).waiting(kind);
  }

  Parcel receive(ParcelName name) throws ProblemException {
    return in(Job.quiet()).receiveOneOfMany(name);
  }

  void remove(ParcelName name) throws ProblemException {
    in(Job.quiet()).remove(name);
  }

  /** The sentences about files that look like a parcel of this kind. */
  List<String> misnamed(ParcelKind kind) throws ProblemException {
    List<String> details =
        in(Job.quiet()).nothingWaits(CarryProblem.CARRY_NOT_THERE, kind).details();
    return details.subList(1, details.size());
  }
}
