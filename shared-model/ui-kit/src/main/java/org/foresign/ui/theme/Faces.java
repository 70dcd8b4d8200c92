package org.foresign.ui.theme;

import java.net.URL;
import java.util.List;
import java.util.Objects;
import javafx.scene.text.Font;

/** The typefaces that we ship: IBM Plex, whose digits are all equally wide (ADR 0048). */
public final class Faces {
  private static final List<String> FIRST =
      List.of("Sans-Regular", "Sans-Medium", "Sans-SemiBold", "Mono-Regular");
  private static final List<String> LATER = List.of("Sans-Bold", "Mono-Medium");

  private Faces() {}

  /** Loads what the first page needs; on any thread. */
  public static void loadFirst() {
    FIRST.forEach(Faces::load);
  }

  /** Loads the rest, after the first page is shown. */
  public static void loadLater() {
    LATER.forEach(Faces::load);
  }

  private static void load(String name) {
    URL file = Objects.requireNonNull(Faces.class.getResource("IBMPlex" + name + ".ttf"), name);
    if (Font.loadFont(file.toExternalForm(), 14) == null) {
      throw new IllegalStateException("JavaFX can't load the typeface " + name);
    }
  }
}
