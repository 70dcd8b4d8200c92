package org.foresign.ui.control;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/** Says beside a button why its act can't be done yet; nothing when it can. */
public final class ReasonLabel extends HBox {
  public ReasonLabel(Kit kit, ActionButton button) {
    super(kit.size().gap(6));
    Label words = kit.wrapped("", "small");
    words.textProperty().bind(button.reasonProperty());
    words.setMaxWidth(kit.size().scaled(420));
    getChildren().addAll(kit.icon(Feather.ALERT_TRIANGLE, 14, "ic-amber"), words);
    setAlignment(Pos.CENTER_RIGHT);
    visibleProperty().bind(button.reasonProperty().isNotEmpty());
    managedProperty().bind(visibleProperty());
  }
}
