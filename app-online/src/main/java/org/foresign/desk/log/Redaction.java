package org.foresign.desk.log;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foresign.model.text.ShownText;

/**
 * Takes out of a line what a log must not hold, whoever wrote it: user info, path and query of
 * URLs, where providers put keys; credentials of a header; values that are named a key or secret;
 * and bytes longer than a hash, for they may be a signed transaction.
 */
final class Redaction {
  private static final int MOST_SIGNS = 1_000;
  private static final String GONE = "…";

  private static final Pattern URL = Pattern.compile("(?i)([a-z][a-z0-9+.-]*://)([^\\s\"'<>]+)");

  private static final Pattern CREDENTIALS =
      Pattern.compile("(?i)\\b(basic|bearer)\\s+[a-z0-9+/=._~-]{6,}");

  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)([a-z0-9_-]*(?:key|token|secret|password|passphrase|mnemonic)[\"']?\\s*[=:]\\s*)"
              + "(\"[^\"]*\"|'[^']*'|[^\\s&,;}]+)");

  private static final Pattern LONG_BYTES = Pattern.compile("(?i)(?:0x)?[0-9a-f]{65,}");

  private Redaction() {}

  /** One harmless line of bounded length. */
  static String of(String text) {
    String clean = URL.matcher(text).replaceAll(Redaction::place);
    clean = CREDENTIALS.matcher(clean).replaceAll("$1 " + GONE);
    clean = NAMED.matcher(clean).replaceAll("$1" + GONE);
    clean = LONG_BYTES.matcher(clean).replaceAll(GONE);
    String line = ShownText.line(clean);
    return line.length() <= MOST_SIGNS ? line : line.substring(0, MOST_SIGNS) + GONE;
  }

  /** Scheme, host and port. Where an @ stands behind them, nobody knows which part is the host. */
  private static String place(MatchResult url) {
    String rest = url.group(2);
    String authority = rest.split("[/?#\\\\]", 2)[0];
    boolean unclear = rest.indexOf('@', authority.length()) >= 0;
    String host = unclear ? "" : authority.substring(authority.lastIndexOf('@') + 1);
    boolean whole = host.equals(rest) || rest.equals(host + "/");
    return Matcher.quoteReplacement(
        url.group(1) + host + (whole ? "" : host.isEmpty() ? GONE : "/" + GONE));
  }
}
