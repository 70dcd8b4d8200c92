package org.foresign.ui.theme;

/** What a person has chosen to see. */
public record Look(Theme theme, TextSize textSize) {
  public static final Look NORMAL = new Look(Theme.LIGHT, TextSize.PERCENT_100);

  public Look with(Theme other) {
    return new Look(other, textSize);
  }

  public Look with(TextSize other) {
    return new Look(theme, other);
  }
}
