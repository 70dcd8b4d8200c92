package org.foresign.vault.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LockReportTest {
  @ParameterizedTest
  @EnumSource(LockKind.class)
  void oneRedLockStopsARealVault(LockKind red) {
    assertThat(withRed(red).blockers(false)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(LockKind.class)
  void practiceIsExemptFromTheInterfaceLockAloneAndNeedsNoNativeLibrary(LockKind red) {
    boolean goesOn = red == LockKind.INTERFACES || red == LockKind.NATIVE_FILES;
    assertThat(withRed(red).blockers(true)).hasSize(goesOn ? 0 : 1);
  }

  @Test
  void whatASystemCannotEnforceDoesNotStop() {
    LockReport report =
        new LockReport(
            Arrays.stream(LockKind.values())
                .map(kind -> new LockFinding(kind, LockState.NOT_ENFORCED_BY_SYSTEM, ""))
                .toList());
    assertThat(report.blockers(false)).isEmpty();
  }

  @Test
  void statesAreFoundByKind() {
    LockReport report = withRed(LockKind.MODULES);
    assertThat(report.state(LockKind.MODULES)).isEqualTo(LockState.RED);
    assertThat(report.state(LockKind.INTERFACES)).isEqualTo(LockState.ENFORCED);
  }

  private static LockReport withRed(LockKind red) {
    List<LockFinding> findings =
        Arrays.stream(LockKind.values())
            .map(
                kind -> new LockFinding(kind, kind == red ? LockState.RED : LockState.ENFORCED, ""))
            .toList();
    return new LockReport(findings);
  }
}
