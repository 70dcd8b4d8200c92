package org.foresign.ui.control;

import static org.foresign.ui.control.GlyphLayer.Kind.CUT;
import static org.foresign.ui.control.GlyphLayer.Kind.DASHED;
import static org.foresign.ui.control.GlyphLayer.Kind.FILL;
import static org.foresign.ui.control.GlyphLayer.Kind.LINE;
import static org.foresign.ui.control.GlyphLayer.Kind.MARK;

import java.util.List;
import org.foresign.model.text.Spelling;

/**
 * Where a leaf is, by shape before colour: a circle is in our hands, a triangle on its way, a
 * square on the chain, a dash can never land and a diamond is not ours. Drawn in a box of 16 by 16.
 */
public enum LeafMark {
  PLANNED(Tone.GREY, DASHED.of(Shapes.circle(6))),
  AT_THE_VAULT(Tone.GREY, LINE.of(Shapes.circle(6)), FILL.of("M8 2A6 6 0 0 0 8 14Z")),
  READY(Tone.BLUE, FILL.of(Shapes.circle(6.6))),
  ARMED(Tone.BLUE, LINE.of(Shapes.circle(6.4)), FILL.of(Shapes.circle(3.2))),
  AT_RISK(Tone.AMBER, LINE.of(Shapes.circle(6.4)), MARK.of("M8 4.6V8.8M8 11.1V11.4")),
  DEAD(Tone.RED, LINE.of(Shapes.circle(6.4)), MARK.of("M5.6 5.6L10.4 10.4M10.4 5.6L5.6 10.4")),
  UNKNOWN(
      Tone.AMBER,
      LINE.of(Shapes.circle(6.4)),
      MARK.of("M6.2 6.4C6.2 4.2 9.8 4.2 9.8 6.4C9.8 7.8 8 7.8 8 9.2M8 11.4V11.6")),
  WAITING(Tone.VIOLET, LINE.of("M3.4 2.8L13.6 8L3.4 13.2Z")),
  SENT(Tone.VIOLET, FILL.of("M2.6 1.8L14.6 8L2.6 14.2Z")),
  OUTBID(Tone.VIOLET, FILL.of("M2 3L8.4 8L2 13Z"), LINE.of("M8.2 3L14.2 8L8.2 13")),
  IN_BLOCK(Tone.GREEN, LINE.of("M2.8 2.8H13.2V13.2H2.8Z")),
  FINAL(Tone.GREEN, FILL.of("M2 2H14V14H2Z")),
  IN_EFFECT(Tone.GREEN, FILL.of("M1.5 1.5H14.5V14.5H1.5Z"), CUT.of("M4.4 8.2L7 10.8L11.8 5.4")),
  NO_EFFECT(Tone.RED, LINE.of("M2.8 2.8H13.2V13.2H2.8Z"), MARK.of("M8 5V8.6M8 10.9V11.2")),
  BURNED(Tone.GREY, FILL.of("M2 2H14V14H2Z"), CUT.of("M3.5 12.5L12.5 3.5")),
  VOID(Tone.GREY, MARK.of("M3 8H13")),
  USED_ELSEWHERE(
      Tone.RED, FILL.of("M8 1.2L14.8 8L8 14.8L1.2 8Z"), CUT.of("M8 4.8V8.6M8 10.9V11.2"));

  private final Tone tone;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<GlyphLayer> layers;

  LeafMark(Tone tone, GlyphLayer... layers) {
    this.tone = tone;
    this.layers = List.of(layers);
  }

  public Tone tone() {
    return tone;
  }

  List<GlyphLayer> layers() {
    return layers;
  }

  /** Key of its word among the texts. */
  public String key() {
    return "state." + Spelling.of(this);
  }

  private static final class Shapes {
    /** A circle around the middle of the box. */
    static String circle(double radius) {
      double left = 8 - radius;
      double right = 8 + radius;
      String half = "A%1$s %1$s 0 1 1 ".formatted(radius);
      return "M" + right + " 8" + half + left + " 8" + half + right + " 8Z";
    }
  }
}
