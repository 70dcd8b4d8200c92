package org.foresign.ui.control;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;

/** Where a batch or a ceremony stands: what is done, what is now, what comes. */
public final class StepsBar extends HBox {
  /**
   * @param now index of the step that is worked on; as many as steps when all are done
   */
  public StepsBar(Kit kit, List<String> steps, int now) {
    super(kit.size().gap(10));
    getStyleClass().add("steps");
    setAlignment(Pos.CENTER_LEFT);
    for (int i = 0; i < steps.size(); i++) {
      if (i > 0) {
        Region line = Kit.rule();
        line.setMinWidth(kit.size().gap(20));
        getChildren().add(line);
      }
      getChildren().add(step(kit, steps.get(i), i, now));
    }
    String where =
        now < steps.size()
            ? kit.say("steps.at", now + 1, steps.size(), steps.get(now))
            : kit.say("steps.done");
    setAccessibleRole(AccessibleRole.TEXT);
    setAccessibleText(where);
  }

  private static Node step(Kit kit, String name, int index, int now) {
    StackPane dot = new StackPane();
    dot.getStyleClass().add("step-dot");
    Label word = kit.label(name, index == now ? "strong" : "muted");
    if (index < now) {
      dot.getStyleClass().add("done");
      dot.getChildren().add(kit.icon(Feather.CHECK, 14));
    } else {
      dot.getChildren().add(kit.label(Integer.toString(index + 1)));
    }
    if (index == now) {
      dot.getStyleClass().add("now");
    }
    return kit.row(8, dot, word);
  }
}
