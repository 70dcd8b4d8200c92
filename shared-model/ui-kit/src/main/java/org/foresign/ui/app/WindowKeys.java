package org.foresign.ui.app;

import static javafx.scene.input.KeyCombination.SHIFT_ANY;
import static javafx.scene.input.KeyCombination.SHORTCUT_DOWN;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.foresign.ui.control.ActionButton;
import org.foresign.ui.screen.Page;
import org.foresign.ui.screen.Place;
import org.foresign.ui.theme.Look;
import org.foresign.ui.theme.TextSize;

/** The keys that hold everywhere in a window. */
final class WindowKeys {
  private final WindowFrame frame;
  private final WindowActs acts;
  private final Map<KeyCombination, Runnable> keys = new LinkedHashMap<>();

  WindowKeys(WindowFrame frame, List<Place> places, WindowActs acts) {
    this.frame = frame;
    this.acts = acts;
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      shortcut(KeyCode.valueOf("DIGIT" + (i + 1)), () -> acts.go(place));
    }
    shortcut(KeyCode.ENTER, this::primary);
    shortcut(KeyCode.PLUS, () -> resize(look().textSize().larger()));
    shortcut(KeyCode.EQUALS, () -> resize(look().textSize().larger()));
    shortcut(KeyCode.ADD, () -> resize(look().textSize().larger()));
    shortcut(KeyCode.MINUS, () -> resize(look().textSize().smaller()));
    shortcut(KeyCode.SUBTRACT, () -> resize(look().textSize().smaller()));
    shortcut(KeyCode.DIGIT0, () -> resize(TextSize.PERCENT_100));
    shortcut(KeyCode.D, () -> acts.dress(look().with(look().theme().other())));
    key(KeyCode.F1, acts::help);
    key(KeyCode.ESCAPE, this::back);
    key(KeyCode.F6, () -> region(1));
    keys.put(new KeyCodeCombination(KeyCode.F6, KeyCombination.SHIFT_DOWN), () -> region(-1));
  }

  void listen() {
    frame.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (frame.isAsking()) {
            return;
          }
          keys.entrySet().stream()
              .filter(entry -> entry.getKey().match(event))
              .findFirst()
              .ifPresent(entry -> {
                event.consume();
                entry.getValue().run();
              });
        });
  }

  private void shortcut(KeyCode code, Runnable act) {
    keys.put(new KeyCodeCombination(code, SHORTCUT_DOWN, SHIFT_ANY), act);
  }

  private void key(KeyCode code, Runnable act) {
    keys.put(new KeyCodeCombination(code), act);
  }

  private Look look() {
    return frame.kit().look();
  }

  private void resize(TextSize size) {
    acts.dress(look().with(size));
  }

  private void primary() {
    frame.page().flatMap(Page::primary).ifPresent(ActionButton::press);
  }

  private void back() {
    if (!frame.page().map(Page::back).orElse(false)) {
      acts.leave();
    }
  }

  /** Content, footer, rail and round again. */
  private void region(int step) {
    List<Node> starts = frame.regionStarts();
    int now = -1;
    for (int i = 0; i < starts.size(); i++) {
      if (frame.holdsFocus(i)) {
        now = i;
      }
    }
    starts.get(Math.floorMod(now + step, starts.size())).requestFocus();
  }
}
