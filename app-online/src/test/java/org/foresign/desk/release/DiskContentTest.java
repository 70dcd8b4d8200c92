package org.foresign.desk.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.foresign.codec.Bytes;
import org.foresign.desk.TestDesk;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.settings.DeskKeys;
import org.foresign.desk.settings.Endpoints;
import org.foresign.desk.settings.PlannedBatch;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the bytes of everything a desk has written, as a thief of the disk would. */
class DiskContentTest {
  private static final String URL =
      "https://user:wonderful-secret@node.example/v3/0123456789abcdef";

  @TempDir private Path folder;

  @Test
  void holdsNoSignatureTransactionRequestSecretOrEndpointInClear()
      throws IOException, ProblemException {
    Path home = folder.resolve("desk");
    List<byte[]> hidden = new ArrayList<>();
    Bytes visible;
    try (Stage stage = Stage.open(home)) {
      stage.hold(Stage.pay("1"), Stage.pay("2"));
      new Endpoints(stage.desk.home())
          .set(Stage.NETWORK.chain(), Endpoints.Kind.EXECUTION, List.of(URL));
      stage.faults.get(2).down(true);
      stage.release(stage.leaf(0, 0, 0));
      stage.burn(0, 0);
      stage.faults.get(1).down(true);
      stage.release(stage.leaf(1, 0, 0));
      stage.follow();
      stage.faults.forEach(fault -> fault.clear());
      stage.finish();
      visible = stage.vault.instance();
      collect(stage, hidden);
      assertHidden(home, hidden, visible);
    }
    assertHidden(home, hidden, visible);
  }

  private static void collect(Stage stage, List<byte[]> hidden) throws ProblemException {
    for (HeldLeaf leaf : stage.desk.leaves().all()) {
      var signature = stage.desk.leaves().signature(leaf);
      var tx = stage.desk.leaves().transaction(leaf).tx();
      hidden.add(signature.compact().slice(0, 32).toArray());
      hidden.add(signature.compact().slice(32, 32).toArray());
      hidden.add(tx.signedBytes(signature).slice(0, 40).toArray());
      hidden.add(tx.unsignedBytes().toArray());
    }
    for (DeskKeys.Name name : DeskKeys.Name.values()) {
      try (SecretBytes key = stage.desk.home().keys().open(name)) {
        key.run(SecretAccess.grant(), raw -> hidden.add(raw.clone()));
      }
    }
    hidden.add(stage.vault.accountKey());
    hidden.add(Stage.FRIEND.toArray());
    for (PlannedBatch batch : stage.desk.home().batches().all()) {
      hidden.add(stage.desk.home().batches().request(batch).slice(0, 60).toArray());
    }
    for (String text :
        List.of(
            "wonderful-secret",
            "node.example",
            "0123456789abcdef",
            TestDesk.PASSPHRASE,
            "127.0.0.1",
            stage.practice.url().getAuthority())) {
      hidden.add(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void assertHidden(Path home, List<byte[]> hidden, Bytes visible)
      throws IOException {
    StringBuilder found = new StringBuilder();
    boolean seen = false;
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = latin(Files.readAllBytes(file));
        String lower = content.toLowerCase(Locale.ROOT);
        seen |= content.contains(latin(visible.toArray()));
        for (byte[] secret : hidden) {
          if (content.contains(latin(secret)) || lower.contains(Bytes.of(secret).hex())) {
            found.append(file.getFileName()).append(": ").append(latin(secret)).append('\n');
          }
        }
      }
    }
    assertThat(found.toString()).isEmpty();
    // The search itself finds what is there.
    assertThat(seen).isTrue();
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
