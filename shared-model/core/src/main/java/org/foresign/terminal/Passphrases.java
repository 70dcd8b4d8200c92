package org.foresign.terminal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.foresign.files.SecretFile;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.wrap.UnlockProblem;
import org.foresign.secret.Passphrase;
import org.jspecify.annotations.Nullable;

/**
 * Where a command has its passphrases from: a person, who may mistype a few times, or a file.
 *
 * @param file in place of a person
 */
public record Passphrases(Prompt prompt, @Nullable Path file) {
  /** In characters as people count them, not in bytes: an umlaut is one. */
  public static final int SHORTEST = 12;

  /** So often a person is asked for the same. */
  public static final int TRIES = 3;

  /** Does something with a passphrase, or throws {@link UnlockProblem#UNLOCK_PASSPHRASE_WRONG}. */
  @FunctionalInterface
  public interface Opening<T> {
    T with(Passphrase passphrase) throws ProblemException;
  }

  @FunctionalInterface
  private interface Source<T> {
    T get() throws ProblemException;
  }

  public boolean asks() {
    return file == null;
  }

  /**
   * Opens something; a person who mistypes is asked again.
   *
   * <p>With a file a wrong passphrase is {@link UnlockProblem#UNLOCK_PASSPHRASE_FILE_WRONG}: there
   * is no keyboard to look at.
   *
   * @throws ProblemException as the opening does, or with a {@link TerminalProblem} or a problem of
   *     the file
   */
  public <T> T open(String label, Opening<T> opening) throws ProblemException {
    return tried(() -> {
      try (Passphrase passphrase = given(label)) {
        return opening.with(passphrase);
      } catch (ProblemException e) {
        if (file != null && e.problem().code() == UnlockProblem.UNLOCK_PASSPHRASE_WRONG) {
          throw new ProblemException(
              Problem.of(UnlockProblem.UNLOCK_PASSPHRASE_FILE_WRONG, file.toString()), e);
        }
        throw e;
      }
    });
  }

  /**
   * The passphrase for an attempt, where the caller tries it himself.
   *
   * @param attempt counted from 1
   * @param wrong why the one before was no good
   * @throws ProblemException with that one once it is not asked for again, from a file at once
   */
  public Passphrase next(String label, int attempt, Optional<Problem> wrong)
      throws ProblemException {
    if (wrong.isPresent()) {
      if (file != null && wrong.get().code() == UnlockProblem.UNLOCK_PASSPHRASE_WRONG) {
        throw Problem.of(UnlockProblem.UNLOCK_PASSPHRASE_FILE_WRONG, file.toString()).asException();
      }
      if (!asks() || attempt > TRIES) {
        throw wrong.get().asException();
      }
      prompt.show(List.of(wrong.get().happened(), wrong.get().code().next()));
    }
    return given(label);
  }

  /**
   * A new passphrase, typed twice; the caller closes it.
   *
   * @throws ProblemException if it is too short or too long, and as {@link #open}
   */
  public Passphrase fresh(String label) throws ProblemException {
    return tried(() -> {
      Passphrase first = given(label);
      boolean fine = false;
      try {
        requireFit(first);
        if (asks()) {
          requireSame(first, "The same again");
        }
        fine = true;
        return first;
      } finally {
        if (!fine) {
          first.close();
        }
      }
    });
  }

  /**
   * Asks for the same once more.
   *
   * @throws ProblemException with {@link TerminalProblem#PASSPHRASES_DIFFER}
   */
  private void requireSame(Passphrase first, String label) throws ProblemException {
    try (Passphrase second = Passphrase.take(prompt.secret(label))) {
      if (!first.equalsSecret(second)) {
        throw Problem.of(TerminalProblem.PASSPHRASES_DIFFER).asException();
      }
    }
  }

  private Passphrase given(String label) throws ProblemException {
    return file == null ? Passphrase.take(prompt.secret(label)) : SecretFile.firstLine(file);
  }

  private static void requireFit(Passphrase passphrase) throws ProblemException {
    if (passphrase.characters() < SHORTEST) {
      throw Problem.of(TerminalProblem.PASSPHRASE_TOO_SHORT).asException();
    }
    if (passphrase.utf8Size() > SecretFile.LONGEST_LINE) {
      throw Problem.of(TerminalProblem.PASSPHRASE_TOO_LONG).asException();
    }
  }

  private <T> T tried(Source<T> source) throws ProblemException {
    for (int attempt = 1; ; attempt++) {
      try {
        return source.get();
      } catch (ProblemException e) {
        if (!asks() || attempt == TRIES || !isSlip(e.problem())) {
          throw e;
        }
        prompt.show(List.of(e.problem().happened(), e.problem().code().next()));
      }
    }
  }

  private static boolean isSlip(Problem problem) {
    return problem.code() == UnlockProblem.UNLOCK_PASSPHRASE_WRONG
        || problem.code() == TerminalProblem.PASSPHRASE_TOO_SHORT
        || problem.code() == TerminalProblem.PASSPHRASE_TOO_LONG
        || problem.code() == TerminalProblem.PASSPHRASES_DIFFER;
  }
}
