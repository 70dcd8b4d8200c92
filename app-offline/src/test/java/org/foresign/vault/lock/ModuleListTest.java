package org.foresign.vault.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ModuleListTest {
  /** Modules that open a way out, by themselves or by what they load. */
  private static final List<String> WAYS_OUT =
      List.of(
          "java.net.http",
          "jdk.httpserver",
          "java.rmi",
          "java.naming",
          "jdk.naming.dns",
          "jdk.naming.rmi",
          "java.security.jgss",
          "jdk.security.jgss",
          "java.management",
          "java.management.rmi",
          "jdk.management.agent",
          "java.instrument",
          "jdk.attach",
          "jdk.jdi",
          "jdk.jdwp.agent",
          "jdk.sctp",
          "jdk.internal.vm.ci",
          "java.desktop",
          "java.scripting");

  @Test
  void theListHoldsNoWayOut() {
    assertThat(RunTimeCheck.allowedModules()).doesNotContainAnyElementsOf(WAYS_OUT);
  }

  @Test
  void theListIsWhatTheRunTimeResolves() throws Exception {
    CommandRun run =
        CommandRun.run(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--limit-modules",
                String.join(",", RunTimeCheck.allowedModules()),
                "--list-modules"));

    SortedSet<String> resolved = new TreeSet<>();
    run.output().lines().map(line -> line.split("@", 2)[0].strip()).forEach(resolved::add);
    assertThat(resolved).isEqualTo(RunTimeCheck.allowedModules());
  }

  @Test
  void eachModuleHasItsReason() throws Exception {
    Path list = Path.of(System.getProperty("foresign.root"), "installers", "vault-modules.txt");
    assertThat(Files.readAllLines(list))
        .filteredOn(line -> !line.isBlank() && !line.startsWith("#"))
        .allSatisfy(line -> assertThat(line).matches("[a-z.]+ {2,}\\S.{10,}"));
  }
}
