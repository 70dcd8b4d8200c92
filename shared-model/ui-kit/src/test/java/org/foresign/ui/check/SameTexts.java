package org.foresign.ui.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.foresign.ui.text.Language;
import org.foresign.ui.text.Texts;

/** Compares the languages of a window: no key is missing, no place to put something in differs. */
public final class SameTexts {
  private static final Pattern PLACE = Pattern.compile("\\{\\d}");

  private SameTexts() {}

  /** A line for each difference between English and another language. */
  public static List<String> faults(Class<?>... homes) {
    List<String> faults = new ArrayList<>();
    Texts english = Texts.of(Language.ENGLISH, homes);
    for (Language language : Language.values()) {
      Texts other = Texts.of(language, homes);
      Set<String> keys = new TreeSet<>(english.keys());
      keys.addAll(other.keys());
      for (String key : keys) {
        if (!other.keys().contains(key) || !english.keys().contains(key)) {
          faults.add(language + " or English lacks " + key);
        } else if (!places(english, key).equals(places(other, key))) {
          faults.add(language + " has other places in " + key);
        }
      }
    }
    return faults;
  }

  private static Set<String> places(Texts texts, String key) {
    return PLACE
        .matcher(texts.get(key, "{0}", "{1}", "{2}", "{3}", "{4}", "{5}"))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
