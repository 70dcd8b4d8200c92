package org.foresign.ui.control;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import org.kordamp.ikonli.feather.Feather;

/** A value inside a sentence, which opens the list of the others. */
public final class SentencePick<T> extends MenuButton {
  private final ObjectProperty<T> value;

  /**
   * @param name what is picked, for a screen reader
   */
  public SentencePick(
      Kit kit, String name, T chosen, List<T> choices, Function<? super T, String> words) {
    value = new SimpleObjectProperty<>(chosen);
    getStyleClass().add("pick");
    setGraphic(kit.icon(Feather.CHEVRON_DOWN, 13));
    setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
    setMinWidth(USE_PREF_SIZE);
    for (T choice : choices) {
      MenuItem item = new MenuItem(words.apply(choice));
      item.setOnAction(_ -> value.set(choice));
      getItems().add(item);
    }
    value.subscribe(now -> {
      setText(words.apply(now));
      setAccessibleText(name + ": " + words.apply(now));
    });
  }

  public ObjectProperty<T> valueProperty() {
    return value;
  }
}
