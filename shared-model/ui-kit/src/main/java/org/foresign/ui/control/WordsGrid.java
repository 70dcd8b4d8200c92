package org.foresign.ui.control;

import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;

/** Words that two people compare: numbered, two columns of equal length, read column by column. */
public final class WordsGrid extends GridPane {
  /** How large the words are. */
  public enum Scale {
    /** To be read across a table. */
    TABLE("word", 24),
    /** To be written down. */
    PAPER("h2", 16),
    /** Beside something else. */
    LINE("medium", 12);

    private final String style;
    private final double gap;

    Scale(String style, double gap) {
      this.style = style;
      this.gap = gap;
    }
  }

  public WordsGrid(Kit kit, List<String> words, Scale scale) {
    getStyleClass().add("words");
    setHgap(kit.size().gap(scale.gap));
    setVgap(kit.size().gap(scale.gap / 4));
    int rows = (words.size() + 1) / 2;
    for (int i = 0; i < words.size(); i++) {
      String number = Integer.toString(i + 1);
      Label figure = kit.label(number, "faint");
      figure.setMinWidth(kit.size().scaled(20));
      Label word = kit.label(words.get(i), scale.style);
      HBox cell = kit.row(8, figure, word);
      // A screen reader reads one after the other, with its number.
      cell.setAccessibleRole(AccessibleRole.TEXT);
      cell.setAccessibleText(number + ": " + words.get(i));
      cell.setFocusTraversable(false);
      add(cell, i / rows, i % rows);
    }
  }

  /** The words as nodes, in reading order. */
  public List<Node> cells() {
    return List.copyOf(getChildren());
  }
}
