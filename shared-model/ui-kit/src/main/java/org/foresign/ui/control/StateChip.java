package org.foresign.ui.control;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.foresign.ui.text.Texts;
import org.foresign.ui.theme.TextSize;

/** A state with its shape and its word. */
public final class StateChip extends HBox {
  public StateChip(LeafMark mark, Texts texts, TextSize size) {
    String word = texts.get(mark.key());
    getStyleClass().addAll("chip", mark.tone().styleClass());
    getChildren().addAll(new StateGlyph(mark, size), new Label(word));
    setAccessibleText(word);
    setMaxWidth(USE_PREF_SIZE);
    setMinWidth(USE_PREF_SIZE);
  }
}
