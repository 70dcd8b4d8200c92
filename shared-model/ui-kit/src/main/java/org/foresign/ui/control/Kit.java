package org.foresign.ui.control;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.foresign.ui.text.Texts;
import org.foresign.ui.theme.Identity;
import org.foresign.ui.theme.Look;
import org.foresign.ui.theme.Stakes;
import org.foresign.ui.theme.TextSize;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * What every control and page of a window is made with: whose window it is, how it looks and what
 * it says. Another look or language means new pages from the same view models.
 */
public record Kit(Identity identity, Stakes stakes, Look look, Texts texts) {
  /** A text of the bundle. */
  public String say(String key, Object... arguments) {
    return texts.get(key, arguments);
  }

  public TextSize size() {
    return look.textSize();
  }

  /** A text that takes the line it needs and is never cut. */
  public Label label(String text, String... styles) {
    Label label = new Label(text);
    label.getStyleClass().addAll(styles);
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }

  /** A text that breaks where its place ends. */
  public Label wrapped(String text, String... styles) {
    Label label = new Label(text);
    label.getStyleClass().addAll(styles);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  /** An icon of the size that buttons and text have. */
  public FontIcon icon(Feather feather, String... styles) {
    return icon(feather, 16, styles);
  }

  /** An icon of another size, in pixels at normal text. */
  public FontIcon icon(Feather feather, double pixels, String... styles) {
    FontIcon icon = new FontIcon(feather);
    // The icon keeps its font family in its inline style: add to it, never replace it.
    icon.setStyle(icon.getStyle() + ";-fx-icon-size: " + size().scaled(pixels) + "px;");
    icon.getStyleClass().addAll(styles);
    return icon;
  }

  /** Side by side, in the middle of the line. */
  public HBox row(double gap, Node... nodes) {
    HBox row = new HBox(size().gap(gap), nodes);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  /** One under the other, each as wide as the place. */
  public VBox column(double gap, Node... nodes) {
    VBox column = new VBox(size().gap(gap), nodes);
    column.setFillWidth(true);
    return column;
  }

  public VBox column(double gap, List<? extends Node> nodes) {
    return column(gap, nodes.toArray(Node[]::new));
  }

  /** What takes the room that is left in a row or column. */
  public static Region spring() {
    Region spring = new Region();
    HBox.setHgrow(spring, Priority.ALWAYS);
    VBox.setVgrow(spring, Priority.ALWAYS);
    return spring;
  }

  /** Lets a node take the room that is left in a row. */
  public static <N extends Node> N growing(N node) {
    HBox.setHgrow(node, Priority.ALWAYS);
    VBox.setVgrow(node, Priority.ALWAYS);
    if (node instanceof Region region) {
      region.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
    }
    return node;
  }

  /** A hairline. */
  public static Region rule() {
    Region rule = new Region();
    rule.getStyleClass().add("rule");
    return rule;
  }
}
