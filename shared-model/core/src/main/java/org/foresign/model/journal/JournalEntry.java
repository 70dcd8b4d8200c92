package org.foresign.model.journal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Address;
import org.foresign.model.text.Spelling;

/**
 * One line of a hash-chained journal (docs/spec/journal.md).
 *
 * @param number from 1, without a gap
 * @param previous hash of the entry before; zero for the first
 * @param time vault time in seconds since 1970, not less than the entry before, unless it says so
 * @param details public facts in the order the event's spec names them
 */
public record JournalEntry(
    long number,
    Digest32 previous,
    long time,
    boolean practice,
    JournalEvent event,
    List<Detail> details) {
  public static final int VERSION = 1;

  /** The end of year 9999: no clock says more, and every way of writing a date can. */
  public static final long LATEST_TIME = 253_402_300_799L;

  public static final int MAX_DETAILS = 32;
  public static final int MAX_NAME_BYTES = 32;
  public static final int MAX_VALUE_BYTES = 512;

  public JournalEntry {
    details = List.copyOf(details);
    if (number < 1
        || time < 0
        || time > LATEST_TIME
        || (number == 1) != previous.equals(Digest32.ZERO)) {
      throw new IllegalArgumentException(
          "number, time or link of a journal entry is outside its range");
    }
    if (details.size() > MAX_DETAILS) {
      throw new IllegalArgumentException("a journal entry has at most 32 facts");
    }
  }

  /** Value of the first fact of that name. */
  public Optional<String> fact(String name) {
    return details.stream()
        .filter(detail -> detail.name().equals(name))
        .map(Detail::value)
        .findFirst();
  }

  /** A named public fact. */
  public record Detail(String name, String value) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public Detail {
      if (!NAME.matcher(name).matches() || name.length() > MAX_NAME_BYTES) {
        throw new IllegalArgumentException("a fact's name is lower-case words and hyphens");
      }
      if (!fits(value)) {
        throw new IllegalArgumentException("a fact is one line of at most 512 bytes");
      }
    }

    public static Detail of(String name, String value) {
      return new Detail(name, value);
    }

    public static Detail of(String name, long value) {
      return new Detail(name, Long.toString(value));
    }

    public static Detail of(String name, Digest32 value) {
      return new Detail(name, value.toString());
    }

    /** In hex, without 0x. */
    public static Detail of(String name, Bytes value) {
      return new Detail(name, value.hex());
    }

    public static Detail of(String name, Address value) {
      return new Detail(name, value.toString());
    }

    /** By its {@link Spelling}. */
    public static Detail of(String name, Enum<?> value) {
      return new Detail(name, Spelling.of(value));
    }

    /** Whether a journal can hold this text; what people type is asked here first. */
    public static boolean fits(String value) {
      return value.chars().noneMatch(Character::isISOControl)
          && value.getBytes(StandardCharsets.UTF_8).length <= MAX_VALUE_BYTES;
    }
  }
}
