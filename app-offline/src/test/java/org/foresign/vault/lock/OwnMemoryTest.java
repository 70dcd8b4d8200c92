package org.foresign.vault.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnMemoryTest {
  @TempDir Path folder;

  /** Dumpable is 1 for everybody of the user, 0 for nobody, 2 for root: prctl(2). */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 1000, false, false, ENFORCED, from its first",
    "2, 0, 0, 1000, false, false, ENFORCED, from its first",
    "1, 0, 0, 1000, false, false, NOT_ENFORCED_BY_SYSTEM, a program of this user may",
    "0, 0, 0, 0, false, false, NOT_ENFORCED_BY_SYSTEM, this user is root",
    "0, 0, 0, 1000, true, false, NOT_ENFORCED_BY_SYSTEM, it runs in a user namespace",
    "1, 0, 0, 1000, true, true, NOT_ENFORCED_BY_SYSTEM, it runs in a user namespace",
    "0, 0, 0, 1000, true, true, ENFORCED, from its first",
    "0, 0, 0, 0, true, true, ENFORCED, from its first",
    "0, 0, 77, 1000, false, false, RED, process 77 is attached",
    "0, -1, 0, 1000, false, false, RED, refused with error 1",
  })
  void theStateFollowsFromWhatTheKernelTells(
      long before,
      long answer,
      long tracer,
      long user,
      boolean namespaced,
      boolean outside,
      LockState state,
      String detail) {
    LockFinding finding =
        OwnMemory.judge(new OwnMemory.Facts(before, answer, tracer, user, namespaced, outside));

    assertThat(finding.kind()).isEqualTo(LockKind.NOT_DUMPABLE);
    assertThat(finding.state()).isEqualTo(state);
    assertThat(finding.detail()).startsWith(detail);
  }

  @Test
  void onlyTheWholeRangeOfNumbersIsNoNamespace() {
    assertThat(OwnMemory.isNamespaced("         0          0 4294967295\n")).isFalse();
    assertThat(OwnMemory.isNamespaced("      1000       1000          1\n")).isTrue();
    assertThat(OwnMemory.isNamespaced("0 1000 1\n1 100000 65536\n")).isTrue();
    assertThat(OwnMemory.isNamespaced("")).isTrue();
  }

  /** The user whose number also stands for unknown ones is no unknown one where he is mapped. */
  @Test
  void anOwnerIsOutsideOnlyWhereHisNumberIsNotMapped() {
    assertThat(OwnMemory.covers("      1000       1000          1\n", 1000)).isTrue();
    assertThat(OwnMemory.covers("      1000       1000          1\n", 65534)).isFalse();
    assertThat(OwnMemory.covers("     65534      65534          1\n", 65534)).isTrue();
    assertThat(OwnMemory.covers("0 1000 1\n1 100000 65536\n", 65534)).isTrue();
    assertThat(OwnMemory.covers("0 1000 1\n1 100000 65536\n", 65537)).isFalse();
    assertThat(OwnMemory.covers("", 65534)).isFalse();
    assertThat(OwnMemory.covers("", null)).isTrue();
  }

  @Test
  void aContainerIsNoMachine() {
    assertThat(OwnMemory.isWhole("         0          0 4294967295\n")).isTrue();
    assertThat(OwnMemory.isWhole("         0 4294967295 4294967295\n")).isTrue();
    assertThat(OwnMemory.isWhole("0 1000 1\n1 100000 65536\n")).isFalse();
    assertThat(OwnMemory.isWhole("")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, NOT_ENFORCED_BY_SYSTEM",
    "1, ENFORCED",
    "2, ENFORCED",
    "3, ENFORCED",
    "x, NOT_ENFORCED_BY_SYSTEM"
  })
  void yamaIsShownAsTheKernelHasIt(String scope, LockState state) throws IOException {
    Path file = Files.writeString(folder.resolve("ptrace_scope"), scope + "\n");
    assertThat(OwnMemory.yama(file).state()).isEqualTo(state);
  }

  @Test
  void withoutYamaThePageSaysSo() {
    LockFinding finding = OwnMemory.yama(folder.resolve("absent"));
    assertThat(finding.kind()).isEqualTo(LockKind.DEBUGGERS);
    assertThat(finding.state()).isEqualTo(LockState.NOT_ENFORCED_BY_SYSTEM);
    assertThat(finding.detail()).contains("no Yama");
  }
}
