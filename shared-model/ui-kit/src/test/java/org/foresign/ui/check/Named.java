package org.foresign.ui.check;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;

/** Looks for what can have the focus and says nothing to a screen reader. */
public final class Named {
  private Named() {}

  /** A line for each control without a name. */
  public static List<String> faults(Parent root) {
    List<String> faults = new ArrayList<>();
    look(root, faults);
    return faults;
  }

  private static void look(Node node, List<String> faults) {
    if (!node.isVisible()) {
      return;
    }
    if (node.isFocusTraversable() && blank(node.getAccessibleText()) && !says(node)) {
      faults.add("no name: " + node.getClass().getSimpleName() + " " + node.getStyleClass());
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> look(child, faults));
    }
  }

  private static boolean says(Node node) {
    return node instanceof Labeled label && !blank(label.getText());
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }
}
