package org.foresign.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which classes of a module name which tables, read from the SQL in their sources. One class owns a
 * table: who wants something of it asks that class.
 */
public final class TableOwners {
  private static final Pattern TABLE = Pattern.compile("CREATE TABLE (\\w+)");

  /** One text, also when it is put together of several literals. */
  private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");

  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final Pattern NAMED = Pattern.compile("\\b(?:FROM|JOIN|INTO|UPDATE)\\s+(\\w+)");

  private static final Pattern STATE_BY_NUMBER =
      Pattern.compile(
          "\\b(?:state|effect)\\s+(?:INTEGER|(?:=|<>|IN \\(|NOT IN \\()\\s*\\d)|SET (?:state|effect) = \\d");

  private final Set<String> tables = new TreeSet<>();
  private final Map<String, Set<String>> owners = new TreeMap<>();
  private final List<String> byNumber = new ArrayList<>();

  private TableOwners() {}

  /**
   * Reads a module's schema and sources.
   *
   * @param schema within the module
   */
  public static TableOwners of(Path module, String schema) throws IOException {
    TableOwners owners = new TableOwners();
    String sql = Files.readString(module.resolve(schema));
    TABLE.matcher(sql).results().forEach(found -> owners.tables.add(found.group(1)));
    owners.lookForNumbers(schema, sql);
    try (Stream<Path> walk = Files.walk(module.resolve("src/main/java"))) {
      for (Path file : walk.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
        owners.read(String.valueOf(file.getFileName()), Files.readString(file));
      }
    }
    return owners;
  }

  private void read(String file, String source) {
    Matcher literals = LITERAL.matcher(JOINED.matcher(source).replaceAll(""));
    while (literals.find()) {
      String text = literals.group(1);
      NAMED
          .matcher(text)
          .results()
          .map(found -> found.group(1))
          .filter(tables::contains)
          .forEach(table -> owners.computeIfAbsent(table, key -> new TreeSet<>()).add(file));
      lookForNumbers(file, text);
    }
  }

  private void lookForNumbers(String file, String text) {
    STATE_BY_NUMBER.matcher(text).results().forEach(f -> byNumber.add(file + ": " + f.group()));
  }

  public Set<String> tables() {
    return tables;
  }

  /** Tables that more than one class names, with those classes. */
  public Map<String, Set<String>> shared() {
    Map<String, Set<String>> shared = new TreeMap<>(owners);
    shared.values().removeIf(files -> files.size() < 2);
    return shared;
  }

  /** Where a state is a number in SQL. */
  public List<String> statesByNumber() {
    return List.copyOf(byNumber);
  }
}
