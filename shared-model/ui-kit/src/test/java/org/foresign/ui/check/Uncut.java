package org.foresign.ui.check;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;

/** Looks for text that is cut: narrower or lower than it needs, or outside the window. */
public final class Uncut {
  /** Half a pixel is how far layout rounds. */
  private static final double ROUNDING = 0.6;

  private Uncut() {}

  /** A line for each text that is cut; none is what a screen is released with. */
  public static List<String> faults(Scene scene) {
    List<String> faults = new ArrayList<>();
    look(scene.getRoot(), scene, false, faults);
    return faults;
  }

  private static void look(Node node, Scene scene, boolean scrolls, List<String> faults) {
    if (!node.isVisible()) {
      return;
    }
    if (node instanceof Labeled label && label.getText() != null && !label.getText().isEmpty()) {
      look(label, scene, scrolls, faults);
    }
    if (node instanceof Parent parent) {
      boolean inside = scrolls || node instanceof ScrollPane;
      parent.getChildrenUnmodifiable().forEach(child -> look(child, scene, inside, faults));
    }
  }

  private static void look(Labeled label, Scene scene, boolean scrolls, List<String> faults) {
    String text = label.getText();
    double width = label.getWidth();
    // A foreign name may be long; it is cut in its middle and whole in its accessible text.
    boolean foreign = label.getTextOverrun() == OverrunStyle.CENTER_ELLIPSIS;
    if (!foreign && !label.isWrapText() && width + ROUNDING < label.prefWidth(-1)) {
      faults.add("too narrow by " + (label.prefWidth(-1) - width) + ": " + text);
    }
    if (label.getHeight() + ROUNDING < label.prefHeight(label.isWrapText() ? width : -1)) {
      faults.add("too low: " + text);
    }
    Bounds at = label.localToScene(label.getLayoutBounds());
    boolean out =
        at.getMinX() < -ROUNDING
            || at.getMaxX() > scene.getWidth() + ROUNDING
            || !scrolls
                && (at.getMinY() < -ROUNDING || at.getMaxY() > scene.getHeight() + ROUNDING);
    if (out) {
      faults.add("leaves the window: " + text);
    }
  }
}
