package org.foresign.crypto;

import org.foresign.model.problem.ProblemCode;

/** Words that were mistyped. Nothing speaks for an attack. */
public enum TypedWordsProblem implements ProblemCode {
  TYPED_WORD_UNKNOWN(
      "One of the typed words is no word of the list.",
      "Nothing was compared and nothing changed. This is a slip of the fingers, not an attack.",
      "Look at the word again and type all of them once more."),
  TYPED_WORDS_COUNT(
      "This is another number of words than is compared here.",
      "Nothing was compared and nothing changed.",
      "Type all the words, with blanks between them.");

  private final String happened;
  private final String safe;
  private final String next;

  TypedWordsProblem(String happened, String safe, String next) {
    this.happened = happened;
    this.safe = safe;
    this.next = next;
  }

  @Override
  public String happened() {
    return happened;
  }

  @Override
  public String safe() {
    return safe;
  }

  @Override
  public String next() {
    return next;
  }
}
