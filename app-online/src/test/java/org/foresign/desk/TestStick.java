package org.foresign.desk;

import java.nio.file.Path;
import java.util.List;
import org.foresign.carry.Inbox;
import org.foresign.carry.Outbox;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Job;
import org.foresign.usb.Folders;

/** A folder that tests write to and read from as the other machine would. */
public record TestStick(Path folder) {
  public Outbox out() {
    return new Folders().outbox(folder, Job.quiet());
  }

  public Inbox in() {
    return new Folders().stick(folder, Job.quiet());
  }

  public ParcelName send(Parcel parcel) throws ProblemException {
    return out().offer(parcel).parcel();
  }

  public List<ParcelName> waiting(ParcelKind kind) throws ProblemException {
    return in().waiting(kind);
  }

  public Parcel receive(ParcelName name) throws ProblemException {
    return in().receiveOneOfMany(name);
  }
}
