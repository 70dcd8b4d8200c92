package org.foresign.model.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upokecenter.cbor.CBORObject;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.card.Role;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.card.TestBytes;
import org.foresign.model.card.TestCards;
import org.foresign.model.document.SignedDocument;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Mutator;
import org.junit.jupiter.api.Test;

class JournalTest {
  private final List<Bytes> chain = chain(5, 1_790_000_000);

  @Test
  void entryIsWhatAnotherLibraryWritesAndTheJdkHashes() throws Exception {
    CBORObject map = CBORObject.NewMap();
    map.Add(1, 1);
    map.Add(2, 1);
    map.Add(3, new byte[32]);
    map.Add(4, 1_790_000_000);
    map.Add(5, true);
    map.Add(6, 2);
    CBORObject detail = CBORObject.NewArray();
    detail.Add("step").Add("1 ü");
    map.Add(7, CBORObject.NewArray().Add(detail));
    assertThat(chain.getFirst()).isEqualTo(TestBytes.canonical(map));
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    sha.update("foresign/journal/v1\0".getBytes());
    assertThat(JournalCodec.hash(chain.getFirst()))
        .isEqualTo(Digest32.of(sha.digest(chain.getFirst().toArray())));
  }

  @Test
  void aDamagedExportThatIsSignedAgainIsRefusedOrAnotherCanonicalOne() throws Exception {
    SignedIdentityCard vault = TestCards.signed(Role.VAULT, 3);
    JournalExport export =
        new JournalExport(TestCards.INSTANCE, vault.digest(), 1_790_000_100, chain.subList(0, 2));
    Bytes signed = JournalExportCodec.sign(export, TestCards.key(3));
    Mutator.of(
            SignedDocument.decode(signed, JournalExport.MAX_BYTES).body().toArray(),
            body ->
                JournalExportCodec.decode(
                    SignedDocument.sign("journal-export", Bytes.of(body), TestCards.key(3))
                        .encode(),
                    vault),
            read ->
                SignedDocument.decode(
                        JournalExportCodec.sign(read, TestCards.key(3)), JournalExport.MAX_BYTES)
                    .body()
                    .toArray(),
            ProblemException.class)
        .flips(3_000)
        .assertCanonical();
  }

  @Test
  void everyEntryIsCanonical() {
    Mutator.of(
            chain.get(1).toArray(),
            bytes -> JournalCodec.decode(Bytes.of(bytes)),
            entry -> JournalCodec.encode(entry).toArray(),
            ProblemException.class)
        .assertCanonical();
  }

  @Test
  void anIntactChainLeadsToItsHead() throws Exception {
    assertThat(JournalExportCodec.verify(chain)).isEqualTo(JournalCodec.hash(chain.getLast()));
    assertThat(JournalExportCodec.verify(chain.subList(2, 5)))
        .isEqualTo(JournalCodec.hash(chain.getLast()));
  }

  @Test
  void aRemovedRepeatedOrSwappedEntryIsNoticed() {
    for (int i = 1; i < 4; i++) {
      List<Bytes> removed = new ArrayList<>(chain);
      removed.remove(i);
      refuses(removed, JournalProblem.JOURNAL_GAP);
      List<Bytes> repeated = new ArrayList<>(chain);
      repeated.add(i, chain.get(i));
      refuses(repeated, JournalProblem.JOURNAL_GAP);
    }
  }

  @Test
  void aChangedEntryIsNoticedByTheNext() {
    List<Bytes> other = chain(5, 1_790_000_001);
    for (int i = 0; i < 4; i++) {
      List<Bytes> changed = new ArrayList<>(chain);
      changed.set(i, other.get(i));
      int at = i;
      assertThatThrownBy(() -> JournalExportCodec.verify(changed))
          .as("entry %d", at)
          .isInstanceOfSatisfying(
              ProblemException.class,
              e ->
                  assertThat(e.problem().code())
                      .isIn(JournalProblem.JOURNAL_LINK_BROKEN, JournalProblem.JOURNAL_TIME_BACK));
    }
  }

  @Test
  void timeAndPracticeMarkMayNotChange() {
    refuses(linked(entry(1, Digest32.ZERO, 100, true), 99, true), JournalProblem.JOURNAL_TIME_BACK);
    refuses(linked(entry(1, Digest32.ZERO, 100, true), 100, false), JournalProblem.JOURNAL_MIXED);
  }

  @Test
  void timeGoesBackByOfficersDecisionAloneAndByWhatItsEntryNames() throws Exception {
    JournalEntry first = entry(1, Digest32.ZERO, 100, true);
    assertThat(JournalExportCodec.verify(setBack(first, 40, "100", "40"))).isNotNull();
    // A reader who begins there knows no time of before.
    assertThat(JournalExportCodec.verify(setBack(first, 40, "100", "40").subList(1, 2)))
        .isNotNull();
    for (List<Bytes> wrong :
        List.of(
            setBack(first, 40, "99", "40"),
            setBack(first, 40, "101", "40"),
            setBack(first, 40, "100", "41"),
            setBack(first, 40, "0100", "40"),
            setBack(first, 40, "", "40"),
            setBack(first, 100, "100", "100"),
            setBack(first, 120, "100", "120"))) {
      refuses(wrong, JournalProblem.JOURNAL_TIME_BACK);
    }
    refuses(setBack(first, 40, "40", "40").subList(1, 2), JournalProblem.JOURNAL_TIME_BACK);
    Bytes alone =
        JournalCodec.encode(
            new JournalEntry(
                1, Digest32.ZERO, 40, true, JournalEvent.CLOCK_SET_BACK, times("100", "40")));
    refuses(List.of(alone), JournalProblem.JOURNAL_TIME_BACK);
  }

  private static List<Bytes> setBack(JournalEntry first, long time, String from, String to) {
    Bytes one = JournalCodec.encode(first);
    JournalEntry two =
        new JournalEntry(
            2, JournalCodec.hash(one), time, true, JournalEvent.CLOCK_SET_BACK, times(from, to));
    return List.of(one, JournalCodec.encode(two));
  }

  private static List<JournalEntry.Detail> times(String from, String to) {
    return List.of(
        new JournalEntry.Detail("from", from),
        new JournalEntry.Detail("to", to),
        new JournalEntry.Detail("reason", "a wrong date"));
  }

  @Test
  void anExportIsSignedAndRefusesEachChange() throws Exception {
    SignedIdentityCard vault = TestCards.signed(Role.VAULT, 3);
    JournalExport export =
        new JournalExport(TestCards.INSTANCE, vault.digest(), 1_790_000_100, chain);
    Bytes bytes = JournalExportCodec.sign(export, TestCards.key(3));
    assertThat(JournalExportCodec.decode(bytes, vault)).isEqualTo(export);
    Mutator.of(
            bytes.toArray(),
            b -> JournalExportCodec.decode(Bytes.of(b), vault),
            e -> JournalExportCodec.sign(e, TestCards.key(3)).toArray(),
            ProblemException.class)
        .flips(2_000)
        .oversize(JournalExport.MAX_BYTES + 1)
        .assertRejects();
    assertThatThrownBy(() -> JournalExportCodec.decode(bytes, TestCards.signed(Role.VAULT, 4)))
        .isInstanceOf(ProblemException.class);
  }

  private static List<Bytes> linked(JournalEntry first, long time, boolean practice) {
    Bytes one = JournalCodec.encode(first);
    return List.of(one, JournalCodec.encode(entry(2, JournalCodec.hash(one), time, practice)));
  }

  private static List<Bytes> chain(int length, long start) {
    List<Bytes> entries = new ArrayList<>();
    Digest32 head = Digest32.ZERO;
    for (int i = 1; i <= length; i++) {
      Bytes entry = JournalCodec.encode(entry(i, head, start + i - 1, true));
      head = JournalCodec.hash(entry);
      entries.add(entry);
    }
    return entries;
  }

  private static JournalEntry entry(long number, Digest32 previous, long time, boolean practice) {
    return new JournalEntry(
        number,
        previous,
        time,
        practice,
        JournalEvent.VAULT_UNLOCKED,
        List.of(new JournalEntry.Detail("step", number + " ü")));
  }

  private static void refuses(List<Bytes> entries, ProblemCode code) {
    assertThatThrownBy(() -> JournalExportCodec.verify(entries))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }
}
