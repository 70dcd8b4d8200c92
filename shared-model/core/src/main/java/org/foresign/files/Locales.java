package org.foresign.files;

import java.util.Map;

/**
 * Says which variable of the environment keeps names with other letters than ASCII from working.
 */
final class Locales {
  private Locales() {}

  /** The first of the variables that is set decides, by POSIX. */
  static String hint(Map<String, String> environment) {
    for (String variable : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = environment.getOrDefault(variable, "");
      if (!value.isEmpty()) {
        return variable
            + "="
            + value
            + " has no signs for this name; set LC_ALL=C.UTF-8 and run the command again";
      }
    }
    return "no locale is set that has signs for this name; set LC_ALL=C.UTF-8 and run it again";
  }
}
