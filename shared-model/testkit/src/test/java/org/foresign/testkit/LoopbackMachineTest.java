package org.foresign.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopbackMachineTest {
  @Test
  void loIsTheOnlyInterfaceAndItIsUp() throws Exception {
    try (LoopbackMachine machine = LoopbackMachine.startOrSkip()) {
      assertThat(run(machine, "ls", "/sys/class/net")).isEqualTo("lo");
      assertThat(run(machine, "ip", "-o", "link", "show", "up")).contains("lo:", "LOOPBACK,UP");
    }
  }

  /** The same port on the same address is another machine's here. */
  @Test
  void whatListensOutsideIsNotThere() throws Exception {
    try (LoopbackMachine machine = LoopbackMachine.startOrSkip();
        ServerSocket outside = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String connect = "exec 3<>/dev/tcp/127.0.0.1/" + outside.getLocalPort() + " && echo reached";

      assertThat(output(List.of("bash", "-c", connect))).contains("reached");
      assertThat(run(machine, "bash", "-c", connect)).doesNotContain("reached");
    }
  }

  private static String run(LoopbackMachine machine, String... command) throws Exception {
    List<String> all = new ArrayList<>(machine.commandPrefix());
    all.addAll(List.of(command));
    return output(all);
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said.strip();
  }
}
