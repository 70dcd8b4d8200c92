package org.foresign.ui.control;

import org.foresign.model.text.Spelling;

/** What a colour says, where a shape and a word say it too. */
public enum Tone {
  /** In our hands and usable. */
  BLUE,
  /** On its way. */
  VIOLET,
  /** On the chain, or a check that passed. */
  GREEN,
  /** At risk, unknown, a warning. */
  AMBER,
  /** Dead, refused, an alarm, a limit that is passed. */
  RED,
  /** Planned, void, burned. */
  GREY;

  String styleClass() {
    return Spelling.of(this);
  }
}
