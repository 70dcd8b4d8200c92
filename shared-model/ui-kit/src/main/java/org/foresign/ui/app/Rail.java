package org.foresign.ui.app;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.foresign.ui.control.Kit;
import org.foresign.ui.screen.Place;

/** The places of a window, on its outer edge; Ctrl and a digit lead there as well. */
public final class Rail extends VBox {
  private static final double WIDE = 196;
  private static final double NARROW = 60;
  private static final double PADDING = 20;

  private final Kit kit;
  private final List<Entry> entries = new ArrayList<>();
  private boolean wide = true;

  /**
   * @param places the last one stands apart, at the foot
   */
  public Rail(Kit kit, List<Place> places, Consumer<Place> go) {
    this.kit = kit;
    getStyleClass().add("rail");
    ToggleGroup group = new ToggleGroup();
    for (Place place : places) {
      if (place.equals(places.getLast())) {
        getChildren().add(Kit.spring());
      }
      Entry entry = new Entry(kit, place, places.indexOf(place) + 1, go);
      entry.setToggleGroup(group);
      entries.add(entry);
      getChildren().add(entry);
    }
    setWide(true);
  }

  /** With words, or with icons alone. */
  public void setWide(boolean wide) {
    this.wide = wide;
    entries.forEach(entry -> entry.show(wide));
    double width = wide ? kit.size().scaled(WIDE) : NARROW + kit.size().scaled(16) - 16;
    setMinWidth(width);
    setPrefWidth(width);
    setMaxWidth(width);
  }

  public boolean isWide() {
    return wide;
  }

  /** Marks where the window is. */
  public void setHere(Place here) {
    entries.forEach(entry -> entry.setSelected(entry.place.equals(here)));
  }

  /**
   * @param count how many things of a place wait; none shows nothing
   * @param alarm whether one of them can't wait
   */
  public void setCount(Place place, int count, boolean alarm) {
    entries.stream()
        .filter(entry -> entry.place.equals(place))
        .forEach(entry -> entry.count(count, alarm));
  }

  private static final class Entry extends ToggleButton {
    private final Kit kit;
    private final Place place;
    private final Label word;
    private final Label number;
    private final StackPane badge;
    private final Tooltip tip;

    Entry(Kit kit, Place place, int digit, Consumer<Place> go) {
      this.kit = kit;
      this.place = place;
      word = kit.label(kit.say(place.key()));
      number = kit.label("");
      badge = new StackPane(number);
      badge.getStyleClass().add("count");
      badge.setMinWidth(USE_PREF_SIZE);
      badge.setVisible(false);
      badge.managedProperty().bind(badge.visibleProperty());
      tip = new Tooltip(kit.say("rail.tip", word.getText(), digit));
      setId(place.key());
      getStyleClass().setAll("place");
      setMaxWidth(Double.MAX_VALUE);
      setAccessibleRole(AccessibleRole.TOGGLE_BUTTON);
      setAccessibleText(word.getText());
      setOnAction(_ -> {
        setSelected(true);
        go.accept(place);
      });
    }

    void show(boolean wide) {
      setGraphic(wide ? withWord() : iconAlone());
      setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
      setTooltip(wide ? null : tip);
    }

    private HBox withWord() {
      HBox inside = kit.row(10, kit.icon(place.icon(), 18), word, Kit.spring(), badge);
      inside.setMouseTransparent(true);
      inside.prefWidthProperty().bind(widthProperty().subtract(PADDING));
      return inside;
    }

    /** The badge sits on the icon's shoulder. */
    private StackPane iconAlone() {
      StackPane inside = new StackPane(kit.icon(place.icon(), 18), badge);
      StackPane.setAlignment(badge, Pos.TOP_RIGHT);
      badge.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
      badge.setTranslateX(kit.size().scaled(8));
      badge.setTranslateY(-kit.size().scaled(8));
      inside.setMouseTransparent(true);
      return inside;
    }

    void count(int count, boolean alarm) {
      number.setText(Integer.toString(count));
      badge.setVisible(count > 0);
      badge.getStyleClass().remove("red");
      if (alarm) {
        badge.getStyleClass().add("red");
      }
      setAccessibleText(
          count == 0 ? word.getText() : kit.say("rail.waiting", word.getText(), count));
    }
  }

  /** The buttons in the order of their digits, for keys and tests. */
  public List<? extends ButtonBase> buttons() {
    return List.copyOf(entries);
  }
}
