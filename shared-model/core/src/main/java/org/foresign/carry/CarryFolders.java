package org.foresign.carry;

import java.nio.file.Path;
import org.foresign.model.work.Job;

/** Opens folders to carry by; the wiring of each program knows how. */
public interface CarryFolders {
  Outbox outbox(Path folder, Job<CarryStep> job);

  Stick stick(Path folder, Job<CarryStep> job);
}
