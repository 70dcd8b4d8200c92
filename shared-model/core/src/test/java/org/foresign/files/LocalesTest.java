package org.foresign.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which variable decides is said by POSIX, base definitions, 8.2. */
class LocalesTest {
  @Test
  void namesTheVariableThatDecides() {
    Map<String, String> all = Map.of("LC_ALL", "C", "LC_CTYPE", "POSIX", "LANG", "de_DE.UTF-8");
    assertThat(Locales.hint(all)).startsWith("LC_ALL=C has no signs for this name");
    assertThat(Locales.hint(Map.of("LC_CTYPE", "POSIX", "LANG", "de_DE.UTF-8")))
        .startsWith("LC_CTYPE=POSIX has no signs");
    assertThat(Locales.hint(Map.of("LANG", "C", "LC_NUMERIC", "de_DE.UTF-8")))
        .startsWith("LANG=C has no signs");
  }

  @Test
  void passesOverVariablesThatAreEmpty() {
    assertThat(Locales.hint(Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", "C")))
        .startsWith("LANG=C ");
    assertThat(Locales.hint(Map.of("LC_ALL", ""))).startsWith("no locale is set");
    assertThat(Locales.hint(Map.of())).startsWith("no locale is set").contains("LC_ALL=C.UTF-8");
  }
}
