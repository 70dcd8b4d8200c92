package org.foresign.ui.control;

import java.util.Objects;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleAttribute;
import javafx.scene.control.Button;
import org.foresign.model.text.Spelling;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * A button named after its effect. While its act can't be done it stays where it is, can have the
 * focus, and answers a press with the reason that stands beside it.
 */
public final class ActionButton extends Button {
  private static final PseudoClass ASKED = PseudoClass.getPseudoClass("asked");

  /** How much a button asks to be pressed. */
  public enum Rank {
    /** The one act of the page. */
    PRIMARY,
    PLAIN,
    /** Looks like a link. */
    QUIET,
    /** Takes something away or moves money without a way back. */
    DANGER
  }

  private final ReadOnlyStringWrapper reason = new ReadOnlyStringWrapper("");
  private final Runnable act;

  public ActionButton(Kit kit, Rank rank, @Nullable Feather icon, String text, Runnable act) {
    super(text);
    this.act = act;
    getStyleClass().add(Spelling.of(rank));
    if (icon != null) {
      setGraphic(kit.icon(icon));
    }
    setMinWidth(USE_PREF_SIZE);
    setOnAction(_ -> press());
    reason.addListener((_, _, now) -> show(now));
  }

  /** Smaller, for a row of a table. */
  public ActionButton compact() {
    getStyleClass().add("compact");
    return this;
  }

  public ActionButton large() {
    getStyleClass().add("large");
    return this;
  }

  /** Why it can't be done yet, one short sentence; null when it can. */
  public void setReason(@Nullable String why) {
    reason.set(Objects.requireNonNullElse(why, ""));
  }

  /** Why it can't be done yet, or empty. */
  public ReadOnlyStringProperty reasonProperty() {
    return reason.getReadOnlyProperty();
  }

  /** Whether a press does what the button says. */
  public boolean isReady() {
    return reason.get().isEmpty();
  }

  /** Does what it says, or draws the eye to the reason. */
  public void press() {
    pseudoClassStateChanged(ASKED, !isReady());
    if (isReady()) {
      act.run();
    } else {
      notifyAccessibleAttributeChanged(AccessibleAttribute.HELP);
    }
  }

  private void show(String why) {
    getStyleClass().remove("off");
    if (!why.isEmpty()) {
      getStyleClass().add("off");
    }
    pseudoClassStateChanged(ASKED, false);
    setAccessibleHelp(why);
  }
}
