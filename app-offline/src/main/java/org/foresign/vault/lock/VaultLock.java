package org.foresign.vault.lock;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.foresign.crypto.CryptoChoice;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * The locks of this vault process. Install it as the very first act of the process: what ran before
 * it is not locked.
 */
public final class VaultLock {
  private final List<LockFinding> atStart;
  private final Optional<InterfaceWatch> interfaces;

  private VaultLock(List<LockFinding> atStart, Optional<InterfaceWatch> interfaces) {
    this.atStart = List.copyOf(atStart);
    this.interfaces = interfaces;
  }

  /**
   * Locks this process and every process it will ever start, for good. On Linux the program is
   * started once more in its own place, so that the lock holds from its first instruction on.
   *
   * @param named tells what this command works on; it is asked before the second start
   * @return what holds and what does not; nothing is refused here, so that the lock page can be
   *     read on a machine whose locks are open
   */
  public static VaultLock install(LockVariant variant, Supplier<NamedPaths> named) {
    Optional<Cpu> cpu = Cpu.ofLinux();
    if (cpu.isPresent() && !Restart.isDone()) {
      LinuxKernel kernel = new LinuxKernel(cpu.get());
      OwnMemory.shut(kernel);
      new SystemCallLock(kernel, variant, true).put();
      new Confinement(kernel).startAgain(named);
    }
    return install(variant, false);
  }

  /** The same without the second start: files stay open to this process, and it starts others. */
  static VaultLock install(LockVariant variant) {
    return install(variant, true);
  }

  private static VaultLock install(LockVariant variant, boolean starts) {
    Optional<Cpu> cpu = Cpu.ofLinux();
    List<LockFinding> findings = new ArrayList<>();
    Optional<InterfaceWatch> watch =
        Cpu.isLinux() ? Optional.of(new InterfaceWatch()) : Optional.empty();
    if (cpu.isPresent()) {
      LinuxKernel kernel = new LinuxKernel(cpu.get());
      LockFinding memory = OwnMemory.shut(kernel);
      findings.add(new SystemCallLock(kernel, variant, starts).install());
      findings.add(new Confinement(kernel).tryOut());
      findings.add(new InheritedDescriptors(kernel, Path.of("/proc/self/fd")).look());
      findings.add(memory);
      findings.add(OwnMemory.yama(Path.of("/proc/sys/kernel/yama/ptrace_scope")));
    } else {
      for (LockKind kind :
          List.of(
              LockKind.SYSTEM_CALLS,
              LockKind.FILES,
              LockKind.DESCRIPTORS,
              LockKind.NOT_DUMPABLE,
              LockKind.DEBUGGERS)) {
        findings.add(notHere(kind));
      }
    }
    findings.add(
        watch.map(VaultLock::namespace).orElseGet(() -> notHere(LockKind.NETWORK_NAMESPACE)));
    findings.add(
        RunTimeCheck.modules(
            ModuleLayer.boot().modules().stream()
                .map(Module::getDescriptor)
                .map(ModuleDescriptor::name)
                .toList(),
            RunTimeCheck.allowedModules()));
    findings.add(RunTimeCheck.flags(RunTimeCheck.ownArguments(), System.getenv(), Cpu.isLinux()));
    return new VaultLock(findings, watch);
  }

  /** The state of every lock; the interfaces are read anew, native libraries loaded if not yet. */
  public LockReport report() {
    List<LockFinding> findings = findings();
    findings.add(NativeFiles.look(CryptoChoice.all()));
    return new LockReport(findings);
  }

  private List<LockFinding> findings() {
    List<LockFinding> findings = new ArrayList<>(atStart);
    findings.add(
        interfaces.map(InterfaceWatch::look).orElseGet(() -> notHere(LockKind.INTERFACES)));
    return findings;
  }

  /**
   * Refuses when a lock is open; call it at the start of each command that opens a key, and again
   * right before the first signature.
   *
   * @throws ProblemException {@link LockProblem}
   */
  public void requireForSigning(boolean practiceVault) throws ProblemException {
    // A practice vault loads a library at its first use only.
    LockReport report = practiceVault ? new LockReport(findings()) : report();
    List<LockFinding> blockers = report.blockers(practiceVault);
    if (blockers.isEmpty()) {
      return;
    }
    throw new Problem(
            problem(blockers),
            blockers.stream()
                .map(finding -> finding.kind().id() + ": " + finding.detail())
                .toList())
        .asException();
  }

  private static LockProblem problem(List<LockFinding> blockers) {
    Set<LockKind> kinds = EnumSet.noneOf(LockKind.class);
    blockers.forEach(finding -> kinds.add(finding.kind()));
    if (kinds.equals(EnumSet.of(LockKind.INTERFACES))) {
      return LockProblem.LOCK_INTERFACE_UP;
    }
    return kinds.equals(EnumSet.of(LockKind.NATIVE_FILES))
        ? LockProblem.LOCK_NATIVE_SUSPECT
        : LockProblem.LOCK_OPEN;
  }

  private static LockFinding namespace(InterfaceWatch watch) {
    try {
      List<String> names = watch.namesOfNamespace();
      return names.stream().allMatch(name -> name.equals("lo"))
          ? new LockFinding(LockKind.NETWORK_NAMESPACE, LockState.ENFORCED, "only lo is there")
          : new LockFinding(
              LockKind.NETWORK_NAMESPACE,
              LockState.NOT_ENFORCED_BY_SYSTEM,
              "the process sees " + String.join(", ", names));
    } catch (IOException e) {
      return new LockFinding(
          LockKind.NETWORK_NAMESPACE, LockState.NOT_ENFORCED_BY_SYSTEM, "it can't be read");
    }
  }

  private static LockFinding notHere(LockKind kind) {
    return new LockFinding(
        kind, LockState.NOT_ENFORCED_BY_SYSTEM, "this system or CPU has no such lock");
  }
}
