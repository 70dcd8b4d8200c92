package org.foresign.desk.plan;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.foresign.codec.Bytes;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * A heading and rows of fields between commas (RFC 4180, without line breaks in fields), as
 * spreadsheets write them: with a byte order mark, quotes and empty rows. What else they write,
 * such as semicolons, is named as what it is.
 */
final class CsvRows {
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final List<String> names;
  private final List<Row> rows;

  private CsvRows(List<String> names, List<Row> rows) {
    this.names = names;
    this.rows = rows;
  }

  /** The fields of a line by their columns' names; a column that is not there is empty. */
  record Row(int line, Map<String, String> fields) {
    String field(String name) {
      return fields.getOrDefault(name, "");
    }
  }

  List<Row> rows() {
    return rows;
  }

  /** In the order of the heading. */
  List<String> names() {
    return names;
  }

  /**
   * Reads a whole file.
   *
   * @param known the names that columns may have; the first ones are needed
   * @param needed how many
   * @throws ProblemException naming the line
   */
  static CsvRows read(Bytes file, List<String> known, int needed) throws ProblemException {
    String text = text(file);
    if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      text = text.substring(1);
    }
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || lines.getFirst().isBlank()) {
      throw problem(1, lines.isEmpty() ? "the file is empty" : "the heading is missing");
    }
    List<String> names = heading(lines.getFirst(), known, needed);
    List<Row> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      List<String> fields = fields(i + 1, lines.get(i));
      if (fields.stream().allMatch(String::isEmpty)) {
        continue;
      }
      if (fields.size() != names.size()) {
        throw problem(i + 1, misfit(fields.size(), names.size()));
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int at = 0; at < names.size(); at++) {
        row.put(names.get(at), fields.get(at));
      }
      rows.add(new Row(i + 1, row));
    }
    return new CsvRows(names, rows);
  }

  private static String misfit(int fields, int names) {
    return "has "
        + fields
        + " fields, the heading "
        + names
        + (fields > names ? "; an amount with a comma counts as two: write a point" : "");
  }

  private static List<String> heading(String line, List<String> known, int needed)
      throws ProblemException {
    List<String> names = new ArrayList<>();
    for (String name : fields(1, line)) {
      String plain = name.toLowerCase(Locale.ROOT);
      if (plain.isEmpty()) {
        throw problem(
            1, "column " + (names.size() + 1) + " has no name; delete columns that are empty");
      }
      if (!known.contains(plain)) {
        throw problem(1, stranger(line, name, names.size(), known));
      }
      if (names.contains(plain)) {
        throw problem(1, "column " + plain + " twice");
      }
      names.add(plain);
    }
    List<String> wanted = known.subList(0, needed);
    if (!names.containsAll(wanted)) {
      throw problem(1, "the heading needs " + String.join(" and ", wanted));
    }
    return names;
  }

  /** Why a heading is none: other separators, no heading at all, or a column of another name. */
  private static String stranger(String line, String name, int before, List<String> known) {
    for (char separator : new char[] {';', '\t', '|'}) {
      if (line.indexOf(separator) >= 0) {
        return "the columns stand between "
            + (separator == ';' ? "semicolons" : separator == '\t' ? "tabs" : "bars")
            + "; save the file with commas, and amounts with a point";
      }
    }
    if (before == 0 && fieldsOfData(line)) {
      return "the heading is missing; the first line is to be " + String.join(",", known);
    }
    return "unknown column " + name + "; columns are " + String.join(", ", known);
  }

  private static boolean fieldsOfData(String line) {
    return line.matches(".*(0x[0-9a-fA-F]{40}|,\\s*\"?[0-9]).*");
  }

  /** A field can not contain a line break here. */
  private static List<String> fields(int number, String line) throws ProblemException {
    List<String> fields = new ArrayList<>();
    int at = 0;
    while (true) {
      StringBuilder field = new StringBuilder();
      if (at < line.length() && line.charAt(at) == '"') {
        at = quoted(number, line, at + 1, field);
      } else {
        while (at < line.length() && line.charAt(at) != ',') {
          field.append(line.charAt(at++));
        }
      }
      fields.add(field.toString().strip());
      if (at >= line.length()) {
        return fields;
      }
      if (line.charAt(at) != ',') {
        throw problem(number, "something follows a closing quote");
      }
      at++;
    }
  }

  private static int quoted(int number, String line, int start, StringBuilder field)
      throws ProblemException {
    int at = start;
    while (at < line.length()) {
      if (line.charAt(at) != '"') {
        field.append(line.charAt(at++));
      } else if (at + 1 < line.length() && line.charAt(at + 1) == '"') {
        field.append('"');
        at += 2;
      } else {
        return at + 1;
      }
    }
    throw problem(number, "a quote is not closed");
  }

  private static String text(Bytes file) throws ProblemException {
    byte[] bytes = file.toArray();
    if (bytes.length >= 2 && (bytes[0] & 0xff) + (bytes[1] & 0xff) == 0xff + 0xfe) {
      throw problem(1, "the file is UTF-16 text; save it as UTF-8");
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw new ProblemException(
          Problem.of(PlanProblem.PLAN_PAYMENTS_FILE, "the file is not UTF-8 text"), e);
    }
  }

  static ProblemException problem(int line, String finding) {
    return Problem.of(PlanProblem.PLAN_PAYMENTS_FILE, "line " + line, finding).asException();
  }
}
