package org.foresign.ui.check;

import java.util.List;
import javafx.event.Event;
import javafx.event.EventTarget;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** Presses keys where a test wants them; on the JavaFX thread. */
public final class Keys {
  /** A key held down with another. */
  public enum With {
    CTRL,
    SHIFT
  }

  private Keys() {}

  /** Presses and releases a key that types nothing. */
  public static void press(EventTarget target, KeyCode code, With... held) {
    List<With> with = List.of(held);
    Event.fireEvent(
        target,
        new KeyEvent(
            KeyEvent.KEY_PRESSED,
            KeyEvent.CHAR_UNDEFINED,
            code.getName(),
            code,
            with.contains(With.SHIFT),
            with.contains(With.CTRL),
            false,
            false));
  }

  /** Types a text sign by sign. */
  public static void type(EventTarget target, String text) {
    text.codePoints()
        .mapToObj(Character::toString)
        .forEach(sign ->
            Event.fireEvent(
                target,
                new KeyEvent(
                    KeyEvent.KEY_TYPED, sign, "", KeyCode.UNDEFINED, false, false, false, false)));
  }
}
