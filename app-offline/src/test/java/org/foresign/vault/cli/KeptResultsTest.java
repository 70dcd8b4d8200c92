package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Sha256;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Sql;
import org.foresign.store.SqliteNative;
import org.foresign.testkit.LaunchedRun;
import org.foresign.vault.TestStick;
import org.foresign.vault.journal.ComparedSheet;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.journal.JournalReplay;
import org.foresign.vault.journal.Ledger;
import org.foresign.vault.journal.VaultTime;
import org.foresign.vault.settings.VaultHome;
import org.foresign.vault.sign.SigningWrite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that no desk has received yet: together they may be larger than the vault's memory. */
class KeptResultsTest {
  private static final int RESULTS = 60;
  private static final int SIZE = 900_000;

  /** A fifth of what the launcher gives, and little more than half of what is kept. */
  private static final String MEMORY = "-Xmx32m";

  @TempDir private Path folder;
  private final Set<String> kept = new TreeSet<>();

  @Test
  void areWrittenAgainOneByOne() throws Exception {
    TestVault vault = new TestVault(folder, Clock.systemUTC(), SigningWrite.NONE);
    vault.run("create", "--practice").fine();
    try (VaultHome home =
        VaultHome.open(vault.home(), SqliteNative.load(), Clock.systemUTC().instant())) {
      home.database().update(this::fill);
    }
    Path stick = Files.createDirectory(folder.resolve("stick"));
    LaunchedRun run =
        LaunchedRun.of(
            folder,
            List.of(MEMORY),
            TypedVaultMain.class.getName(),
            folder.toString(),
            "reexport",
            "--out",
            stick.toString());
    assertThat(run.exitCode()).as(run.errors()).isZero();
    TestStick carrier = new TestStick(stick);
    Set<String> written = new TreeSet<>();
    for (var name : carrier.waiting(ParcelKind.SIGNED_BATCH)) {
      written.add(digest(carrier.receive(name).bytes()));
    }
    assertThat(written).isEqualTo(kept).hasSize(RESULTS);
  }

  /** Claims without leaves, for what matters here are the bytes that were kept. */
  private void fill(Sql sql) throws ProblemException {
    VaultTime time = new VaultTime(Clock.systemUTC());
    Journal journal = new Journal(true, time);
    ComparedSheet sheet = new ComparedSheet(JournalReplay.of(sql));
    Digest32 ledger = Digest32.ZERO;
    for (int number = 1; number <= RESULTS; number++) {
      long now = time.now(Journal.state(sql));
      Ledger.Claim claim =
          new Ledger.Claim(
              filled(number),
              Bytes.of(Arrays.copyOf(filled(number).toArray(), 16)),
              filled(200),
              number,
              1,
              1,
              now,
              now + 1,
              List.of(),
              List.of());
      ledger = Ledger.digestAfter(ledger, claim);
      Journal.State claimed =
          journal.append(
              sql,
              sheet,
              JournalEvent.BATCH_CLAIMED,
              new Detail("batch", claim.batchId().hex()),
              new Detail("digest", claim.batchDigest().toString()),
              new Detail("sequence", Integer.toString(number)),
              new Detail("leaves", "0"),
              new Detail("ledger", ledger.toString()));
      Ledger.claim(sql, claim, claimed.head());
      byte[] result = new byte[SIZE];
      Arrays.fill(result, (byte) number);
      Bytes envelope = Bytes.of(result);
      kept.add(digest(envelope));
      Ledger.keepResult(
          sql,
          Ledger.byDigest(sql, claim.batchDigest()).orElseThrow().id(),
          filled(number),
          envelope);
      journal.append(
          sql,
          JournalEvent.BATCH_SIGNED,
          new Detail("digest", claim.batchDigest().toString()),
          new Detail("result", filled(number).toString()),
          new Detail("envelope", JournalReplay.envelopeDigest(envelope).toString()),
          new Detail("leaves", "0"));
    }
  }

  private static Digest32 filled(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return Digest32.of(bytes);
  }

  private static String digest(Bytes bytes) {
    return Bytes.of(Sha256.hash(bytes.toArray())).hex();
  }
}
