package org.foresign.vault.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterfaceWatchTest {
  private static final String HEADING =
      "Inter-|   Receive                                                |  Transmit\n"
          + " face |bytes    packets errs drop fifo frame compressed multicast|bytes\n";

  @TempDir Path folder;
  private Path sysfs;
  private Path procfs;

  @BeforeEach
  void onlyLoopback() throws IOException {
    sysfs = Files.createDirectory(folder.resolve("net"));
    procfs = folder.resolve("dev");
    add("lo", "0x9");
    Files.writeString(procfs, HEADING + "    lo:  0 0 0 0 0 0 0 0 0\n");
  }

  @Test
  void loopbackAloneIsNoNetwork() {
    assertThat(look().state()).isEqualTo(LockState.ENFORCED);
  }

  @Test
  void anInterfaceThatIsDownIsNoNetwork() throws IOException {
    add("wlan0", "0x1002");
    assertThat(look().state()).isEqualTo(LockState.ENFORCED);
  }

  @Test
  void anInterfaceThatIsUpBlocksAndIsNamed() throws IOException {
    add("eth0", "0x1003");
    assertThat(look().state()).isEqualTo(LockState.RED);
    assertThat(look().detail()).isEqualTo("up: eth0");
  }

  @Test
  void flagsThatCannotBeReadCountAsUp() throws IOException {
    add("eth0", "what");
    Files.createDirectory(sysfs.resolve("eth1"));
    assertThat(look().detail()).isEqualTo("up: eth0, eth1");
  }

  @Test
  void anInterfaceOnlyThisProcessSeesCountsAsUp() throws IOException {
    Files.writeString(procfs, HEADING + "    lo: 0\n  veth7: 12 3\n");
    assertThat(look().detail()).isEqualTo("up: veth7");
  }

  @Test
  void listsThatCannotBeReadCountAsUp() throws IOException {
    assertThat(new InterfaceWatch(folder.resolve("none"), procfs).look().state())
        .isEqualTo(LockState.RED);
    Files.delete(procfs);
    assertThat(look().state()).isEqualTo(LockState.RED);
  }

  @Test
  void plainFilesBesideTheInterfacesAreIgnored() throws IOException {
    Files.writeString(sysfs.resolve("bonding_masters"), "");
    assertThat(look().state()).isEqualTo(LockState.ENFORCED);
  }

  private LockFinding look() {
    return new InterfaceWatch(sysfs, procfs).look();
  }

  private void add(String name, String flags) throws IOException {
    Files.writeString(Files.createDirectory(sysfs.resolve(name)).resolve("flags"), flags + "\n");
  }
}
