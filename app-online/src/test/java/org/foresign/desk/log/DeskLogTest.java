package org.foresign.desk.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What any class, ours or a library's, says to SLF4J. */
class DeskLogTest {
  private static final Logger ANYBODY = LoggerFactory.getLogger("some.library.Anybody");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path home;

  @AfterEach
  void stop() {
    System.clearProperty(DeskLog.PROPERTY);
  }

  @Test
  void redactsWhoeverLogs() throws ProblemException {
    System.setProperty(DeskLog.PROPERTY, "info");
    try (DeskLog log = DeskLog.begin(home, CLOCK, "begins").orElseThrow()) {
      ANYBODY.info("asked {} for it", "https://rpc.example/SECRET");
      ANYBODY.error("it failed", new IOException("SECRET", new IllegalStateException("SECRET")));
      ANYBODY.debug("not wanted");
      assertThat(log).isNotNull();
    }
    ANYBODY.error("after its end");
    String start = "2026-11-28T12:00:00Z ";
    String at = " at org.foresign.desk.log.DeskLogTest.redactsWhoeverLogs(DeskLogTest.java:";
    assertThat(home.resolve("desk.log"))
        .content()
        .doesNotContain("SECRET")
        .startsWith(
            start
                + "INFO desk: begins\n"
                + start
                + "INFO Anybody: asked https://rpc.example/… for it\n"
                + start
                + "ERROR Anybody: it failed, java.io.IOException"
                + at)
        .contains(", java.lang.IllegalStateException" + at)
        .doesNotContain("not wanted", "after its end");
  }
}
