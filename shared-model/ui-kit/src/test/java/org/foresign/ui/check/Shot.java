package org.foresign.ui.check;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javax.imageio.ImageIO;

/** A scene in a window that nobody sees, and its picture. */
public final class Shot {
  private Shot() {}

  /** Shows a root of this size, looks at it, and closes it. */
  public static void with(Supplier<? extends Parent> root, int width, int height, Look look) {
    Stage stage =
        Fx.call(() -> {
          Stage made = new Stage();
          made.setScene(new Scene(root.get(), width, height));
          made.show();
          return made;
        });
    try {
      // What the first pulse ordered, such as the first focus, is done in the next turn.
      Fx.run(() -> {});
      Fx.run(() -> {
        stage.getScene().getRoot().applyCss();
        stage.getScene().getRoot().layout();
        look.at(stage.getScene());
      });
    } finally {
      Fx.run(stage::close);
    }
  }

  /** Writes what a scene shows to {@code target/pictures/NAME.png}. */
  public static Path picture(Scene scene, String name) {
    WritableImage image = scene.snapshot(null);
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    PixelReader pixels = image.getPixelReader();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        out.setRGB(x, y, pixels.getArgb(x, y));
      }
    }
    Path file = Path.of("target", "pictures", name + ".png");
    try {
      Files.createDirectories(file.getParent());
      ImageIO.write(out, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /** Looks at a scene on the JavaFX thread. */
  @FunctionalInterface
  public interface Look {
    void at(Scene scene);
  }
}
