package org.foresign.vault.work;

import java.nio.file.Path;
import java.time.Instant;
import org.foresign.testkit.CrashPoints;
import org.foresign.testkit.StubClock;
import org.foresign.vault.cli.TestVault;
import org.foresign.vault.sign.FakeDevice;

/** Signs one batch at a device in a process of its own, which is killed at a write point. */
public final class DeviceVaultMain {
  private DeviceVaultMain() {}

  public static void main(String[] args) {
    CrashPoints points = CrashPoints.fromProperties();
    StubClock clock = new StubClock(Instant.parse(args[2]));
    TestVault vault = new TestVault(Path.of(args[0]), clock, points::reach, new FakeDevice());
    TestVault.Outcome outcome = vault.run("sign", "--in", args[1], "--out", args[1], "--yes");
    System.out.println("ended " + outcome.exit() + " " + outcome.out());
  }
}
