package org.foresign.ui.control;

import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.HBox;

/** A number and its unit, the unit smaller and fainter, never a currency sign. */
public final class AmountLabel extends HBox {
  /**
   * @param number as {@link org.foresign.ui.text.Numbers} writes it
   * @param style of the number, such as {@code figure}
   */
  public AmountLabel(Kit kit, String number, String unit, String style) {
    super(kit.size().gap(6), kit.label(number, style), kit.label(unit, "muted"));
    setAlignment(Pos.BASELINE_LEFT);
    setMinWidth(USE_PREF_SIZE);
    setMaxWidth(USE_PREF_SIZE);
    setAccessibleRole(AccessibleRole.TEXT);
    setAccessibleText(number + " " + unit);
  }
}
