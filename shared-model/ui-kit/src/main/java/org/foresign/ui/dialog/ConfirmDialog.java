package org.foresign.ui.dialog;

import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.foresign.ui.control.ActionButton;
import org.foresign.ui.control.Kit;
import org.foresign.ui.control.ReasonLabel;

/**
 * Asks once more, with the whole truth on it. The focus is on the way back; Enter never confirms,
 * Ctrl+Enter does.
 */
public final class ConfirmDialog extends VBox {
  private static final double WIDTH = 900;
  private static final KeyCombination CONFIRM =
      new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN);

  private final ActionButton back;

  /**
   * @param act what it asks about; its text is the effect
   * @param back what closes the dialog and changes nothing
   */
  public ConfirmDialog(Kit kit, String title, Node body, ActionButton act, ActionButton back) {
    this.back = back;
    setSpacing(kit.size().gap(16));
    getStyleClass().addAll("card", "dialog", "raised");
    setMaxSize(kit.size().gap(WIDTH), USE_PREF_SIZE);
    getChildren()
        .addAll(
            kit.wrapped(title, "h1"),
            body,
            kit.row(12, back, Kit.spring(), new ReasonLabel(kit, act), act));
    act.setDefaultButton(false);
    setAccessibleRole(AccessibleRole.DIALOG);
    setAccessibleText(title);
    addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (CONFIRM.match(event)) {
            act.press();
            event.consume();
          } else if (event.getCode() == KeyCode.ESCAPE) {
            back.press();
            event.consume();
          } else if (event.getCode() == KeyCode.ENTER && act.isFocused()) {
            // Enter on the button would be one key too few between a glance and money.
            event.consume();
          }
        });
  }

  /** What has the focus when the dialog opens. */
  public Node firstFocus() {
    return back;
  }
}
