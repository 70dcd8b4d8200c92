package org.foresign.desk.chain.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foresign.model.problem.ProblemException;

/**
 * What a server says for itself when it does not answer: a quota that is used up, a key that is
 * wrong, a page to log in at. Its words are for the person at the screen; what may be a key of ours
 * is taken out of them, and so is whatever could move a terminal.
 */
public final class ProviderWords {
  /** Code points; longer reasons are cut. */
  private static final int MOST = 300;

  /** Bytes that are searched for words. */
  private static final int LOOKED_AT = 16 << 10;

  private static final Pattern TITLE =
      Pattern.compile(
          "<(title|h1)[^<>]{0,200}>([^<>]{1,1000})<", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private ProviderWords() {}

  /** One line without keys of this endpoint, control signs and signs that turn the text around. */
  public static String clean(EndpointUrl url, String text) {
    StringBuilder clean = new StringBuilder();
    url.redact(text)
        .codePoints()
        .limit(MOST)
        .map(c -> Character.isISOControl(c) || !Character.isDefined(c) ? ' ' : c)
        .filter(c -> Character.getType(c) != Character.FORMAT)
        .forEach(clean::appendCodePoint);
    return clean.toString().strip();
  }

  /** The reason in the body of an answer that is none; empty when it has no words. */
  public static Optional<String> of(EndpointUrl url, byte[] body) {
    String text =
        new String(body, 0, Math.min(body.length, LOOKED_AT), StandardCharsets.UTF_8).strip();
    Optional<String> words = isPage(body) ? title(text) : json(url, body).or(() -> line(text));
    return words.map(w -> clean(url, w)).filter(w -> !w.isEmpty());
  }

  /** Whether the body is a web page, as log-in walls and proxies send them. */
  public static boolean isPage(byte[] body) {
    String start =
        new String(body, 0, Math.min(body.length, 64), StandardCharsets.UTF_8)
            .strip()
            .toLowerCase(Locale.ROOT);
    return start.startsWith("<");
  }

  private static Optional<String> title(String page) {
    Matcher title = TITLE.matcher(page);
    return title.find() ? Optional.of(title.group(2)) : Optional.empty();
  }

  private static Optional<String> line(String text) {
    boolean structured = text.startsWith("{") || text.startsWith("[");
    return structured ? Optional.empty() : text.lines().findFirst();
  }

  private static Optional<String> json(EndpointUrl url, byte[] body) {
    try {
      JsonAnswer root = new JsonAnswer(StrictJson.read(body, url.toString()), "answer");
      return of(root.isArray() ? root.items(1).stream().findFirst().orElse(root) : root);
    } catch (ProblemException e) {
      return Optional.empty(); // no JSON that we read: it has no words for us
    }
  }

  /** The text of an error object or of what stands where one should. */
  public static Optional<String> of(JsonAnswer answer) throws ProblemException {
    if (answer.isString()) {
      return Optional.of(answer.string());
    }
    if (!answer.isObject()) {
      return Optional.empty();
    }
    for (String name : new String[] {"error", "message", "detail", "reason"}) {
      Optional<JsonAnswer> inner = answer.optional(name);
      Optional<String> words = inner.isPresent() ? of(inner.get()) : Optional.empty();
      if (words.isPresent()) {
        return words;
      }
    }
    return Optional.empty();
  }

  /** Whether the words, or the code beside them, say that there were too many calls. */
  public static boolean saysLimit(long code, String words) {
    String lower = words.toLowerCase(Locale.ROOT);
    return code == 429
        || code == -32005 // EIP-1474: limit exceeded
        || lower.contains("quota")
        || lower.contains("rate limit")
        || lower.contains("too many")
        || lower.contains("compute units");
  }
}
