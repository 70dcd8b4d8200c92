package org.foresign.ui.control;

import javafx.scene.Group;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;
import org.foresign.ui.theme.TextSize;

/** The shape of a state. It says nothing to a screen reader: the word beside it does. */
public final class StateGlyph extends Region {
  private static final double BOX = 16;
  private static final double DASH = 2.6;
  private static final double SPACE = 2.2;

  private final Group drawing = new Group();
  private final double side;

  public StateGlyph(LeafMark mark, TextSize size) {
    side = size.scaled(BOX);
    getStyleClass().addAll("glyph", "g-" + mark.tone().styleClass());
    drawing.setManaged(false);
    for (GlyphLayer layer : mark.layers()) {
      SVGPath path = new SVGPath();
      path.setContent(layer.path());
      path.getStyleClass().add(layer.kind().styleClass());
      if (layer.kind() == GlyphLayer.Kind.DASHED) {
        path.getStrokeDashArray().setAll(DASH, SPACE);
      }
      drawing.getChildren().add(path);
    }
    drawing.setAutoSizeChildren(false);
    drawing.getTransforms().add(new javafx.scene.transform.Scale(side / BOX, side / BOX));
    getChildren().add(drawing);
    setMinSize(side, side);
    setPrefSize(side, side);
    setMaxSize(side, side);
    setMouseTransparent(true);
  }
}
