package org.foresign.ui.screen;

import org.foresign.ui.theme.TextSize;

/** How much room a page has, measured by the size of its text. */
public enum WidthClass {
  /** Rail as icons, tables of two-line rows, one question a page. */
  NARROW,
  /** Rail as icons, panes as drawers. */
  MEDIUM,
  /** Rail with words, panes beside. */
  WIDE;

  private static final double MEDIUM_FROM = 900;
  private static final double WIDE_FROM = 1180;

  /**
   * @param width of the window in pixels
   */
  public static WidthClass of(double width, TextSize size) {
    double effective = width * TextSize.PERCENT_100.pixels() / size.pixels();
    if (effective >= WIDE_FROM) {
      return WIDE;
    }
    return effective >= MEDIUM_FROM ? MEDIUM : NARROW;
  }
}
