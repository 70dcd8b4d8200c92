package org.foresign.ui.theme;

import java.util.List;

/** How large the text is; all else follows it. */
public enum TextSize {
  PERCENT_100(14),
  PERCENT_115(16),
  PERCENT_130(18),
  PERCENT_150(21),
  PERCENT_200(28);

  /** Of the growth of the text, gaps take this part. */
  private static final double GAP_PART = 0.45;

  private final int pixels;

  TextSize(int pixels) {
    this.pixels = pixels;
  }

  /** Pixels of the body text. */
  public int pixels() {
    return pixels;
  }

  /** Pixels of a length that grows with the text, such as an icon or a column. */
  public double scaled(double atNormal) {
    return atNormal * pixels / PERCENT_100.pixels;
  }

  /** Pixels of a gap, which grows by less than the text. */
  public double gap(double atNormal) {
    return Math.rint(
        atNormal * (1 + GAP_PART * (pixels - PERCENT_100.pixels) / PERCENT_100.pixels));
  }

  /** The next one up, or this where there is none. */
  public TextSize larger() {
    return step(1);
  }

  /** The next one down, or this where there is none. */
  public TextSize smaller() {
    return step(-1);
  }

  private TextSize step(int by) {
    List<TextSize> all = List.of(values());
    return all.get(Math.clamp(all.indexOf(this) + by, 0, all.size() - 1));
  }
}
