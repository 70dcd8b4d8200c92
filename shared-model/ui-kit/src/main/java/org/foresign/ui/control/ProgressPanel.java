package org.foresign.ui.control;

import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;
import org.foresign.ui.text.Numbers;

/** How far long work is: the step, the count of the total, a bar, the time to go. */
public final class ProgressPanel extends VBox {
  private static final int TENTH = 10;

  private final Kit kit;
  private final Label step;
  private final Label count;
  private final Label remaining;
  private final ProgressBar bar = new ProgressBar(0);
  private int spoken = -1;

  /**
   * @param safe what is safe if it stops
   */
  public ProgressPanel(Kit kit, String safe, ActionButton stop) {
    super(kit.size().gap(10));
    this.kit = kit;
    getStyleClass().addAll("card", "progress-panel");
    step = kit.wrapped("", "h2");
    count = kit.label("", "figure-s");
    remaining = kit.wrapped("", "muted");
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.setAccessibleRole(AccessibleRole.PROGRESS_INDICATOR);
    getChildren()
        .addAll(
            step,
            kit.row(12, count, Kit.growing(remaining)),
            bar,
            kit.row(12, Kit.growing(kit.wrapped(safe, "small")), stop));
  }

  /**
   * Shows how far it is.
   *
   * @param total 0 when nobody can know, and then there is no bar
   * @param timeToGo in words, or empty
   */
  public void show(String stepWords, long done, long total, String timeToGo) {
    step.setText(stepWords);
    boolean known = total > 0;
    bar.setVisible(known);
    count.setText(
        known
            ? kit.say("progress.of", Numbers.count(done), Numbers.count(total))
            : Numbers.count(done));
    remaining.setText(timeToGo);
    if (known) {
      bar.setProgress((double) done / total);
      speakTenths(stepWords, (int) (done * TENTH / total));
    }
  }

  /** A screen reader hears every tenth, not every item. */
  private void speakTenths(String stepWords, int tenth) {
    if (tenth != spoken) {
      spoken = tenth;
      bar.setAccessibleText(kit.say("progress.percent", stepWords, tenth * TENTH));
    }
  }
}
