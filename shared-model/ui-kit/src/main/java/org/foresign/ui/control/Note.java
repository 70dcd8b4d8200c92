package org.foresign.ui.control;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Something to know, beside what causes it, with the repair as a button. */
public final class Note extends HBox {
  /** How serious a note is. */
  public enum Weight {
    INFO(Tone.GREY, Feather.INFO),
    GOOD(Tone.GREEN, Feather.CHECK_CIRCLE),
    WARNING(Tone.AMBER, Feather.ALERT_TRIANGLE),
    ALARM(Tone.RED, Feather.ALERT_OCTAGON);

    private final Tone tone;
    private final Feather icon;

    Weight(Tone tone, Feather icon) {
      this.tone = tone;
      this.icon = icon;
    }
  }

  /**
   * @param more a second, smaller line, or empty
   */
  public Note(Kit kit, Weight weight, String text, String more, List<? extends Node> repairs) {
    super(kit.size().gap(10));
    getStyleClass().addAll("note", weight.tone.styleClass());
    VBox words = kit.column(2, kit.wrapped(text, "medium"));
    if (!more.isEmpty()) {
      words.getChildren().add(kit.wrapped(more, "small"));
    }
    getChildren().addAll(kit.icon(weight.icon, 18), Kit.growing(words));
    getChildren().addAll(repairs);
    setAlignment(Pos.CENTER_LEFT);
  }
}
