package org.foresign.vault.lock;

import java.util.List;

/** The state of every lock at one moment. */
public record LockReport(List<LockFinding> findings) {
  public LockReport {
    findings = List.copyOf(findings);
  }

  /**
   * The findings that forbid signing. A practice vault is exempt from the interface lock alone,
   * because it is fixed at creation and can never hold a key of worth.
   */
  public List<LockFinding> blockers(boolean practiceVault) {
    return findings.stream()
        .filter(finding -> finding.state() == LockState.RED)
        .filter(finding -> !(practiceVault && finding.kind() == LockKind.INTERFACES))
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
