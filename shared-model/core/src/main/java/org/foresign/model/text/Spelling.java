package org.foresign.model.text;

import java.util.Locale;

/** How a constant is spelled in JSON, on command lines and in the journal. */
public final class Spelling {
  private Spelling() {}

  /** Such as {@code unstake-full}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Such as {@code leaves read}, for lines that a person reads. */
  public static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
