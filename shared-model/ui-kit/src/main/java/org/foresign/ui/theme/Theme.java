package org.foresign.ui.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;

/** Dark writing on light ground, or the reverse. */
public enum Theme {
  LIGHT(new PrimerLight().getUserAgentStylesheetBSS()),
  DARK(new PrimerDark().getUserAgentStylesheetBSS());

  private final String userAgentSheet;

  Theme(String userAgentSheet) {
    this.userAgentSheet = userAgentSheet;
  }

  /** The sheet below ours, as JavaFX's user agent sheet. */
  public String userAgentSheet() {
    return userAgentSheet;
  }

  public Theme other() {
    return this == LIGHT ? DARK : LIGHT;
  }
}
