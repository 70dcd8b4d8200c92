package org.foresign.ui.check;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.foresign.ui.theme.Faces;

/** The JavaFX toolkit of a test's process, on the platform without a display. */
public final class Fx {
  private static final CompletableFuture<Void> STARTED = new CompletableFuture<>();

  static {
    if (!"Headless".equals(System.getProperty("glass.platform"))) {
      throw new IllegalStateException("screens are tested with -Dglass.platform=Headless");
    }
    Platform.startup(() -> {
      Faces.loadFirst();
      Faces.loadLater();
      STARTED.complete(null);
    });
    Platform.setImplicitExit(false);
  }

  private Fx() {}

  /** Runs something on the JavaFX thread and waits for it. */
  public static <T> T call(Callable<T> work) {
    STARTED.join();
    CompletableFuture<T> done = new CompletableFuture<>();
    Platform.runLater(() -> {
      try {
        done.complete(work.call());
      } catch (Throwable e) {
        done.completeExceptionally(e);
      }
    });
    return done.orTimeout(1, TimeUnit.MINUTES).join();
  }

  public static void run(Runnable work) {
    call(() -> {
      work.run();
      return true;
    });
  }
}
