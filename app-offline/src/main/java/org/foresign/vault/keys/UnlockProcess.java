package org.foresign.vault.keys;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.foresign.codec.Bytes;
import org.foresign.crypto.Argon2Parameters;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.slot.SlotProblem;
import org.foresign.secret.Passphrase;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.jspecify.annotations.Nullable;

/**
 * Stretches passphrases in short-lived processes with a fixed heap, one at a time; the passphrase
 * goes in and the key comes out over pipes.
 */
public final class UnlockProcess implements PassphraseStretcher {
  private static final int EXTRA_HEAP_MIB = 48;
  private static final int YOUNG_MIB = 16;

  /** Without them the class path of a checkout with an umlaut in its path is read wrongly. */
  private static final Set<String> LOCALE = Set.of("LC_ALL", "LC_CTYPE", "LANG");

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path java;
  private final String classPath;
  private final SecretAccess access;
  private final Duration patience;

  /**
   * @param javaHome of the running program
   * @param classPath of the running program
   */
  public UnlockProcess(Path javaHome, String classPath, SecretAccess access) {
    this(javaHome, classPath, access, PATIENCE);
  }

  /**
   * @param patience after which a process without an answer is ended
   */
  UnlockProcess(Path javaHome, String classPath, SecretAccess access, Duration patience) {
    this.patience = patience;
    String name = File.separatorChar == '\\' ? "java.exe" : "java";
    this.java = javaHome.resolve("bin").resolve(name);
    this.classPath = classPath;
    this.access = access;
  }

  @Override
  public synchronized Stretched stretch(Passphrase passphrase, Bytes salt, Argon2Parameters cost)
      throws ProblemException {
    @Nullable Process process = null;
    AtomicBoolean late = new AtomicBoolean();
    try {
      ProcessBuilder builder = new ProcessBuilder(command(cost));
      builder.environment().keySet().retainAll(LOCALE);
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      process = builder.start();
      endWhenLate(process, late);
      return exchange(process, passphrase, salt, cost);
    } catch (IOException e) {
      throw new ProblemException(
          late.get()
              ? Problem.of(
                  SlotProblem.SLOT_UNLOCK_FAILED, "no answer within " + patience.toSeconds() + " s")
              : Problem.of(SlotProblem.SLOT_UNLOCK_FAILED),
          e);
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }

  private Stretched exchange(
      Process process, Passphrase passphrase, Bytes salt, Argon2Parameters cost)
      throws IOException, ProblemException {
    try (DataOutputStream out = new DataOutputStream(process.getOutputStream())) {
      passphrase.useUtf8(
          access,
          raw -> {
            StretchMessage.write(
                out, new StretchMessage.Question(raw, new byte[0], salt.toArray(), cost));
            return out;
          });
    }
    try (DataInputStream in = new DataInputStream(process.getInputStream())) {
      int status = in.readUnsignedByte();
      if (status == StretchMessage.NO_MEMORY) {
        throw Problem.of(
                SlotProblem.SLOT_NOT_ENOUGH_MEMORY, (cost.memoryKib() >> 10) + " MiB needed")
            .asException();
      }
      if (status != StretchMessage.DONE) {
        throw Problem.of(SlotProblem.SLOT_UNLOCK_FAILED).asException();
      }
      long millis = in.readLong();
      byte[] key = in.readNBytes(StretchMessage.OUTPUT);
      if (key.length != StretchMessage.OUTPUT) {
        throw Problem.of(SlotProblem.SLOT_UNLOCK_FAILED).asException();
      }
      Stretched stretched = new Stretched(SecretBytes.take(key), millis);
      awaitEnd(process);
      return stretched;
    }
  }

  /** Gives it time to wipe what it holds; {@link #endWhenLate} is the limit here too. */
  private static void awaitEnd(Process process) {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A pipe knows no time limit: ending the process ends the reading. */
  private void endWhenLate(Process process, AtomicBoolean late) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            if (!process.waitFor(patience)) {
              late.set(true);
              process.destroyForcibly();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private List<String> command(Argon2Parameters cost) {
    // Each KiB block is an array of its own with a header: 3 % more than the parameter says.
    int heap = (int) ((cost.memoryKib() * 21L / 20) >> 10) + EXTRA_HEAP_MIB;
    return List.of(
        java.toString(),
        "--limit-modules",
        "java.base,java.logging", // Bouncy Castle logs
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+DisableAttachMechanism",
        "-XX:-HeapDumpOnOutOfMemoryError",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:-UsePerfData",
        "-XX:+UseSerialGC",
        "-Xshare:auto",
        "-Xmn" + YOUNG_MIB + "m",
        "-Xms" + heap + "m",
        "-Xmx" + heap + "m",
        "-cp",
        classPath,
        UnlockMain.class.getName());
  }
}
