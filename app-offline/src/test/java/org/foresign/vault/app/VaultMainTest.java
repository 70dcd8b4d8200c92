package org.foresign.vault.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads the entry point's own code: what runs before the lock is not locked. */
class VaultMainTest {
  @Test
  void theFirstActIsTheLock() throws IOException {
    MethodModel main = method("main");

    List<String> calls =
        main.code()
            .orElseThrow()
            .elementStream()
            .filter(InvokeInstruction.class::isInstance)
            .map(InvokeInstruction.class::cast)
            .map(call -> call.owner().asInternalName() + "." + call.name().stringValue())
            .toList();

    assertThat(calls).first().isEqualTo("org/foresign/vault/lock/VaultLock.install");
  }

  @Test
  void nothingRunsWhenTheClassIsLoaded() throws IOException {
    assertThat(vaultMain().methods())
        .noneMatch(method -> method.methodName().equalsString("<clinit>"));
  }

  private static MethodModel method(String name) throws IOException {
    return vaultMain().methods().stream()
        .filter(method -> method.methodName().equalsString(name))
        .findFirst()
        .orElseThrow();
  }

  private static ClassModel vaultMain() throws IOException {
    try (var in = VaultMain.class.getResourceAsStream("VaultMain.class")) {
      return ClassFile.of().parse(in.readAllBytes());
    }
  }
}
