package org.foresign.vault.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.TreeMap;
import org.foresign.codec.Digest32;
import org.foresign.store.StoreProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program of the same user that exchanges pages of the vault's open file, past SQLite, between
 * the moment in which the vault verifies its memory and the one in which it judges a batch by it.
 */
class ExchangedPagesTest {
  private static final int PAGE = 4096;

  /** Makes a ledger of more than the 2 MB that SQLite caches by itself. */
  private static final int BATCHES = 9;

  private static final int NONCES = 500;

  @TempDir private Path folder;
  private Runnable judging = () -> {};

  @Test
  void signedNoncesThatAreHiddenBetweenVerifyingAndJudgingAreNotSignedAgain() throws Exception {
    PairedVault story = PairedVault.begin(folder, new JudgingClock());
    Digest32 last = null;
    for (int i = 0; i < BATCHES; i++) {
      TestDesk.Plan plan =
          large(story.plan()).nonces((long) NONCES * i, NONCES).sequence(i + 1, last);
      last = story.signed(story.deliver(plan)).report().result();
    }
    PairedVault.Delivered again =
        story.deliver(story.plan().nonces(200, 3).allEqual().sequence(BATCHES + 1, last));
    Path file = story.home.home().resolve("vault.sqlite");
    TreeMap<Integer, byte[]> truePages = new TreeMap<>();
    TreeMap<Integer, byte[]> falsePages = new TreeMap<>();
    preparePages(file, truePages, falsePages);
    int[] planted = {0};
    judging =
        () -> {
          planted[0]++;
          write(file, falsePages);
        };
    story.home.locks(practice -> {
      if (planted[0] > 0) { // while a person types the second passphrase
        judging = () -> {};
        write(file, truePages);
        letSqliteForget(file);
      }
    });

    Signing.Outcome refused = story.signing(again);

    assertThat(planted[0]).isPositive();
    assertThat(PairedVault.refused(refused)).contains("nonce-reopened");
  }

  @Test
  void aLaneThatNoLeafIsOnIsRefused() throws Exception {
    PairedVault story = PairedVault.begin(folder, Clock.fixed(JudgingClock.NOW, ZoneOffset.UTC));
    story.signed(story.deliver(story.plan()));
    execute(
        story.home.home().resolve("vault.sqlite"),
        "INSERT INTO lane (family, chain, account) SELECT family, chain + 1, account FROM lane");
    assertThat(PairedVault.problem(story::status)).isEqualTo(StoreProblem.STORE_CORRUPT);
  }

  private static TestDesk.Plan large(TestDesk.Plan plan) {
    return new TestDesk.Plan(
        plan.chain(),
        plan.account(),
        plan.firstNonce(),
        plan.nonces(),
        4,
        plan.recipient(),
        plan.sequence(),
        plan.lastResult(),
        plan.policy(),
        plan.plannedAt(),
        false);
  }

  /** In the false ones the nonces to be signed again are other ones. */
  private void preparePages(
      Path file, TreeMap<Integer, byte[]> truePages, TreeMap<Integer, byte[]> falsePages)
      throws Exception {
    Path copy = folder.resolve("copy.sqlite");
    Files.copy(file, copy);
    execute(
        copy,
        "PRAGMA journal_mode=DELETE",
        "UPDATE slot_use SET nonce = nonce + 9000 WHERE batch = 1 AND nonce BETWEEN 200 AND 202");
    byte[] was = Files.readAllBytes(file);
    byte[] is = Files.readAllBytes(copy);
    assertThat(is.length).isEqualTo(was.length).isGreaterThan(4_000_000);
    for (int at = PAGE; at < was.length; at += PAGE) {
      if (!Arrays.equals(was, at, at + PAGE, is, at, at + PAGE)) {
        truePages.put(at, Arrays.copyOfRange(was, at, at + PAGE));
        falsePages.put(at, Arrays.copyOfRange(is, at, at + PAGE));
      }
    }
    assertThat(falsePages).isNotEmpty();
  }

  private static void write(Path file, TreeMap<Integer, byte[]> pages) {
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      for (var page : pages.entrySet()) {
        raw.seek(page.getKey());
        raw.write(page.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void letSqliteForget(Path file) {
    try {
      execute(
          file,
          "INSERT INTO policy_draft (id, body) VALUES (1, x'00') ON CONFLICT DO UPDATE SET body ="
              + " x'00'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void execute(Path file, String... statements) throws SQLException {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  /** Stands still, and tells when a batch is judged: the memory is verified by then. */
  private final class JudgingClock extends Clock {
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Override
    public Instant instant() {
      boolean judges =
          StackWalker.getInstance()
              .walk(frames -> frames.anyMatch(frame -> frame.getMethodName().equals("weigh")));
      if (judges) {
        judging.run();
      }
      return NOW;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
