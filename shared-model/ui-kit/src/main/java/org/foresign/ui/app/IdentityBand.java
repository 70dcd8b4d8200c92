package org.foresign.ui.app;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.foresign.model.text.ShownText;
import org.foresign.ui.control.Kit;
import org.foresign.ui.theme.Identity;
import org.foresign.ui.theme.Stakes;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The top of a window: which program this is and whether money is at stake, to be read at two
 * metres, on the outer edge; how things stand, on the inner one. Never covered by anything.
 */
public final class IdentityBand extends HBox {
  private final Kit kit;
  private final Label status;
  private final HBox statusPlate;
  private final Node called;

  /**
   * @param name what this desk or vault is called; may be foreign, so it is shown harmlessly
   */
  public IdentityBand(Kit kit, String name) {
    this.kit = kit;
    getStyleClass().add("band");
    setAlignment(Pos.CENTER_LEFT);
    status = kit.label("", "band-text");
    statusPlate = kit.row(8, status);
    statusPlate.getStyleClass().add("band-status");
    statusPlate.setMaxHeight(USE_PREF_SIZE);
    boolean desk = kit.identity() == Identity.DESK;
    Label word = kit.label(kit.say(desk ? "band.desk" : "band.vault"), "band-word");
    boolean real = kit.stakes() == Stakes.REAL;
    Label big = kit.label(kit.say(real ? "band.real" : "band.practice"), "big");
    HBox plate = new HBox(big);
    plate.setAlignment(Pos.CENTER);
    plate.getStyleClass().add(real ? "plate-real" : "plate-practice");
    plate.setMaxHeight(USE_PREF_SIZE);
    called = plated(foreign(name));
    List<Node> outer = new ArrayList<>(List.of(plated(word), plate, called));
    HBox.setHgrow(outer.getLast(), Priority.SOMETIMES);
    if (!desk) {
      Collections.reverse(outer);
    }
    getChildren().addAll(outer);
    Node spring = Kit.spring();
    getChildren().add(desk ? getChildren().size() : 0, spring);
    getChildren().add(desk ? getChildren().size() : 0, statusPlate);
  }

  private static Label foreign(String name) {
    Label label = new Label(ShownText.foreign(name));
    label.getStyleClass().add("band-strong");
    label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    label.setAccessibleText(label.getText());
    return label;
  }

  private Node plated(Label label) {
    HBox plate = new HBox(label);
    plate.setAlignment(Pos.CENTER);
    plate.setMaxHeight(USE_PREF_SIZE);
    if (kit.stakes() == Stakes.PRACTICE) {
      plate.getStyleClass().add("band-plate");
    }
    return plate;
  }

  /** Where there is little room, the word, the plate and the status stay. */
  public void setNarrow(boolean narrow) {
    called.setVisible(!narrow);
    called.setManaged(!narrow);
  }

  /**
   * @param ok false for what needs somebody at once
   */
  public void setStatus(boolean ok, String text) {
    boolean desk = kit.identity() == Identity.DESK;
    Feather shape = desk ? Feather.CHECK_CIRCLE : Feather.WIFI_OFF;
    FontIcon icon = kit.icon(ok ? shape : Feather.ALERT_OCTAGON, "ic-id");
    status.setText(text);
    statusPlate.getChildren().setAll(icon, status);
    statusPlate.getStyleClass().remove("alarm");
    if (!ok) {
      statusPlate.getStyleClass().add("alarm");
    }
  }
}
