package org.foresign.ui.control;

import javafx.scene.AccessibleRole;
import javafx.scene.layout.FlowPane;
import org.foresign.model.eth.Address;
import org.foresign.ui.text.Groups;

/**
 * A whole address in groups of four, on one line or broken between the fifth and the sixth group.
 * It can't be selected: an address comes from the book, never from a page.
 */
public final class AddressLabel extends FlowPane {
  private static final int HALF = 27;

  public AddressLabel(Kit kit, Address address) {
    String text = Groups.address(address);
    setHgap(kit.size().scaled(8));
    getChildren()
        .addAll(
            kit.label(text.substring(0, HALF), "mono"),
            kit.label(text.substring(HALF + 1), "mono"));
    setAccessibleRole(AccessibleRole.TEXT);
    setAccessibleText(text);
    setPrefWrapLength(kit.size().scaled(440));
  }
}
