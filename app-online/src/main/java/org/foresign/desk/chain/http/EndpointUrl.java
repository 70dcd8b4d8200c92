package org.foresign.desk.chain.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Where an endpoint is. Providers put keys into user info, path and query, so none of these is ever
 * part of a text: {@link #toString} shows scheme, host and port only.
 */
public final class EndpointUrl {
  private static final int MAX_LENGTH = 2000;
  private static final int SHORTEST_SECRET = 4;

  private final URI target;
  private final @Nullable String userInfo;

  private EndpointUrl(URI target, @Nullable String userInfo) {
    this.target = target;
    this.userInfo = userInfo;
  }

  /**
   * Reads an http or https URL with a host and without a fragment.
   *
   * @throws ProblemException ENDPOINT_REFUSED, without repeating the text
   */
  public static EndpointUrl parse(String text) throws ProblemException {
    try {
      if (text.length() > MAX_LENGTH) {
        throw refused("longer than " + MAX_LENGTH + " signs");
      }
      URI uri = new URI(text);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (!scheme.equals("http") && !scheme.equals("https")) {
        throw refused("it does not begin with http:// or https://");
      }
      if (uri.getHost() == null || uri.getRawFragment() != null || uri.getPort() == 0) {
        throw refused("it has no host, a port 0 or a fragment");
      }
      URI target =
          new URI(
              scheme
                  + "://"
                  + uri.getHost().toLowerCase(Locale.ROOT)
                  + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                  + (uri.getRawPath() == null ? "" : uri.getRawPath())
                  + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
      return new EndpointUrl(target, uri.getUserInfo());
    } catch (URISyntaxException e) {
      throw refused("it is not a URL");
    }
  }

  private static ProblemException refused(String why) {
    return Problem.of(ChainProblem.ENDPOINT_REFUSED, why).asException();
  }

  /** The address to connect to, without user info. Never print it. */
  URI target() {
    return target;
  }

  /** The address of an interface below this one, such as {@code /eth/v1/beacon/genesis}. */
  URI below(String path) {
    String base = target.getRawPath() == null ? "" : target.getRawPath();
    String query = target.getRawQuery();
    String joined = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    String suffix = query == null ? "" : (path.contains("?") ? "&" : "?") + query;
    return URI.create(target.getScheme() + "://" + target.getRawAuthority() + joined + suffix);
  }

  /** Value of the Authorization header, when the URL carries user info. Never print it. */
  Optional<String> authorization() {
    return Optional.ofNullable(userInfo)
        .map(
            u -> "Basic " + Base64.getEncoder().encodeToString(u.getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether the address carries a name and password. */
  public boolean hasPassword() {
    return userInfo != null;
  }

  /** Takes everything that may be a key of this endpoint out of a text that came from it. */
  String redact(String text) {
    String clean = text;
    for (String secret : secrets()) {
      clean = clean.replace(secret, "…");
    }
    return clean;
  }

  private List<String> secrets() {
    List<String> found = new ArrayList<>();
    if (userInfo != null) {
      found.add(userInfo);
      found.addAll(List.of(userInfo.split(":", 2)));
      authorization().ifPresent(a -> found.add(a.substring("Basic ".length())));
    }
    for (String raw : new String[] {target.getRawQuery(), target.getQuery()}) {
      if (raw != null) {
        found.add(raw);
        for (String pair : raw.split("&", -1)) {
          found.add(pair.substring(pair.indexOf('=') + 1));
        }
      }
    }
    for (String raw : new String[] {target.getRawPath(), target.getPath()}) {
      if (raw != null) {
        found.addAll(List.of(raw.split("/", -1)));
      }
    }
    found.removeIf(s -> s.length() < SHORTEST_SECRET);
    found.sort((a, b) -> Integer.compare(b.length(), a.length()));
    return found;
  }

  /** Who answers there: a host, and on this machine the port as well. */
  public String machine() {
    return isLoopback() ? target.getHost() + ":" + target.getPort() : target.getHost();
  }

  private boolean isLoopback() {
    String host = target.getHost();
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
  }

  /** Whether anybody on the way can read and change what is said: http to another machine. */
  public boolean isUnprotected() {
    return target.getScheme().equals("http") && !isLoopback();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EndpointUrl that && target.equals(that.target);
  }

  @Override
  public int hashCode() {
    return target.hashCode();
  }

  @Override
  public String toString() {
    boolean more =
        userInfo != null
            || target.getRawQuery() != null
            || (target.getRawPath() != null && target.getRawPath().length() > 1);
    return target.getScheme() + "://" + target.getRawAuthority() + (more ? "/…" : "");
  }
}
