package org.foresign.ui.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.foresign.secret.Passphrase;

/**
 * Takes a passphrase key by key and shows none of it: twelve dots, of which one lights with each
 * key, so that not even the length is seen. Nothing can be pasted, and nothing is a String.
 */
public final class PassphraseField extends HBox {
  private static final int DOTS = 12;
  private static final int MAX_CHARS = 1_024;

  private final List<Region> dots = new ArrayList<>();
  private final char[] typed = new char[MAX_CHARS];
  private int length;
  private int lit = -1;
  private Runnable onEnter = () -> {};

  public PassphraseField(Kit kit, String name) {
    super(kit.size().gap(8));
    getStyleClass().addAll("field", "passphrase");
    for (int i = 0; i < DOTS; i++) {
      Region dot = new Region();
      dot.getStyleClass().add("dot");
      double side = kit.size().scaled(8);
      dot.setMinSize(side, side);
      dot.setMaxSize(side, side);
      dots.add(dot);
    }
    getChildren().addAll(dots);
    setAlignment(Pos.CENTER_LEFT);
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.PASSWORD_FIELD);
    setAccessibleText(name);
    setOnMousePressed(_ -> requestFocus());
    addEventHandler(KeyEvent.KEY_TYPED, this::type);
    addEventHandler(KeyEvent.KEY_PRESSED, this::press);
  }

  /** What Enter does, when something was typed. */
  public void setOnEnter(Runnable act) {
    onEnter = act;
  }

  public boolean isBlank() {
    return length == 0;
  }

  /** Gives what was typed to the caller, who closes it, and forgets it here. */
  public Passphrase take() {
    Passphrase passphrase = Passphrase.take(Arrays.copyOf(typed, length));
    clear();
    return passphrase;
  }

  /** Wipes what was typed. */
  public void clear() {
    Arrays.fill(typed, '\0');
    length = 0;
    light(-1);
  }

  private void type(KeyEvent event) {
    if (event.isControlDown() || event.isMetaDown()) {
      return;
    }
    for (char c : event.getCharacter().toCharArray()) {
      if (!Character.isISOControl(c) && length < typed.length) {
        typed[length++] = c;
        light((lit + 1) % DOTS);
      }
    }
    event.consume();
  }

  private void press(KeyEvent event) {
    KeyCode code = event.getCode();
    if (code == KeyCode.BACK_SPACE && length > 0) {
      boolean pair = length > 1 && Character.isSurrogatePair(typed[length - 2], typed[length - 1]);
      for (int i = pair ? 2 : 1; i > 0; i--) {
        typed[--length] = '\0';
      }
      light(length == 0 ? -1 : (lit + DOTS - 1) % DOTS);
      event.consume();
    } else if (code == KeyCode.ENTER && length > 0 && !event.isControlDown()) {
      onEnter.run();
      event.consume();
    }
  }

  private void light(int next) {
    lit = next;
    for (int i = 0; i < DOTS; i++) {
      dots.get(i).getStyleClass().remove("lit");
      if (i == next) {
        dots.get(i).getStyleClass().add("lit");
      }
    }
  }
}
