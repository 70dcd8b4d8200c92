package org.foresign.model.journal;

import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborMapReader;
import org.foresign.codec.CborReader;
import org.foresign.codec.CborWriter;
import org.foresign.codec.Decoding;
import org.foresign.codec.Digest32;
import org.foresign.crypto.DomainTag;
import org.foresign.crypto.Sha256;
import org.foresign.model.problem.ProblemException;

/** Bytes and hash of a {@link JournalEntry} (docs/spec/journal.md). */
public final class JournalCodec {
  public static final int MAX_BYTES = 8 << 10;

  private JournalCodec() {}

  /**
   * @throws IllegalArgumentException if the entry is larger than {@link #MAX_BYTES}
   */
  public static Bytes encode(JournalEntry entry) {
    CborWriter out =
        new CborWriter()
            .map(7)
            .key(1)
            .uint(JournalEntry.VERSION)
            .key(2)
            .uint(entry.number())
            .key(3)
            .bytes(entry.previous().bytes())
            .key(4)
            .uint(entry.time())
            .key(5)
            .bool(entry.practice())
            .key(6)
            .uint(entry.event().code())
            .key(7)
            .array(entry.details().size());
    for (JournalEntry.Detail detail : entry.details()) {
      out.array(2).text(detail.name()).text(detail.value());
    }
    Bytes bytes = out.toBytes();
    if (bytes.size() > MAX_BYTES) {
      throw new IllegalArgumentException("a journal entry has at most " + MAX_BYTES + " bytes");
    }
    return bytes;
  }

  /**
   * @throws ProblemException with a {@link org.foresign.codec.CodecProblem}
   */
  public static JournalEntry decode(Bytes bytes) throws ProblemException {
    CborMapReader map = CborMapReader.open(bytes, MAX_BYTES, 7, JournalEntry.VERSION);
    long number = map.at(2).uint();
    Digest32 previous = map.at(3).digest32();
    long time = map.at(4).uint(JournalEntry.LATEST_TIME);
    boolean practice = map.at(5).bool();
    long event = map.at(6).uint();
    List<JournalEntry.Detail> details =
        map.at(7).list(JournalEntry.MAX_DETAILS, JournalCodec::detail);
    map.end();
    return Decoding.inRange(() ->
        new JournalEntry(number, previous, time, practice, JournalEvent.ofCode(event), details));
  }

  private static JournalEntry.Detail detail(CborReader reader) throws ProblemException {
    reader.arrayExactly(2);
    String name = reader.text(JournalEntry.MAX_NAME_BYTES);
    String value = reader.text(JournalEntry.MAX_VALUE_BYTES);
    return Decoding.inRange(() -> new JournalEntry.Detail(name, value));
  }

  /** The hash that the next entry names. */
  public static Digest32 hash(Bytes entry) {
    return Digest32.of(Sha256.hash(DomainTag.of("journal"), entry.toArray()));
  }
}
