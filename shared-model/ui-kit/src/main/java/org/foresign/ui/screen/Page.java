package org.foresign.ui.screen;

import java.util.Optional;
import javafx.scene.Node;
import org.foresign.ui.control.ActionButton;

/** One page of a window. It shows a view model and decides nothing. */
public interface Page {
  /** What is shown between band and footer. */
  Node content();

  /** The bar below, if the page has one. */
  default Optional<Node> footer() {
    return Optional.empty();
  }

  /** The one act of the page, which Ctrl+Enter does. */
  Optional<ActionButton> primary();

  /** What has the focus at first: something to read or fill, never what moves money. */
  Node firstFocus();

  /** Says how much room there is, at first and whenever that changes. */
  default void fit(WidthClass width) {}

  /** Goes back a step within the page; false when there is none, and the page is left. */
  default boolean back() {
    return false;
  }
}
