package org.foresign.ui.app;

import org.foresign.ui.screen.Place;
import org.foresign.ui.theme.Look;

/** What a window asks of its program. */
public interface WindowActs {
  /** Leads to a place. */
  void go(Place place);

  /** Shows everything anew in another look, which is remembered. */
  void dress(Look look);

  /** Leaves the page where it has no step back. */
  void leave();

  /** Shows which keys do what. */
  void help();
}
