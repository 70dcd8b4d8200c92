package org.foresign.vault.lock;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Closes all files to this process but those that it needs. The kernel binds only the thread that
 * asks, and Java has others from the start, so the program is started once more inside.
 */
final class Confinement {
  private static final int ENOENT = 2;
  private static final int EACCES = 13;

  private final LinuxKernel kernel;
  private final Landlock landlock;

  Confinement(LinuxKernel kernel) {
    this.kernel = kernel;
    this.landlock = new Landlock(kernel);
  }

  /**
   * Starts the program once more, confined where this kernel can; returns only when that failed.
   *
   * @param named is asked before anything is closed
   */
  void startAgain(Supplier<NamedPaths> named) {
    Restart restart = new Restart(kernel);
    long copy = restart.copy();
    // What can't be confined is started again all the same, for the sake of its memory. It tries
    // what holds and says so.
    if (landlock.abi() < 1 || landlock.restrict(ProgramPaths.rules(named.get())) == 0) {
      restart.start(copy);
    }
  }

  /**
   * Tries what every user may do elsewhere, and no command of ours needs: listing the root folder,
   * and writing to a device that forgets.
   */
  LockFinding tryOut() {
    int abi = landlock.abi();
    if (abi < 1) {
      return new LockFinding(
          LockKind.FILES,
          LockState.NOT_ENFORCED_BY_SYSTEM,
          "this kernel has no Landlock, or it is switched off (error " + -abi + ")");
    }
    Map<String, Long> answers = new LinkedHashMap<>();
    answers.put("listing /", kernel.open(Path.of("/"), LinuxKernel.O_RDONLY));
    answers.put("writing to /dev/zero", kernel.open(Path.of("/dev/zero"), LinuxKernel.O_WRONLY));
    StringBuilder open = new StringBuilder();
    answers.forEach((name, answer) -> {
      if (answer >= 0) {
        kernel.call(LinuxCall.CLOSE, answer);
      }
      if (answer != -EACCES && answer != -ENOENT) {
        open.append(open.isEmpty() ? "" : ", ").append(name);
      }
    });
    if (open.isEmpty() && !Restart.isDone()) {
      open.append("other threads, for the program was not started once more");
    }
    return open.isEmpty()
        ? new LockFinding(
            LockKind.FILES,
            LockState.ENFORCED,
            "Landlock "
                + abi
                + " refuses other "
                + String.join(", ", Landlock.kinds(abi))
                + "; tried: "
                + String.join(", ", answers.keySet()))
        : new LockFinding(LockKind.FILES, LockState.RED, "not refused: " + open);
  }
}
