package org.foresign.ui.theme;

import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.scene.Parent;
import org.foresign.model.text.Spelling;

/** Gives a window its sheets and the style classes that choose among their tokens. */
public final class Dressing {
  private static final List<String> SHEETS = List.of(sheet("tokens.css"), sheet("kit.css"));

  private Dressing() {}

  /** Dresses the root of a scene, again and again as the look changes. */
  public static void dress(Parent root, Identity identity, Stakes stakes, Look look) {
    Application.setUserAgentStylesheet(look.theme().userAgentSheet());
    if (!root.getStylesheets().equals(SHEETS)) {
      root.getStylesheets().setAll(SHEETS);
    }
    for (Theme theme : Theme.values()) {
      toggle(root, theme, look.theme());
    }
    toggle(root, identity, identity);
    for (Stakes one : Stakes.values()) {
      toggle(root, one, stakes);
    }
    root.setStyle("-fx-font-size: " + look.textSize().pixels() + "px;");
  }

  private static void toggle(Parent root, Enum<?> one, Enum<?> chosen) {
    String style = Spelling.of(one);
    root.getStyleClass().remove(style);
    if (one == chosen) {
      root.getStyleClass().add(style);
    }
  }

  private static String sheet(String name) {
    return Objects.requireNonNull(Dressing.class.getResource(name), name).toExternalForm();
  }
}
