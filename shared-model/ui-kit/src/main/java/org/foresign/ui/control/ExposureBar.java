package org.foresign.ui.control;

import java.math.BigDecimal;
import java.math.RoundingMode;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import org.foresign.model.eth.Wei;
import org.jspecify.annotations.Nullable;

/**
 * What can leave at worst against what may: signed before, this batch, a mark above for what lies
 * on the account and one below for the limit. Worst case is neutral; only what is over the limit is
 * red.
 */
public final class ExposureBar extends Region {
  private static final double HEIGHT = 18;
  private static final double MARK = 8;
  private static final double AIR = 1.03;

  private final Region track = part("bar-track");
  private final Region before = part("f-grey");
  private final Region batch = part("f-ink");
  private final Region over = part("f-red");
  private final Region lies = part("f-mark");
  private final Region limit = part("f-mark");
  private final double scale;
  private Parts parts = new Parts(Wei.ZERO, Wei.ZERO, null, null);

  /**
   * What a bar shows, all of one asset.
   *
   * @param signedBefore what still counts from earlier batches
   * @param thisBatch what the batch adds
   * @param onAccount what lies there today, or null where nobody knows
   * @param most what the policy lets stand, or null where it says nothing
   */
  public record Parts(
      Wei signedBefore, Wei thisBatch, @Nullable Wei onAccount, @Nullable Wei most) {
    Wei sum() {
      return signedBefore.plus(thisBatch);
    }
  }

  public ExposureBar(Kit kit) {
    scale = kit.size().scaled(1);
    getChildren().addAll(track, before, batch, over, lies, limit);
    double height = (HEIGHT + 2 * MARK) * scale;
    setMinHeight(height);
    setPrefHeight(height);
    setMaxHeight(height);
    setMinWidth(120 * scale);
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
  }

  /**
   * Shows other amounts.
   *
   * @param words the same in a sentence, for a screen reader
   */
  public void show(Parts now, String words) {
    parts = now;
    setAccessibleText(words);
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    Wei most = parts.most() == null ? Wei.ZERO : parts.most();
    Wei largest = most.max(parts.sum());
    if (parts.onAccount() != null) {
      largest = largest.max(parts.onAccount());
    }
    double full = new BigDecimal(largest.value()).doubleValue() * AIR;
    double top = MARK * scale;
    double height = HEIGHT * scale;
    track.resizeRelocate(0, top, getWidth(), height);
    double first = at(parts.signedBefore(), full);
    double second = at(parts.sum(), full);
    before.resizeRelocate(0, top, first, height);
    batch.resizeRelocate(first, top, second - first, height);
    boolean breach = parts.most() != null && parts.sum().compareTo(most) > 0;
    over.setVisible(breach);
    over.resizeRelocate(at(most, full), top, second - at(most, full), height);
    mark(lies, parts.onAccount(), full, 0, top + height * 0.7);
    mark(limit, parts.most(), full, top - 0.3 * MARK * scale, height + MARK * scale);
  }

  private void mark(Region mark, @Nullable Wei amount, double full, double from, double length) {
    mark.setVisible(amount != null);
    if (amount != null) {
      mark.resizeRelocate(Math.rint(at(amount, full)), from, Math.max(1, 1.5 * scale), length);
    }
  }

  private double at(Wei amount, double full) {
    return full == 0 ? 0 : new BigDecimal(amount.value()).doubleValue() / full * getWidth();
  }

  private static Region part(String style) {
    Region part = new Region();
    part.getStyleClass().add(style);
    part.setManaged(false);
    return part;
  }

  /** By how much the limit is passed, rounded up to a whole per cent; 0 within it. */
  public static int percentOver(Wei sum, Wei most) {
    if (sum.compareTo(most) <= 0) {
      return 0;
    }
    if (most.isZero()) {
      return 100;
    }
    return new BigDecimal(sum.minus(most).value())
        .multiply(BigDecimal.valueOf(100))
        .divide(new BigDecimal(most.value()), 0, RoundingMode.UP)
        .intValue();
  }
}
