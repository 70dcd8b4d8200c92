package org.foresign.desk.cli;

import picocli.CommandLine.IVersionProvider;

/** Names the program and its release, taken from the jar's manifest. */
public final class DeskVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String release = DeskVersion.class.getPackage().getImplementationVersion();
    return new String[] {"foresign desk " + (release == null ? "(built from source)" : release)};
  }
}
