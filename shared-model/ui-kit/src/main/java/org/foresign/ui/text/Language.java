package org.foresign.ui.text;

/** A language that a window speaks. */
public enum Language {
  ENGLISH("English", ""),
  GERMAN("Deutsch", "_de");

  private final String ownName;
  private final String suffix;

  Language(String ownName, String suffix) {
    this.ownName = ownName;
    this.suffix = suffix;
  }

  /** What its speakers call it. */
  public String ownName() {
    return ownName;
  }

  /** What the name of its file of texts has behind {@code texts}. */
  String suffix() {
    return suffix;
  }
}
