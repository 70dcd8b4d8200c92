package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.SqliteNative;
import org.foresign.testkit.LaunchedRun;
import org.foresign.vault.app.VaultMain;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.journal.VaultTime;
import org.foresign.vault.lock.CommandRun;
import org.foresign.vault.settings.VaultHome;
import org.foresign.vault.sign.SigningWrite;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A journal of very many entries, shown and verified by a process with the launcher's memory: the
 * answer is whole, and what it takes does not grow with it.
 */
class LongListsTest {
  private static final int ENTRIES = 50_000;

  /** As long as words of a person in the journal may get. */
  private static final String WORDS = "why this was done, in many words; ".repeat(10);

  @TempDir private Path folder;
  private TestVault vault;

  @BeforeEach
  void fill() throws ProblemException {
    vault = new TestVault(folder, Clock.systemUTC(), SigningWrite.NONE);
    vault.run("create", "--practice").fine();
    Journal journal = new Journal(true, new VaultTime(Clock.systemUTC()));
    try (VaultHome home =
        VaultHome.open(vault.home(), SqliteNative.load(), Clock.systemUTC().instant())) {
      home.database()
          .update(sql -> {
            while (Journal.state(sql).number() < ENTRIES) {
              journal.append(sql, JournalEvent.UNLOCK_REFUSED, new Detail("reason", WORDS));
            }
          });
    }
  }

  private LaunchedRun run(List<String> memory, String... words) throws IOException {
    List<String> flags = new ArrayList<>(memory);
    flags.addAll(CommandRun.vaultFlags());
    flags.removeIf(flag -> flag.startsWith("-Xmx") && !memory.contains(flag));
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--home", vault.home().toString()));
    return LaunchedRun.of(folder, flags, VaultMain.class.getName(), all.toArray(String[]::new));
  }

  @Test
  void aLongJournalIsShownAndVerifiedWhole() throws IOException {
    List<String> narrow = new ArrayList<>(LaunchedRun.flags("run_vault"));
    narrow.removeIf(flag -> flag.startsWith("-Xms") || flag.startsWith("-Xmx"));
    narrow.add("-Xmx32m"); // a fifth of what the launcher gives, less than the entries take
    assertShown(narrow);
    LaunchedRun status = run(narrow, "status");
    assertThat(status.exitCode()).as(status.errors()).isZero();
    assertThat(Files.readString(status.out())).contains(ENTRIES + " entries");
  }

  private void assertShown(List<String> memory) throws IOException {
    LaunchedRun text = run(memory, "journal", "show", "--last", "200000");
    assertThat(text.exitCode()).as(text.errors()).isZero();
    try (Stream<String> lines = Files.lines(text.out())) {
      assertThat(lines.filter(line -> line.contains("unlock-refused")).count())
          .isGreaterThan(ENTRIES - 10);
    }
    LaunchedRun json = run(memory, "journal", "show", "--last", "200000", "--json");
    assertThat(json.exitCode()).as(json.errors()).isZero();
    assertThat(entriesIn(json.out())).isEqualTo(ENTRIES);
  }

  /** Reads one whole object and counts its entries. */
  private static int entriesIn(Path file) throws IOException {
    int depth = 0;
    int entries = 0;
    try (InputStream in = Files.newInputStream(file);
        JsonParser parser =
            JsonFactory.builder().build().createParser(ObjectReadContext.empty(), in)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (token == JsonToken.PROPERTY_NAME && parser.getString().equals("event")) {
          entries++;
        }
      }
    }
    assertThat(depth).isZero();
    return entries;
  }
}
