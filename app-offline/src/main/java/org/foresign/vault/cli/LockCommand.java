package org.foresign.vault.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.crypto.CryptoChoice;
import org.foresign.vault.lock.LockFinding;
import org.foresign.vault.lock.LockReport;
import org.foresign.vault.lock.VaultLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The lock page: what keeps this process off networks, and how well. */
@Command(name = "lock")
public final class LockCommand implements Runnable {
  private final VaultLock lock;

  @Spec private CommandSpec spec;

  public LockCommand(VaultLock lock) {
    this.lock = lock;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say 'lock status'.");
  }

  /** Prints the report; exit code 1 when a lock is red, as a real vault would not sign. */
  @Command(name = "status")
  int status(@Option(names = "--json") boolean json) {
    LockReport report = lock.report();
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? asJson(report) : asText(report));
    out.flush();
    return report.blockers(false).isEmpty() ? 0 : 1;
  }

  private static String asText(LockReport report) {
    StringBuilder text = new StringBuilder();
    for (LockFinding finding : report.findings()) {
      text.append(
          "%-23s %s%n%-23s   %s%n"
              .formatted(
                  finding.state().id(), finding.kind().words(), "", "(" + finding.detail() + ")"));
    }
    for (CryptoChoice choice : CryptoChoice.all()) {
      text.append(choice.words()).append(System.lineSeparator());
    }
    return text.append(
            """
            What remains open: a local socket or a file that was handed over at the start could carry
            data to another process of this machine, and so could the folders that a command names.
            Where the lock on files is not enforced, that is every file of this user. Programs of this
            user that ran before can have changed this one. Use a user account that runs nothing else.\
            """)
        .toString();
  }

  private static String asJson(LockReport report) {
    List<Map<String, Object>> locks = new ArrayList<>();
    for (LockFinding finding : report.findings()) {
      Map<String, Object> lock = new LinkedHashMap<>();
      lock.put("lock", finding.kind().id());
      lock.put("state", finding.state().id());
      lock.put("detail", finding.detail());
      locks.add(lock);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("signs", report.blockers(false).isEmpty());
    all.put("signsForPractice", report.blockers(true).isEmpty());
    all.put("locks", locks);
    all.put("crypto", CryptoChoice.all().stream().map(CryptoChoice::facts).toList());
    return JsonText.of(all);
  }
}
