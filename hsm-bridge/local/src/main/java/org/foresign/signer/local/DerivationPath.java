package org.foresign.signer.local;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * A path from a master key to an account's key (BIP-32), written {@code m/44'/60'/0'/0/0}.
 *
 * @param steps from the master key on, at most {@value #MAX_DEPTH}
 */
public record DerivationPath(List<Step> steps) {
  public static final int MAX_DEPTH = 8;

  /** Longest text, as account cards allow it. */
  public static final int MAX_TEXT = 64;

  private static final Pattern STEP = Pattern.compile("(0|[1-9][0-9]{0,9})(['hH]?)");

  /**
   * One step.
   *
   * @param number 0 to 2^31 - 1
   * @param hardened whether the child can't be computed from public keys
   */
  public record Step(int number, boolean hardened) {
    public Step {
      if (number < 0) {
        throw new IllegalArgumentException("a step's number lies between 0 and 2^31 - 1");
      }
    }

    /** The index in BIP-32's numbering, as an unsigned 32-bit number. */
    int index() {
      return hardened ? number | 0x8000_0000 : number;
    }
  }

  public DerivationPath {
    steps = List.copyOf(steps);
    if (steps.size() > MAX_DEPTH || text(steps).length() > MAX_TEXT) {
      throw new IllegalArgumentException("a path has at most 8 steps and 64 characters");
    }
  }

  /** {@code m/44'/60'/0'/0/index}: BIP-44 for Ethereum, as most wallets count accounts. */
  public static DerivationPath standard(int index) {
    return PathScheme.STANDARD.path(index);
  }

  /**
   * Reads a path; hardened steps end in {@code '}, {@code h} or {@code H}.
   *
   * @throws ProblemException with {@link KeyProblem#KEY_PATH_INVALID}
   */
  public static DerivationPath parse(String text) throws ProblemException {
    if (text.length() > 2 * MAX_TEXT || !text.startsWith("m")) {
      throw invalid();
    }
    List<Step> steps = new ArrayList<>();
    if (text.length() > 1) {
      if (text.charAt(1) != '/') {
        throw invalid();
      }
      for (String part : text.substring(2).split("/", -1)) {
        steps.add(step(part));
      }
    }
    if (steps.size() > MAX_DEPTH || text(steps).length() > MAX_TEXT) {
      throw invalid();
    }
    return new DerivationPath(steps);
  }

  @Override
  public String toString() {
    return text(steps);
  }

  private static Step step(String part) throws ProblemException {
    Matcher matcher = STEP.matcher(part);
    if (!matcher.matches()) {
      throw invalid();
    }
    long number = Long.parseLong(matcher.group(1));
    if (number > Integer.MAX_VALUE) {
      throw invalid();
    }
    return new Step((int) number, !matcher.group(2).isEmpty());
  }

  private static String text(List<Step> steps) {
    StringBuilder text = new StringBuilder("m");
    for (Step step : steps) {
      text.append('/').append(step.number()).append(step.hardened() ? "'" : "");
    }
    return text.toString();
  }

  private static ProblemException invalid() {
    return Problem.of(KeyProblem.KEY_PATH_INVALID).asException();
  }
}
