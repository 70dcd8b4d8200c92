package org.foresign.desk.chain.http;

import java.net.InetAddress;
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
  private static final String THIS_MACHINE = "localhost";

  private final URI target;
  private final @Nullable String userInfo;
  private final boolean loopback;
  private final String machine;

  private EndpointUrl(URI target, @Nullable String userInfo) {
    this.target = target;
    this.userInfo = userInfo;
    String host = oneForm(target.getHost());
    this.loopback = host.equals(THIS_MACHINE);
    this.machine = loopback ? host + ":" + port(target) : host;
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
                  + withoutFinalDot(uri.getHost().toLowerCase(Locale.ROOT))
                  + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                  + (uri.getRawPath() == null ? "" : uri.getRawPath())
                  + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
      return new EndpointUrl(target, uri.getUserInfo());
    } catch (URISyntaxException e) {
      throw refused("it is not a URL");
    } catch (IllegalArgumentException e) {
      throw refused("its host is no address");
    }
  }

  /** With it a name is the same one, written to the end. */
  private static String withoutFinalDot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  /**
   * One form of each host: the many names and addresses of this machine, and an address of version
   * 4 that is written as one of version 6. A name with signs beyond ASCII is no host of a URI.
   */
  private static String oneForm(String host) {
    boolean version6 = host.startsWith("[");
    if (!version6 && !host.matches("[0-9.]+")) {
      return host.endsWith(".localhost") ? THIS_MACHINE : host; // RFC 6761, section 6.3
    }
    String literal = version6 ? host.replaceAll("[\\[\\]]|%.*", "") : host;
    InetAddress address = InetAddress.ofLiteral(literal);
    // To connect to "any address" is to connect to this machine.
    return address.isLoopbackAddress() || address.isAnyLocalAddress()
        ? THIS_MACHINE
        : address.getHostAddress();
  }

  private static int port(URI target) {
    if (target.getPort() >= 0) {
      return target.getPort();
    }
    return target.getScheme().equals("https") ? 443 : 80;
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
    return machine;
  }

  /** Whether anybody on the way can read and change what is said: http to another machine. */
  public boolean isUnprotected() {
    return target.getScheme().equals("http") && !loopback;
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
