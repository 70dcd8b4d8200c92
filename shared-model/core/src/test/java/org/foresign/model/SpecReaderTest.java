package org.foresign.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.BouncySecp256k1;
import org.foresign.crypto.Ed25519;
import org.foresign.crypto.WordCode;
import org.foresign.model.SpecCorpus.Reader;
import org.foresign.model.batch.Approval;
import org.foresign.model.batch.ApprovalCodec;
import org.foresign.model.batch.BatchDelivery;
import org.foresign.model.batch.BatchDeliveryCodec;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.batch.SlotId;
import org.foresign.model.card.AccountCardCodec;
import org.foresign.model.card.IdentityCardCodec;
import org.foresign.model.card.Role;
import org.foresign.model.card.SignedAccountCard;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.card.TestCards;
import org.foresign.model.document.SignedDocument;
import org.foresign.model.eth.Address;
import org.foresign.model.journal.JournalCodec;
import org.foresign.model.journal.JournalEntry;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.journal.JournalExport;
import org.foresign.model.journal.JournalExportCodec;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.Policy.AddressBookEntry;
import org.foresign.model.policy.Policy.AlikePair;
import org.foresign.model.policy.PolicyCodec;
import org.foresign.model.policy.PolicySamples;
import org.foresign.model.policy.SignedPolicy;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.Receipt;
import org.foresign.model.tx.ReceiptCodec;
import org.foresign.model.tx.SettledSlot;
import org.foresign.model.tx.SignedBatch;
import org.foresign.model.tx.SignedBatch.KeyWrap;
import org.foresign.model.tx.SignedBatchCodec;
import org.foresign.model.tx.WrapKind;
import org.foresign.testkit.NodeReader;
import org.foresign.testkit.Seeds;
import org.foresign.testkit.Skips;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A second reader, in JavaScript and from the words of docs/spec alone, finds in each message what
 * we find, and refuses what we refuse: also in damaged ones. Where it could not be written from the
 * page, the page is wrong.
 */
class SpecReaderTest {
  private static final int SEEDS = 60;
  private static final int DAMAGED = 40;

  /** A signature of secp256k1 costs the second reader some milliseconds. */
  private static final int SIGNED_SEEDS = 12;

  /** The same messages at each run; other seeds are tried with {@code -Dforesign.seed=NUMBER}. */
  private final long seed = Long.getLong("foresign.seed", 20_261_128L);

  private final SplittableRandom random = new SplittableRandom(seed);
  private final SpecCorpus corpus = new SpecCorpus(random, DAMAGED);

  @TempDir Path folder;

  @BeforeEach
  void nodeIsThere() throws InterruptedException {
    Skips.unless(NodeReader.isThere(), "node is not installed");
  }

  @Test
  void aReaderFromTheSpecsWordsAgreesOnEveryMessage() throws Exception {
    for (int i = 0; i < SEEDS; i++) {
      Bytes request = Samples.encode(Samples.request(random, Samples.digest(7)));
      corpus.add("request", request, SpecReaderTest::request);
      documents(request);
    }
    corpus.requireAgreed(folder, "-Dforesign.seed=" + seed);
  }

  @Test
  void itAgreesOnEveryCardPolicyAndJournal() throws Exception {
    for (int i = 0; i < SIGNED_SEEDS; i++) {
      cards();
      policies();
      journals();
    }
    corpus.requireAgreed(folder, "-Dforesign.seed=" + seed);
  }

  @Test
  void itOpensEnvelopesAndResultsAsWeDo() throws Exception {
    for (int i = 0; i < SIGNED_SEEDS; i++) {
      SealedMessages.envelopes(corpus, random);
      SealedMessages.results(corpus, random);
    }
    corpus.requireAgreed(folder, "-Dforesign.seed=" + seed);
  }

  private void cards() throws ProblemException {
    Role role = Samples.one(List.of(Role.values()), random);
    int n = 1 + random.nextInt(90);
    Bytes card = TestCards.signed(role, n).bytes();
    Reader identity = bytes -> IdentityCardCodec.decode(bytes).digest().bytes().hex();
    corpus.addSigned("identity", body(card), signer("identity-card", n), identity);
    SignedIdentityCard vault = TestCards.signed(Role.VAULT, n);
    Bytes account = TestCards.account(vault, n, Seeds.bytes(random, 32)).bytes();
    Reader accounts =
        bytes -> {
          SignedAccountCard read = AccountCardCodec.decode(bytes, vault, new BouncySecp256k1());
          return read.digest().bytes().hex() + " " + read.card().address();
        };
    corpus.addSigned("account", body(account), signer("account-card", n), accounts, vault.bytes());
  }

  private void policies() {
    SignedIdentityCard vault = TestCards.signed(Role.VAULT, 2);
    Reader reader =
        bytes -> {
          SignedPolicy document = SignedPolicy.decode(bytes);
          Policy policy = document.policy();
          Digest32 previous = policy.previous();
          return String.join(
              " ",
              document.hash().bytes().hex(),
              Long.toString(policy.number()),
              previous == null ? "first" : previous.bytes().hex(),
              Boolean.toString(document.signedBy(vault.digest(), vault.card().signingKey())));
        };
    Bytes body = PolicyCodec.encode(PolicySamples.random(random, random.nextInt(6)));
    corpus.addSigned("policy", body, b -> policy(vault, b, 2), reader, vault.bytes());
    corpus.addGood("policy", policy(vault, body, 3), reader, vault.bytes());
    corpus.addSigned(
        "policy", PolicyCodec.encode(alike()), b -> policy(vault, b, 2), reader, vault.bytes());
  }

  /** A policy whose recipients begin and end alike, and are wanted both. */
  private static Policy alike() {
    Address one = Address.parse("0xabcd" + "1".repeat(32) + "1234");
    Address other = Address.parse("0xabcd" + "2".repeat(32) + "1234");
    return new Policy(
        1,
        null,
        Samples.VAULT,
        Samples.NOW,
        true,
        1,
        86_400,
        List.of(),
        List.of(
            new AddressBookEntry(Samples.HOODI, one, "Bank"),
            new AddressBookEntry(Samples.HOODI, other, "Shop")),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(AlikePair.of(one, other)));
  }

  private static Bytes policy(SignedIdentityCard vault, Bytes body, int key) {
    Bytes signature = Bytes.of(Ed25519.sign(TestCards.key(key), SignedPolicy.signedBytes(body)));
    SignedPolicy.Signature other =
        new SignedPolicy.Signature(Samples.digest(0x51), Samples.fill(64, 1));
    return new SignedPolicy(
            body, List.of(other, new SignedPolicy.Signature(vault.digest(), signature)))
        .encode();
  }

  /** Some entries of which one sets the clock back; and what an exporter could make of them. */
  private void journals() {
    SignedIdentityCard vault = TestCards.signed(Role.VAULT, 2);
    Reader reader =
        bytes ->
            JournalExportCodec.verify(JournalExportCodec.decode(bytes, vault).entries())
                .bytes()
                .hex();
    List<Bytes> entries = new ArrayList<>();
    Digest32 head = Digest32.ZERO;
    long time = 1_800_000_000L;
    int back = 1 + random.nextInt(7);
    for (int i = 0; i < 8; i++) {
      JournalEvent event = i == back ? JournalEvent.CLOCK_SET_BACK : JournalEvent.VAULT_UNLOCKED;
      long from = time;
      time += i == back ? -1 - random.nextInt(99) : random.nextInt(3);
      List<Detail> facts =
          List.of(
              new Detail("from", Long.toString(from)),
              new Detail("to", Long.toString(time)),
              new Detail("reason", "a wrong date"));
      Bytes entry = JournalCodec.encode(new JournalEntry(i + 1, head, time, true, event, facts));
      head = JournalCodec.hash(entry);
      entries.add(entry);
    }
    int first = random.nextInt(8);
    JournalExport export =
        new JournalExport(
            TestCards.INSTANCE, vault.digest(), time, entries.subList(first, entries.size()));
    corpus.addSigned(
        "export",
        body(JournalExportCodec.sign(export, TestCards.key(2))),
        signer("journal-export", 2),
        reader,
        vault.bytes());
    List<Bytes> changed = new ArrayList<>(entries);
    JournalEntry wrong = entry(changed.get(back), random.nextInt(-2, 3));
    changed.set(back, JournalCodec.encode(wrong));
    JournalExport last =
        new JournalExport(
            TestCards.INSTANCE, vault.digest(), time, changed.subList(back - 1, back + 1));
    corpus.addOne("export", JournalExportCodec.sign(last, TestCards.key(2)), reader, vault.bytes());
  }

  private static JournalEntry entry(Bytes bytes, int later) {
    try {
      JournalEntry read = JournalCodec.decode(bytes);
      return new JournalEntry(
          read.number(),
          read.previous(),
          read.time() + later,
          read.practice(),
          read.event(),
          read.details());
    } catch (ProblemException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Bytes body(Bytes document) {
    try {
      return SignedDocument.decode(document, document.size()).body();
    } catch (ProblemException e) {
      throw new IllegalStateException(e);
    }
  }

  private static UnaryOperator<Bytes> signer(String type, int key) {
    return body -> SignedDocument.sign(type, body, TestCards.key(key)).encode();
  }

  private void documents(Bytes request) throws ProblemException {
    Approval approval =
        new Approval(
            Digest32.of(Seeds.bytes(random, 32)),
            Digest32.of(Seeds.bytes(random, 32)),
            random.nextLong(1L << 40),
            Bytes.of(Seeds.bytes(random, 64)));
    Reader approvals =
        bytes -> HexFormat.of().formatHex(ApprovalCodec.signedBytes(ApprovalCodec.decode(bytes)));
    corpus.add("approval", ApprovalCodec.encode(approval), approvals);
    Bytes small = request.size() < 400 ? request : Bytes.of(Seeds.bytes(random, 20));
    corpus.add(
        "delivery",
        BatchDeliveryCodec.encode(new BatchDelivery(small, List.of(approval))),
        bytes -> BatchDeliveryCodec.decode(bytes).request().hex());
    corpus.add(
        "signed",
        SignedBatchCodec.encode(signed(random)),
        bytes -> {
          int signed = SignedBatchCodec.decode(bytes).header().signedCount();
          return SignedBatchCodec.digest(bytes).bytes().hex() + " " + signed;
        });
    Receipt receipt =
        new Receipt(Samples.digest(1), Samples.digest(2), 1 + random.nextLong(100), settled());
    corpus.add(
        "receipt",
        ReceiptCodec.encode(receipt),
        bytes -> {
          String all =
              ReceiptCodec.decode(bytes).settled().stream()
                  .map(SpecReaderTest::settled)
                  .collect(Collectors.joining(","));
          return all.isEmpty() ? "none" : all;
        });
    JournalEntry entry =
        new JournalEntry(
            2 + random.nextLong(1_000),
            Digest32.of(Seeds.bytes(random, 32)),
            random.nextLong(1 + JournalEntry.LATEST_TIME),
            random.nextBoolean(),
            Samples.one(List.of(JournalEvent.values()), random),
            List.of(new Detail("ceremony", "4"), new Detail("reason", "one ü, two")));
    corpus.add(
        "journal",
        JournalCodec.encode(entry),
        bytes -> {
          JournalCodec.decode(bytes);
          return JournalCodec.hash(bytes).bytes().hex();
        });
  }

  private List<SettledSlot> settled() {
    List<SettledSlot> settled = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      LaneId lane = new LaneId(Samples.HOODI, Samples.one(Samples.ACCOUNTS, random));
      settled.add(
          new SettledSlot(
              new SlotId(lane, 10L * i + random.nextInt(9)),
              random.nextLong(1L << 30),
              Digest32.of(Seeds.bytes(random, 32)),
              random.nextBoolean() ? null : Digest32.of(Seeds.bytes(random, 32))));
    }
    return settled.stream().sorted().toList();
  }

  private static String settled(SettledSlot one) {
    return one.slot()
        + " "
        + one.block()
        + " "
        + one.blockHash().bytes().hex()
        + " "
        + one.usedBy().map(leaf -> leaf.bytes().hex()).orElse("");
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
}
