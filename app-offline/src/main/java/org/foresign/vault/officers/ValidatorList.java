package org.foresign.vault.officers;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.foresign.files.NamedFile;
import org.foresign.model.eth.Network;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.WithdrawalCredentials;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads keys and credentials of validators that somebody attests to be ours, from a deposit file or
 * from a CSV of two columns, whole or not at all. The vault has a reader of its own because the
 * desk's is out of its reach by the import law, and because it needs two fields only: whether the
 * deposits themselves are sound is judged when they are signed.
 */
public final class ValidatorList {
  private static final int MAX_BYTES = 8 << 20;
  private static final int MAX_ENTRIES = 5_000;
  private static final int MAX_TEXT = 1_024;
  private static final Pattern KEY = Pattern.compile("(0x)?[0-9a-fA-F]{96}");
  private static final Pattern CREDENTIALS = Pattern.compile("(0x)?[0-9a-fA-F]{64}");

  /** What a line of hex has and a heading has not. */
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{16}");

  private static final String KEY_FIELD = "pubkey";
  private static final String CREDENTIALS_FIELD = "withdrawal_credentials";
  private static final String FORK_FIELD = "fork_version";

  private ValidatorList() {}

  /** One validator of the list. */
  public record Entry(BlsPublicKey key, WithdrawalCredentials credentials) {}

  /**
   * Reads a {@code deposit_data-*.json}.
   *
   * @throws ProblemException with {@link OfficerProblem#ENROL_FILE_REFUSED}
   */
  public static List<Entry> readDepositFile(Path file, Network network) throws ProblemException {
    byte[] content = NamedFile.read(file, MAX_BYTES);
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxStringLength(MAX_TEXT)
                    .maxNameLength(64)
                    .maxNumberLength(32)
                    .build())
            .build();
    List<Entry> entries = new ArrayList<>();
    try (JsonParser json = factory.createParser(ObjectReadContext.empty(), content)) {
      require(json.nextToken() == JsonToken.START_ARRAY, "not a list");
      while (json.nextToken() != JsonToken.END_ARRAY) {
        String where = "entry " + (entries.size() + 1);
        require(json.currentToken() == JsonToken.START_OBJECT, where + " is no object");
        Map<String, String> fields = fields(json, where);
        String fork = network.genesisFork().bytes().hex();
        require(
            fork.equals(plain(fields.getOrDefault(FORK_FIELD, ""))),
            where + " is not for " + network.name());
        entries.add(
            entry(
                fields.getOrDefault(KEY_FIELD, ""),
                fields.getOrDefault(CREDENTIALS_FIELD, ""),
                where));
        require(entries.size() <= MAX_ENTRIES, "more than " + MAX_ENTRIES + " entries");
      }
      require(json.nextToken() == null, "more follows after the list");
    } catch (JacksonException e) {
      throw new ProblemException(
          Problem.of(OfficerProblem.ENROL_FILE_REFUSED, "not JSON of this form"), e);
    }
    return distinct(entries);
  }

  /**
   * Reads lines of {@code key,credentials} in hex; blank lines and lines that begin with # do not
   * count.
   *
   * @throws ProblemException with {@link OfficerProblem#ENROL_FILE_REFUSED}
   */
  public static List<Entry> readCsv(Path file) throws ProblemException {
    byte[] content = NamedFile.read(file, MAX_BYTES);
    require(!isWide(content), "the file is UTF-16: save it as UTF-8");
    String text = new String(content, StandardCharsets.UTF_8);
    if (text.startsWith("\ufeff")) {
      text = text.substring(1);
    }
    List<Entry> entries = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\r?\n", -1)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.replaceAll("[\\s,]", "").isEmpty()) {
        continue;
      }
      require(line.indexOf(';') < 0, "line " + number + " has semicolons: write commas");
      require(line.indexOf('\t') < 0, "line " + number + " has tabs: write commas");
      require(
          number > 1 || HEX.matcher(line).find(),
          "line 1 is a heading: begin it with # or leave it out");
      String[] columns = line.split(",", -1);
      require(columns.length == 2, "line " + number + " has not two columns");
      entries.add(entry(columns[0].strip(), columns[1].strip(), "line " + number));
      require(entries.size() <= MAX_ENTRIES, "more than " + MAX_ENTRIES + " entries");
    }
    return distinct(entries);
  }

  /** Whether it begins as a spreadsheet's "Unicode text" does. */
  private static boolean isWide(byte[] content) {
    return content.length > 1
        && ((content[0] == (byte) 0xff && content[1] == (byte) 0xfe)
            || (content[0] == (byte) 0xfe && content[1] == (byte) 0xff));
  }

  private static Map<String, String> fields(JsonParser json, String where) throws ProblemException {
    Map<String, String> fields = new HashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      require(name != null && value.isScalarValue(), where + " holds more than plain values");
      require(
          fields.put(name, String.valueOf(json.getString())) == null,
          where + " says " + name + " twice");
    }
    return fields;
  }

  private static Entry entry(String key, String credentials, String where) throws ProblemException {
    require(KEY.matcher(key).matches(), where + " has no key of 48 bytes");
    require(CREDENTIALS.matcher(credentials).matches(), where + " has no credentials of 32 bytes");
    Entry entry =
        new Entry(BlsPublicKey.parseHex(key), WithdrawalCredentials.parseHex(credentials));
    require(
        entry.credentials().kind().plannable(), where + " does not pay to an account's address");
    return entry;
  }

  private static List<Entry> distinct(List<Entry> entries) throws ProblemException {
    require(!entries.isEmpty(), "no entry");
    Set<BlsPublicKey> keys = new HashSet<>();
    for (Entry entry : entries) {
      require(keys.add(entry.key()), "a key twice: " + entry.key());
    }
    return entries;
  }

  private static String plain(String hex) {
    String lower = hex.toLowerCase(Locale.ROOT);
    return lower.startsWith("0x") ? lower.substring(2) : lower;
  }

  private static void require(boolean fine, String found) throws ProblemException {
    if (!fine) {
      throw Problem.of(OfficerProblem.ENROL_FILE_REFUSED, found).asException();
    }
  }
}
