package org.foresign.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.foresign.secret.Passphrase;
import org.foresign.ui.app.WindowActs;
import org.foresign.ui.app.WindowFrame;
import org.foresign.ui.check.Keys;
import org.foresign.ui.check.Keys.With;
import org.foresign.ui.check.Shot;
import org.foresign.ui.control.ActionButton;
import org.foresign.ui.control.ActionButton.Rank;
import org.foresign.ui.control.Kit;
import org.foresign.ui.control.PassphraseField;
import org.foresign.ui.dialog.ConfirmDialog;
import org.foresign.ui.screen.Place;
import org.foresign.ui.text.Language;
import org.foresign.ui.text.Texts;
import org.foresign.ui.theme.Identity;
import org.foresign.ui.theme.Look;
import org.foresign.ui.theme.Stakes;
import org.foresign.ui.theme.TextSize;
import org.foresign.ui.theme.Theme;
import org.junit.jupiter.api.Test;

/** What keys do in a window, in a question, and in a field for a passphrase. */
class KeysTest {
  private final List<String> heard = new ArrayList<>();
  private final Kit kit =
      new Kit(Identity.VAULT, Stakes.PRACTICE, Look.NORMAL, Texts.of(Language.ENGLISH));
  private final WindowActs acts =
      new WindowActs() {
        @Override
        public void go(Place place) {
          heard.add("go " + place.key());
        }

        @Override
        public void dress(Look look) {
          heard.add("look " + look.theme() + " " + look.textSize());
        }

        @Override
        public void leave() {
          heard.add("leave");
        }

        @Override
        public void help() {
          heard.add("help");
        }
      };

  @Test
  void placesLookAndTheWayBackAreKeys() {
    inWindow((frame, _) -> {
      Keys.press(frame, KeyCode.DIGIT2, With.CTRL);
      Keys.press(frame, KeyCode.PLUS, With.CTRL, With.SHIFT);
      Keys.press(frame, KeyCode.MINUS, With.CTRL);
      Keys.press(frame, KeyCode.D, With.CTRL);
      Keys.press(frame, KeyCode.F1);
      Keys.press(frame, KeyCode.ESCAPE);
    });
    assertThat(heard)
        .containsExactly(
            "go state.sent",
            "look LIGHT " + TextSize.PERCENT_115,
            "look LIGHT " + TextSize.PERCENT_100,
            "look " + Theme.DARK + " PERCENT_100",
            "help",
            "leave");
  }

  @Test
  void theLetterOfAKeyAloneDoesNothing() {
    inWindow((frame, _) -> {
      Keys.press(frame, KeyCode.DIGIT2);
      Keys.press(frame, KeyCode.D);
      Keys.press(frame, KeyCode.ENTER);
    });
    assertThat(heard).isEmpty();
  }

  @Test
  void theFocusGoesFromRegionToRegion() {
    inWindow((frame, page) -> {
      Scene scene = frame.getScene();
      page.passphrase.requestFocus();
      Keys.press(frame, KeyCode.F6);
      assertThat(scene.getFocusOwner()).isSameAs(frame.rail().buttons().getFirst());
      Keys.press(frame, KeyCode.F6);
      assertThat(scene.getFocusOwner()).isSameAs(page.passphrase);
      Keys.press(frame, KeyCode.F6, With.SHIFT);
      assertThat(scene.getFocusOwner()).isSameAs(frame.rail().buttons().getFirst());
    });
  }

  @Test
  void enterNeverConfirmsAndCtrlEnterDoes() {
    inWindow((frame, page) -> {
      ActionButton act =
          new ActionButton(kit, Rank.PRIMARY, null, "Sign", () -> heard.add("signed"));
      ActionButton back =
          new ActionButton(kit, Rank.PLAIN, null, "Not now", () -> heard.add("not now"));
      page.passphrase.requestFocus();
      ConfirmDialog dialog = new ConfirmDialog(kit, "Sign?", new Label("636"), act, back);
      frame.ask(dialog);
      assertThat(dialog.firstFocus()).isSameAs(back);
      act.requestFocus();
      Keys.press(act, KeyCode.ENTER);
      Keys.press(frame, KeyCode.DIGIT2, With.CTRL);
      assertThat(heard).isEmpty();
      act.setReason("1 warning is not opened yet");
      Keys.press(act, KeyCode.ENTER, With.CTRL);
      assertThat(heard).isEmpty();
      act.setReason(null);
      Keys.press(act, KeyCode.ENTER, With.CTRL);
      Keys.press(act, KeyCode.ESCAPE);
      frame.answered();
      assertThat(frame.isAsking()).isFalse();
      assertThat(frame.getScene().getFocusOwner()).isSameAs(page.passphrase);
    });
    assertThat(heard).containsExactly("signed", "not now");
  }

  @Test
  void aPassphraseIsTakenKeyByKeyAndForgotten() {
    inWindow((_, page) -> {
      PassphraseField field = page.passphrase;
      field.setOnEnter(() -> heard.add("enter"));
      Keys.press(field, KeyCode.ENTER);
      assertThat(heard).isEmpty();
      Keys.type(field, "aé😀x\n");
      Keys.press(field, KeyCode.BACK_SPACE);
      Keys.press(field, KeyCode.BACK_SPACE);
      Keys.press(field, KeyCode.ENTER);
      assertThat(heard).containsExactly("enter");
      try (Passphrase taken = field.take();
          Passphrase wanted = Passphrase.take("aé".toCharArray())) {
        assertThat(taken.equalsSecret(wanted)).isTrue();
      }
      assertThat(field.isBlank()).isTrue();
      assertThat(lit(field)).isZero();
    });
  }

  @Test
  void oneDotIsLitHoweverLongThePassphraseIs() {
    inWindow((_, page) -> {
      for (int i = 1; i <= 30; i++) {
        Keys.type(page.passphrase, "a");
        assertThat(lit(page.passphrase)).isEqualTo(1);
      }
      page.passphrase.clear();
      assertThat(lit(page.passphrase)).isZero();
    });
  }

  private static long lit(PassphraseField field) {
    return field.getChildrenUnmodifiable().stream()
        .map(Node::getStyleClass)
        .filter(styles -> styles.contains("lit"))
        .count();
  }

  private interface Looking {
    void at(WindowFrame frame, Gallery page);
  }

  private void inWindow(Looking look) {
    Gallery[] page = new Gallery[1];
    Shot.with(
        () -> {
          WindowFrame frame = new WindowFrame(kit, "Gotthard vault", Gallery.PLACES, acts);
          page[0] = new Gallery(kit);
          frame.show(page[0], Gallery.PLACES.getFirst());
          return frame;
        },
        1_280,
        800,
        scene -> look.at((WindowFrame) scene.getRoot(), page[0]));
  }
}
