package org.foresign.desk.staking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.StakingProblem;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * The outer form of a deposit file: a list of flat objects, read as a stream with small limits and
 * without an idea of what the values mean.
 */
final class DepositJson {
  static final int MAX_BYTES = 4 << 20;
  static final int MAX_ENTRIES = 1000;
  private static final int MAX_FIELDS = 32;

  private final JsonFactory factory =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(MAX_BYTES)
                  .maxNestingDepth(4)
                  .maxNameLength(64)
                  .maxNumberLength(40)
                  .maxStringLength(1024)
                  .build())
          .build();

  /** One scalar of an entry. */
  record Scalar(JsonToken kind, String text) {}

  /**
   * One object of the list.
   *
   * @param faults what is wrong with its outer form, empty when nothing is
   */
  record Entry(Map<String, Scalar> fields, List<String> faults) {}

  /**
   * Reads the whole document before anybody looks at a value.
   *
   * @throws ProblemException if it is no complete list of objects or too large
   */
  List<Entry> read(byte[] document) throws ProblemException {
    if (document.length > MAX_BYTES) {
      throw tooLarge();
    }
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), document)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        throw other(OtherJson.named(parser));
      }
      if (first != JsonToken.START_ARRAY) {
        throw malformed(first == null ? "it is empty" : "it does not begin as a list");
      }
      List<Entry> entries = new ArrayList<>();
      for (JsonToken token = parser.nextToken();
          token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY) {
          throw other("a list inside the list, as of several files put into one: name each file");
        }
        if (token != JsonToken.START_OBJECT) {
          throw malformed("entry " + (entries.size() + 1) + " is no object");
        }
        if (entries.size() == MAX_ENTRIES) {
          throw tooLarge();
        }
        entries.add(readEntry(parser));
      }
      JsonToken next = parser.nextToken();
      if (next == JsonToken.START_ARRAY) {
        throw other("two lists joined in one file: name each file with a --stake of its own");
      }
      if (next != null) {
        throw malformed("something follows after the end of the list");
      }
      return entries;
    } catch (JacksonException e) {
      Problem problem = Problem.of(StakingProblem.DEPOSIT_JSON_MALFORMED, place(e));
      throw new ProblemException(problem, e);
    }
  }

  /** Breaches of a reading limit carry no place. */
  private static String place(JacksonException e) {
    @Nullable TokenStreamLocation place = e.getLocation();
    return place == null
        ? "a limit on depth or length is exceeded"
        : "line " + place.getLineNr() + ", column " + place.getColumnNr();
  }

  private static Entry readEntry(JsonParser parser) {
    Map<String, Scalar> fields = new LinkedHashMap<>();
    List<String> faults = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (!seen.add(name)) {
        faults.add("field " + printable(name) + " is there twice");
      }
      if (value.isStructStart()) {
        faults.add("field " + printable(name) + " holds a list or an object");
        parser.skipChildren();
      } else if (fields.size() < MAX_FIELDS) {
        fields.put(name, new Scalar(value, parser.getString()));
      } else if (faults.isEmpty()) {
        faults.add("it has more than " + MAX_FIELDS + " fields");
      }
    }
    return new Entry(fields, faults);
  }

  /** Names come from a stranger's file: only plain signs reach a screen. */
  static String printable(String text) {
    String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
    return plain.length() <= 40 ? plain : plain.substring(0, 40) + "...";
  }

  private static ProblemException malformed(String detail) {
    return Problem.of(StakingProblem.DEPOSIT_JSON_MALFORMED, detail).asException();
  }

  private static ProblemException other(String what) {
    return Problem.of(StakingProblem.DEPOSIT_JSON_OTHER, what).asException();
  }

  private static ProblemException tooLarge() {
    return Problem.of(StakingProblem.DEPOSIT_FILE_TOO_LARGE).asException();
  }
}
