package org.foresign.ui.control;

/**
 * One path of a glyph, in a box of 16 by 16.
 *
 * @param path in the words of SVG
 */
record GlyphLayer(Kind kind, String path) {
  /** How a path is drawn. */
  enum Kind {
    FILL("g-fill"),
    LINE("g-line"),
    /** A line with gaps: not there yet. */
    DASHED("g-line"),
    /** A line with round ends, over the others. */
    MARK("g-mark"),
    /** A line in the colour of the ground. */
    CUT("g-cut");

    private final String styleClass;

    Kind(String styleClass) {
      this.styleClass = styleClass;
    }

    String styleClass() {
      return styleClass;
    }

    GlyphLayer of(String path) {
      return new GlyphLayer(this, path);
    }
  }
}
