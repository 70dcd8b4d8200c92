package org.foresign.ui.control;

import javafx.geometry.Pos;
import javafx.scene.layout.VBox;

/** What a page says when there is nothing on it: one sentence and one button, no drawing. */
public final class EmptyState extends VBox {
  public EmptyState(Kit kit, String sentence, ActionButton button) {
    super(kit.size().gap(16), kit.wrapped(sentence, "muted"), button);
    setAlignment(Pos.CENTER);
    getStyleClass().add("empty");
  }
}
