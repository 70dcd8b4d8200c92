package org.foresign.vault.lock;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The state of every lock at one moment. */
public record LockReport(List<LockFinding> findings) {
  private static final Set<LockKind> PRACTICE_GOES_ON =
      EnumSet.of(LockKind.INTERFACES, LockKind.NATIVE_FILES);

  public LockReport {
    findings = List.copyOf(findings);
  }

  /**
   * The findings that forbid signing. A practice vault, which is fixed at creation and signs
   * nothing on a chain with real money, is exempt from the interface lock alone, and does without
   * native libraries.
   */
  public List<LockFinding> blockers(boolean practiceVault) {
    return findings.stream()
        .filter(finding -> finding.state() == LockState.RED)
        .filter(finding -> !(practiceVault && PRACTICE_GOES_ON.contains(finding.kind())))
        .toList();
  }

  /** The state of one lock. */
  public LockState state(LockKind kind) {
    return findings.stream()
        .filter(finding -> finding.kind() == kind)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no finding about " + kind))
        .state();
  }
}
