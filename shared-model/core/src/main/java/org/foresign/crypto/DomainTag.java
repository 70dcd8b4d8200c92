package org.foresign.crypto;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The bytes that begin every hash and signature input of ours, so that nothing made for one purpose
 * is valid for another: ASCII {@code foresign/<name>/v1} and one zero byte.
 */
public final class DomainTag {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private DomainTag() {}

  /**
   * @param name such as {@code batch-digest}: lower-case words and hyphens
   */
  public static byte[] of(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a domain tag is lower-case words and hyphens: " + name);
    }
    return ("foresign/" + name + "/v1\0").getBytes(StandardCharsets.US_ASCII);
  }
}
