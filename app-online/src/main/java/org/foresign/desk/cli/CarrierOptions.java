package org.foresign.desk.cli;

import java.nio.file.Path;
import org.foresign.carry.Carrier;
import org.foresign.desk.work.DeskTools;
import picocli.CommandLine.Option;

/** Where parcels go to and come from. */
final class CarrierOptions {
  @Option(names = "--carry", paramLabel = "FOLDER", required = true)
  private Path folder;

  Carrier carrier(DeskTools tools) {
    return tools.carriers().folder(folder);
  }
}
