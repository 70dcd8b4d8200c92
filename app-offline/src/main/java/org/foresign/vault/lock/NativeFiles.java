package org.foresign.vault.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.foresign.crypto.CryptoChoice;
import org.foresign.model.problem.Problem;

/**
 * Judges why a native library is not used. One that is absent or cannot be loaded is no danger,
 * since slower code of the program does its work; one that somebody changed, or could, means that
 * the machine may have been touched.
 */
final class NativeFiles {
  private static final Set<String> SUSPECT =
      Set.of("native-file-changed", "native-folder-unsafe", "native-resource-wrong");

  private NativeFiles() {}

  static LockFinding look(List<CryptoChoice> choices) {
    List<String> suspect = new ArrayList<>();
    List<String> absent = new ArrayList<>();
    for (CryptoChoice choice : choices) {
      Problem because = choice.because();
      if (because != null && SUSPECT.contains(because.code().id())) {
        suspect.add(because.happened());
      } else if (choice.fallback()) {
        absent.add(because == null ? "one is not there" : because.code().id());
      }
    }
    if (!suspect.isEmpty()) {
      return new LockFinding(LockKind.NATIVE_FILES, LockState.RED, String.join(" ", suspect));
    }
    return absent.isEmpty()
        ? new LockFinding(LockKind.NATIVE_FILES, LockState.ENFORCED, "their hashes are right")
        : new LockFinding(
            LockKind.NATIVE_FILES,
            LockState.NOT_ENFORCED_BY_SYSTEM,
            "not used: " + String.join(", ", absent));
  }
}
