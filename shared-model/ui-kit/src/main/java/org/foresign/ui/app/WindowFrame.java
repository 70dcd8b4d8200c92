package org.foresign.ui.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.foresign.ui.control.Kit;
import org.foresign.ui.dialog.ConfirmDialog;
import org.foresign.ui.screen.Page;
import org.foresign.ui.screen.Place;
import org.foresign.ui.screen.WidthClass;
import org.foresign.ui.theme.Dressing;
import org.foresign.ui.theme.Identity;
import org.foresign.ui.theme.Stakes;
import org.jspecify.annotations.Nullable;

/**
 * A window's content. The band is never covered; the rail is on the outer edge, so that two windows
 * side by side face each other. The focus goes through content, footer, rail and band.
 */
public final class WindowFrame extends Region {
  /** Width of the frame around a window of practice, in pixels. */
  private static final double EDGE = 4;

  private final Kit kit;
  private final IdentityBand band;
  private final Rail rail;
  private final StackPane body = new StackPane();
  private final BorderPane page = new BorderPane();
  private final StackPane scrim = new StackPane();
  private final Region edge = new Region();
  private @Nullable Page shown;
  private WidthClass width = WidthClass.WIDE;
  private @Nullable Node focusBefore;

  /**
   * @param name what this desk or vault is called
   */
  public WindowFrame(Kit kit, String name, List<Place> places, WindowActs acts) {
    this.kit = kit;
    band = new IdentityBand(kit, name);
    rail = new Rail(kit, places, acts::go);
    edge.getStyleClass().add("frame");
    edge.setMouseTransparent(true);
    scrim.getStyleClass().add("scrim");
    scrim.setVisible(false);
    body.getChildren().setAll(page, scrim);
    getChildren().setAll(body, rail, band, edge);
    Dressing.dress(this, kit.identity(), kit.stakes(), kit.look());
    new WindowKeys(this, places, acts).listen();
  }

  /** Shows a page, from its top, with the focus where it wants it. */
  public void show(Page next, Place here) {
    shown = next;
    ScrollPane scroll = new ScrollPane(next.content());
    scroll.getStyleClass().add("page-scroll");
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(false);
    page.setCenter(scroll);
    page.setBottom(next.footer().orElse(null));
    rail.setHere(here);
    next.fit(width);
    Platform.runLater(() -> next.firstFocus().requestFocus());
  }

  public Optional<Page> page() {
    return Optional.ofNullable(shown);
  }

  public IdentityBand band() {
    return band;
  }

  public Rail rail() {
    return rail;
  }

  public Kit kit() {
    return kit;
  }

  /** Lays a question over page and rail, below the band; one at a time. */
  public void ask(ConfirmDialog dialog) {
    focusBefore = getScene() == null ? null : getScene().getFocusOwner();
    scrim.getChildren().setAll(dialog);
    scrim.setVisible(true);
    page.setDisable(true);
    rail.setDisable(true);
    Platform.runLater(() -> dialog.firstFocus().requestFocus());
  }

  /** Takes the question away and gives the focus back. */
  public void answered() {
    scrim.setVisible(false);
    scrim.getChildren().clear();
    page.setDisable(false);
    rail.setDisable(false);
    if (focusBefore != null) {
      focusBefore.requestFocus();
    }
  }

  public boolean isAsking() {
    return scrim.isVisible();
  }

  /** Where the focus goes in each region, by F6: page, footer if there is one, rail. */
  List<Node> regionStarts() {
    List<Node> starts = new ArrayList<>();
    if (shown != null) {
      starts.add(shown.firstFocus());
      shown.footer().flatMap(WindowFrame::firstTraversable).ifPresent(starts::add);
    }
    starts.add(rail.buttons().getFirst());
    return starts;
  }

  /** Whether a region of {@link #regionStarts} has the focus. */
  boolean holdsFocus(int region) {
    List<Node> starts = regionStarts();
    Node root =
        region == starts.size() - 1 ? rail : region == 0 ? page.getCenter() : page.getBottom();
    for (Node at = getScene().getFocusOwner(); at != null; at = at.getParent()) {
      if (at.equals(root)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Node> firstTraversable(Node node) {
    if (node.isFocusTraversable() && node.isVisible()) {
      return Optional.of(node);
    }
    return node instanceof Parent parent
        ? parent.getChildrenUnmodifiable().stream()
            .flatMap(child -> firstTraversable(child).stream())
            .findFirst()
        : Optional.empty();
  }

  @Override
  protected void layoutChildren() {
    WidthClass now = WidthClass.of(getWidth(), kit.size());
    if (now != width) {
      width = now;
      rail.setWide(now == WidthClass.WIDE);
      band.setNarrow(now == WidthClass.NARROW);
      if (shown != null) {
        shown.fit(now);
      }
    }
    double top = snapSizeY(band.minHeight(-1));
    double side = rail.prefWidth(-1);
    boolean desk = kit.identity() == Identity.DESK;
    double outer = kit.stakes() == Stakes.PRACTICE ? EDGE : 0;
    double height = getHeight() - top;
    edge.resizeRelocate(0, top, getWidth(), height);
    band.resizeRelocate(0, 0, getWidth(), top);
    double inner = getWidth() - side - 2 * outer;
    rail.resizeRelocate(desk ? outer : outer + inner, top, side, height - outer);
    body.resizeRelocate(desk ? outer + side : outer, top, inner, height - outer);
  }
}
