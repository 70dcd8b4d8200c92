package org.foresign.vault.cli;

import picocli.CommandLine.IVersionProvider;

/** Names the program and its release, taken from the jar's manifest. */
public final class VaultVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String release = VaultVersion.class.getPackage().getImplementationVersion();
    return new String[] {"foresign vault " + (release == null ? "(built from source)" : release)};
  }
}
