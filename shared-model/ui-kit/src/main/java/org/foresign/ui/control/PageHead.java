package org.foresign.ui.control;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/**
 * The title of a page, one line about it, and what can be done, of which one at most is primary.
 */
public final class PageHead extends HBox {
  private final Label title;
  private final Label line;

  public PageHead(Kit kit, String title, String line, List<? extends Node> actions) {
    this.title = kit.wrapped(title, "h1");
    this.line = kit.wrapped(line, "muted");
    this.line.managedProperty().bind(this.line.textProperty().isNotEmpty());
    VBox words = kit.column(2, this.title, this.line);
    setSpacing(kit.size().gap(10));
    setAlignment(Pos.CENTER_LEFT);
    getChildren().add(Kit.growing(words));
    getChildren().addAll(actions);
  }

  public void setTitle(String text) {
    title.setText(text);
  }

  public void setLine(String text) {
    line.setText(text);
  }
}
