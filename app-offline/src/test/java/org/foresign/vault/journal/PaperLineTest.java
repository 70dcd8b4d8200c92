package org.foresign.vault.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.SqliteNative;
import org.foresign.vault.settings.VaultHome;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing gives the paper sheet a new line without the word that the line before was compared. */
class PaperLineTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final Journal journal =
      new Journal(true, new VaultTime(Clock.fixed(NOW, ZoneOffset.UTC)));

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void anEventWithALineNeedsTheLineBefore(JournalEvent event) throws ProblemException {
    try (VaultHome home = VaultHome.prepare(folder, SqliteNative.load(), NOW)) {
      if (PaperSheet.isChangedBy(event)) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> home.database().update(sql -> journal.append(sql, event)));
      } else {
        home.database().update(sql -> journal.append(sql, event));
        List<PaperSheet> lines = home.database().read(sql -> PaperSheet.newest(sql, 1));
        assertThat(lines).isEmpty();
      }
      Journal.State before = home.database().read(Journal::state);
      home.database()
          .update(sql -> journal.append(sql, new ComparedSheet(new JournalReplay()), event));
      assertThat(home.database().read(Journal::state).number()).isEqualTo(before.number() + 1);
    }
  }
}
