package org.foresign.usb;

import java.nio.file.Path;
import org.foresign.carry.CarryFolders;
import org.foresign.carry.CarryStep;
import org.foresign.carry.Outbox;
import org.foresign.carry.Stick;
import org.foresign.model.work.Job;

/** Folders, as they are mounted by the system. */
public final class Folders implements CarryFolders {
  private final ParcelFolder.Opener opener;

  public Folders() {
    this(SecureFolder::open);
  }

  Folders(ParcelFolder.Opener opener) {
    this.opener = opener;
  }

  @Override
  public Outbox outbox(Path folder, Job<CarryStep> job) {
    return new FolderOutbox(new ParcelFolder(folder, opener), job);
  }

  @Override
  public Stick stick(Path folder, Job<CarryStep> job) {
    return new FolderStick(new ParcelFolder(folder, opener), job);
  }
}
