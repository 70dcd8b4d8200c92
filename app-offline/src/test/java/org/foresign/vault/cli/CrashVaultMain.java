package org.foresign.vault.cli;

import java.nio.file.Path;
import java.time.Instant;
import org.foresign.testkit.CrashPoints;
import org.foresign.testkit.StubClock;

/** Signs one batch in a process of its own, which the crash test kills at a write point. */
public final class CrashVaultMain {
  private CrashVaultMain() {}

  public static void main(String[] args) {
    CrashPoints points = CrashPoints.fromProperties();
    TestVault vault =
        new TestVault(Path.of(args[0]), new StubClock(Instant.parse(args[2])), points::reach);
    TestVault.Outcome outcome = vault.run("sign", "--in", args[1], "--out", args[1], "--yes");
    System.out.println("ended " + outcome.exit() + " " + outcome.out());
  }
}
