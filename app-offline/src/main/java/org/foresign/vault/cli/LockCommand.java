package org.foresign.vault.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.foresign.command.Answer;
import org.foresign.command.CommandAction;
import org.foresign.crypto.CryptoChoice;
import org.foresign.model.problem.Problem;
import org.foresign.vault.lock.LockFinding;
import org.foresign.vault.lock.LockReport;
import picocli.CommandLine.Command;

/**
 * The lock page: what keeps this process off networks, and how well. Exit code 1 when a lock is
 * red, as a real vault would not sign.
 */
@Command(name = "status")
final class LockCommand extends CommandAction {
  private static final String OPEN =
      """
      What remains open: a local socket or a file that was handed over at the start could carry
      data to another process of this machine, and so could the folders that a command names.
      Where the lock on files is not enforced, that is every file of this user. Programs of this
      user that ran before can have changed this one. Use a user account that runs nothing else.\
      """;

  private final Supplier<LockReport> locks;

  LockCommand(Supplier<LockReport> locks) {
    this.locks = locks;
  }

  @Override
  protected Answer run() {
    LockReport report = locks.get();
    boolean signs = report.blockers(false).isEmpty();
    Answer answer = new Answer().exit(signs ? VaultExitCode.DONE : VaultExitCode.PROBLEM);
    for (LockFinding finding : report.findings()) {
      answer
          .line("%-23s %s".formatted(finding.state().id(), finding.kind().words()))
          .line("%-23s   (%s)".formatted("", finding.detail()));
    }
    return answer
        .fact("signs", signs)
        .fact("signsForPractice", report.blockers(true).isEmpty())
        .fact("locks", report.findings().stream().map(LockCommand::facts).toList())
        .crypto(CryptoChoice.all())
        .lines(OPEN.lines().toList());
  }

  @Override
  protected int exitCode(Problem problem) {
    return VaultExitCode.PROBLEM;
  }

  private static Map<String, Object> facts(LockFinding finding) {
    Map<String, Object> lock = new LinkedHashMap<>();
    lock.put("lock", finding.kind().id());
    lock.put("state", finding.state().id());
    lock.put("detail", finding.detail());
    return lock;
  }
}
