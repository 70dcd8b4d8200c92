package org.foresign.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.WordCode;
import org.foresign.model.batch.Approval;
import org.foresign.model.batch.ApprovalCodec;
import org.foresign.model.batch.BatchDelivery;
import org.foresign.model.batch.BatchDeliveryCodec;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.journal.JournalCodec;
import org.foresign.model.journal.JournalEntry;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.Receipt;
import org.foresign.model.tx.ReceiptCodec;
import org.foresign.model.tx.SignedBatch;
import org.foresign.model.tx.SignedBatch.KeyWrap;
import org.foresign.model.tx.SignedBatchCodec;
import org.foresign.model.tx.WrapKind;
import org.foresign.testkit.Seeds;
import org.foresign.testkit.Skips;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A second reader, in JavaScript and from the words of docs/spec alone, finds in each message what
 * we find, and refuses what we refuse: also in damaged ones. Where it could not be written from the
 * page, the page is wrong.
 */
class SpecReaderTest {
  private static final Path HERE =
      Path.of(System.getProperty("foresign.root", "../.."), "shared-model/core/src");
  private static final int SEEDS = 60;
  private static final int DAMAGED = 40;

  /** What is said of a message by a reader of ours. */
  private interface Reader {
    String read(Bytes bytes) throws ProblemException;
  }

  private record Message(String kind, Bytes bytes, String ours) {}

  @TempDir Path folder;

  private final List<Message> corpus = new ArrayList<>();

  @Test
  void aReaderFromTheSpecsWordsAgreesOnEveryMessage() throws Exception {
    Skips.unless(nodeIsThere(), "node is not installed");
    SplittableRandom seeds = new SplittableRandom();
    long seed = Long.getLong("foresign.seed", seeds.nextLong());
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < SEEDS; i++) {
      Bytes request = Samples.encode(Samples.request(random, Samples.digest(7)));
      add("request", request, SpecReaderTest::request, random);
      documents(request, random);
    }
    List<String> theirs = answers();
    assertThat(theirs).hasSameSizeAs(corpus);
    List<String> differences = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < corpus.size(); i++) {
      Message message = corpus.get(i);
      String their = theirs.get(i).startsWith("refused") ? "refused" : theirs.get(i);
      refused += "refused".equals(their) ? 1 : 0;
      if (!their.equals(message.ours())) {
        differences.add(
            "ours: "
                + message.ours()
                + ", theirs: "
                + theirs.get(i)
                + ", "
                + message.kind()
                + " "
                + message.bytes().hex());
      }
    }
    assertThat(differences.stream().limit(20)).as("-Dforesign.seed=%s", seed).isEmpty();
    assertThat(refused).isBetween(SEEDS, corpus.size() - SEEDS);
  }

  private void documents(Bytes request, SplittableRandom random) throws ProblemException {
    Approval approval =
        new Approval(
            Digest32.of(Seeds.bytes(random, 32)),
            Digest32.of(Seeds.bytes(random, 32)),
            random.nextLong(1L << 40),
            Bytes.of(Seeds.bytes(random, 64)));
    Reader approvals =
        bytes -> HexFormat.of().formatHex(ApprovalCodec.signedBytes(ApprovalCodec.decode(bytes)));
    add("approval", ApprovalCodec.encode(approval), approvals, random);
    Bytes small = request.size() < 400 ? request : Bytes.of(Seeds.bytes(random, 20));
    add(
        "delivery",
        BatchDeliveryCodec.encode(new BatchDelivery(small, List.of(approval))),
        bytes -> BatchDeliveryCodec.decode(bytes).request().hex(),
        random);
    add(
        "signed",
        SignedBatchCodec.encode(signed(random)),
        bytes -> {
          SignedBatchCodec.decode(bytes);
          return SignedBatchCodec.digest(bytes).bytes().hex();
        },
        random);
    Receipt receipt =
        new Receipt(Samples.digest(1), Samples.digest(2), 1 + random.nextLong(100), List.of());
    add(
        "receipt",
        ReceiptCodec.encode(receipt),
        bytes -> {
          ReceiptCodec.decode(bytes);
          return "fine";
        },
        random);
    JournalEntry entry =
        new JournalEntry(
            2 + random.nextLong(1_000),
            Digest32.of(Seeds.bytes(random, 32)),
            random.nextLong(1L << 40),
            random.nextBoolean(),
            Samples.one(List.of(JournalEvent.values()), random),
            List.of(new Detail("ceremony", "4"), new Detail("reason", "one ü, two")));
    add(
        "journal",
        JournalCodec.encode(entry),
        bytes -> {
          JournalCodec.decode(bytes);
          return JournalCodec.hash(bytes).bytes().hex();
        },
        random);
  }

  private static SignedBatch signed(SplittableRandom random) {
    int spend = 1 + random.nextInt(20);
    int cancel = 1 + random.nextInt(20);
    int leaves = spend + cancel;
    return switch (random.nextInt(3)) {
      case 0 ->
          new SignedBatch(
              header(leaves, null),
              List.of(section(ReleaseClass.SPEND, spend), section(ReleaseClass.CANCEL, cancel)));
      case 1 ->
          new SignedBatch(
              header(10, Bytes.parseHex("f101")), List.of(section(ReleaseClass.SPEND, 6)));
      default -> new SignedBatch(header(10, Bytes.parseHex("0000")), List.of());
    };
  }

  private static SignedBatch.Header header(int leaves, @Nullable Bytes bits) {
    return new SignedBatch.Header(
        Samples.fill(16, 1),
        Samples.digest(2),
        Samples.VAULT,
        3,
        412,
        Samples.digest(5),
        77,
        Samples.digest(6),
        Samples.DESK,
        Samples.digest(7),
        Samples.NOW,
        Samples.NOW + 86_400,
        leaves,
        bits);
  }

  private static SignedBatch.Section section(ReleaseClass releaseClass, int count) {
    KeyWrap wrap =
        new KeyWrap(WrapKind.X25519_CARD, Samples.DESK, Samples.fill(32, 8), Samples.fill(48, 9));
    return new SignedBatch.Section(
        releaseClass,
        count,
        List.of(wrap),
        Samples.fill(SignedBatch.Section.sealedSize(count), 0x55));
  }

  private static String request(Bytes bytes) throws ProblemException {
    ExpandedBatch batch = BatchExpander.expand(bytes);
    return batch.batchDigest().bytes().hex()
        + " "
        + batch.leaves().size()
        + " "
        + WordCode.text(batch.batchDigest());
  }

  private void add(String kind, Bytes good, Reader reader, SplittableRandom random) {
    corpus.add(new Message(kind, good, said(reader, good)));
    assertThat(corpus.getLast().ours()).as(kind).isNotEqualTo("refused");
    for (int i = 0; i < DAMAGED; i++) {
      Bytes damaged = Bytes.of(damaged(good.toArray(), random));
      corpus.add(new Message(kind, damaged, said(reader, damaged)));
    }
  }

  /** A bit or a byte changed, a piece cut out, repeated or moved, an end cut off or added. */
  private static byte[] damaged(byte[] good, SplittableRandom random) {
    int at = random.nextInt(good.length);
    int length = Math.min(good.length - at, 1 + random.nextInt(33));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (random.nextInt(6)) {
      case 0 -> {
        good[at] ^= (byte) (1 << random.nextInt(8));
        return good;
      }
      case 1 -> {
        good[at] = (byte) random.nextInt(256);
        return good;
      }
      case 2 -> {
        return Arrays.copyOf(good, at);
      }
      case 3 -> out.write(good, 0, at);
      case 4 -> out.write(good, 0, at + length);
      default -> {
        out.write(good, 0, good.length);
        out.write(random.nextInt(256));
        return out.toByteArray();
      }
    }
    int next = out.size() == at ? at + length : at;
    out.write(good, next, good.length - next);
    return out.toByteArray();
  }

  private static String said(Reader reader, Bytes bytes) {
    try {
      return reader.read(bytes);
    } catch (ProblemException e) {
      return "refused";
    }
  }

  private List<String> answers() throws IOException, InterruptedException {
    Path asked = folder.resolve("messages");
    Path answered = folder.resolve("answers");
    Files.write(asked, corpus.stream().map(m -> m.kind() + " " + m.bytes().hex()).toList());
    String page = Files.readString(HERE.resolve("../../../docs/spec/words.md")).replace("\n", " ");
    String listHash = page.replaceAll(".*SHA-256 `([0-9a-f]{64})`.*", "$1");
    Process node =
        new ProcessBuilder(
                "node",
                HERE.resolve("test/reader/main.mjs").toString(),
                HERE.resolve("main/resources/org/foresign/crypto/eff-long-wordlist.txt").toString(),
                listHash)
            .redirectInput(asked.toFile())
            .redirectOutput(answered.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    assertThat(node.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(node.exitValue()).as(Files.readString(folder.resolve("errors"))).isZero();
    return Files.readAllLines(answered, StandardCharsets.UTF_8);
  }

  private static boolean nodeIsThere() throws InterruptedException {
    try {
      Process node = new ProcessBuilder("node", "--version").start();
      try (InputStream out = node.getInputStream()) {
        String version = new String(out.readAllBytes(), StandardCharsets.US_ASCII).strip();
        return node.waitFor() == 0 && version.toLowerCase(Locale.ROOT).startsWith("v");
      }
    } catch (IOException e) {
      return false;
    }
  }
}
