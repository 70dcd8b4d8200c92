package org.foresign.desk.cli;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.Passphrase;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which desk, and its passphrase: from a prompt, or from a file for scripts. */
final class HomeOptions {
  private static final int MAX_PASSPHRASE_BYTES = 1024;

  @Option(
      names = "--home",
      paramLabel = "FOLDER",
      required = true,
      description = "The desk's folder.")
  private Path home;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "Read the passphrase from the first line of this file instead of asking.")
  private @Nullable Path passphraseFile;

  Path home() {
    return home;
  }

  /** The passphrase; the caller closes it. */
  Passphrase passphrase() throws ProblemException {
    return passphraseFile == null ? ask("Passphrase of this desk: ") : fromFile(passphraseFile);
  }

  /** A new passphrase, typed twice when it is asked for. */
  Passphrase newPassphrase() throws ProblemException {
    if (passphraseFile != null) {
      return longEnough(fromFile(passphraseFile));
    }
    Passphrase first = longEnough(ask("New passphrase of this desk: "));
    try (Passphrase second = ask("The same again: ")) {
      if (!first.equalsSecret(second)) {
        first.close();
        throw Problem.of(CliProblem.PASSPHRASES_DIFFER).asException();
      }
      return first;
    }
  }

  private static Passphrase longEnough(Passphrase passphrase) throws ProblemException {
    if (passphrase.utf8Size() < 12) {
      passphrase.close();
      throw Problem.of(CliProblem.PASSPHRASE_TOO_SHORT).asException();
    }
    return passphrase;
  }

  // JDK 25 answers null again where there is no terminal; the check knows JDK 22 to 24 only.
  @SuppressWarnings("SystemConsoleNull")
  private static Passphrase ask(String prompt) throws ProblemException {
    @Nullable Console console = System.console();
    char @Nullable [] typed =
        console == null || !console.isTerminal() ? null : console.readPassword("%s", prompt);
    if (typed == null) {
      throw Problem.of(CliProblem.PASSPHRASE_NO_TERMINAL).asException();
    }
    return Passphrase.take(typed);
  }

  private static Passphrase fromFile(Path file) throws ProblemException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] text = in.readNBytes(MAX_PASSPHRASE_BYTES);
      int end = 0;
      while (end < text.length && text[end] != '\n' && text[end] != '\r') {
        end++;
      }
      byte[] line = Arrays.copyOf(text, end);
      Arrays.fill(text, (byte) 0);
      return Passphrase.takeUtf8(line);
    } catch (IOException | IllegalArgumentException e) {
      throw new ProblemException(
          Problem.of(CliProblem.PASSPHRASE_FILE_UNREADABLE, file.toString()), e);
    }
  }
}
