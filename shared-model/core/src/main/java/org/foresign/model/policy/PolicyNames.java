package org.foresign.model.policy;

import java.nio.charset.StandardCharsets;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.NameShape;

/**
 * Names in a policy: shown on the vault's screen beside addresses, so nothing invisible, nothing
 * that turns the writing direction, nothing that looks like two names.
 */
public final class PolicyNames {
  public static final int MAX_BYTES = 40;

  /**
   * Letters and symbols that show as nothing: fillers of Hangul, the empty Braille cell, the null
   * notehead, and what stands for a sign that is not there.
   */
  private static final String BLANK = "\u115f\u1160\u3164\uffa0\u2800\ufffc\ufffd\ud834\udd59";

  private PolicyNames() {}

  /** Whether it is 1 to 40 bytes of visible signs of one script with single blanks between them. */
  public static boolean allowed(String name) {
    int size = name.getBytes(StandardCharsets.UTF_8).length;
    return size >= 1
        && size <= MAX_BYTES
        && !name.startsWith(" ")
        && !name.endsWith(" ")
        && !name.contains("  ")
        && name.codePoints().allMatch(PolicyNames::visible)
        && NameShape.ofOneScript(name);
  }

  /**
   * Checks what somebody entered.
   *
   * @throws ProblemException with {@link PolicyProblem#POLICY_NAME_REFUSED}
   */
  public static String require(String name) throws ProblemException {
    if (!allowed(name)) {
      throw Problem.of(PolicyProblem.POLICY_NAME_REFUSED, name).asException();
    }
    return name;
  }

  private static boolean visible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT, // bidi overrides, joiners, soft hyphen
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK ->
          false;
      case Character.SPACE_SEPARATOR -> codePoint == ' ';
      default -> leftToRight(codePoint) && BLANK.indexOf(codePoint) < 0;
    };
  }

  /** Letters of right-to-left scripts would change the order of the digits beside them. */
  private static boolean leftToRight(int codePoint) {
    byte direction = Character.getDirectionality(codePoint);
    return direction != Character.DIRECTIONALITY_RIGHT_TO_LEFT
        && direction != Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
        && direction != Character.DIRECTIONALITY_ARABIC_NUMBER;
  }
}
