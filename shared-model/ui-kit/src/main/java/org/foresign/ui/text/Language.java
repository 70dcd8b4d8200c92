package org.foresign.ui.text;

/** A language that a window speaks. */
public enum Language {
  ENGLISH,
  GERMAN;

  /** What its speakers call it. */
  public String ownName() {
    return switch (this) {
      case ENGLISH -> "English";
      case GERMAN -> "Deutsch";
    };
  }

  /** What the name of its file of texts has behind {@code texts}. */
  String suffix() {
    return switch (this) {
      case ENGLISH -> "";
      case GERMAN -> "_de";
    };
  }
}
