package org.foresign.ui.text;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.foresign.model.text.OwnFile;

/**
 * What a window says, in one language, from a file {@code texts.properties} beside each home class
 * ({@code texts_de.properties} for German). {@code {0}} to {@code {9}} stand for what is put in.
 */
public final class Texts {
  private final Language language;
  private final Map<String, String> texts = new TreeMap<>();

  private Texts(Language language) {
    this.language = language;
  }

  /**
   * The kit's own texts and those beside the given classes, whose keys go before.
   *
   * @throws IllegalStateException if a file is missing
   */
  public static Texts of(Language language, Class<?>... homes) {
    Texts all = new Texts(language);
    all.load(Texts.class);
    List.of(homes).forEach(all::load);
    return all;
  }

  private void load(Class<?> home) {
    texts.putAll(OwnFile.rows(home, "texts" + language.suffix() + ".properties"));
  }

  public Language language() {
    return language;
  }

  /**
   * The text of a key.
   *
   * @throws IllegalArgumentException if there is none
   */
  public String get(String key, Object... arguments) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalArgumentException("no text for " + key);
    }
    return filled(text, arguments);
  }

  /**
   * A number with its noun, such as {@code 636 transactions}: the text {@code key.one} or {@code
   * key.many}.
   */
  public String count(String key, long number) {
    return get(key + (number == 1 ? ".one" : ".many"), Numbers.count(number));
  }

  /** All keys, for the tests that compare the languages. */
  public Set<String> keys() {
    return Collections.unmodifiableSet(texts.keySet());
  }

  /** One pass, so that what is put in is never read as a place to put something in. */
  private static String filled(String text, Object... arguments) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      boolean place = text.charAt(i) == '{' && i + 2 < text.length() && text.charAt(i + 2) == '}';
      if (place) {
        out.append(arguments[text.charAt(i + 1) - '0']);
        i += 2;
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }
}
