package org.foresign.desk.cli;

import java.nio.file.Path;
import org.foresign.carry.CarryStep;
import org.foresign.carry.Outbox;
import org.foresign.carry.Stick;
import org.foresign.desk.work.DeskTools;
import org.foresign.model.work.Job;
import picocli.CommandLine.Option;

/** Where parcels go to and come from. */
final class CarryOptions {
  @Option(names = "--carry", paramLabel = "FOLDER", required = true)
  private Path folder;

  Stick in(DeskTools tools, Job<CarryStep> job) {
    return tools.folders().stick(folder, job);
  }

  Outbox out(DeskTools tools, Job<CarryStep> job) {
    return tools.folders().outbox(folder, job);
  }
}
