package org.foresign.ui.control;

import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** One small bar for each fee tier of an alternative, in the colour of its leaf's state. */
public final class TierPips extends HBox {
  public TierPips(Kit kit, List<LeafMark> tiers) {
    super(kit.size().scaled(2));
    for (LeafMark tier : tiers) {
      Region pip = new Region();
      pip.getStyleClass().add("f-" + tier.tone().styleClass());
      pip.setMinSize(kit.size().scaled(4), kit.size().scaled(10));
      pip.setMaxSize(kit.size().scaled(4), kit.size().scaled(10));
      getChildren().add(pip);
    }
    setAccessibleRole(AccessibleRole.TEXT);
    setAccessibleText(kit.texts().count("tiers", tiers.size()));
  }
}
