package org.foresign;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.foresign.testkit.HouseRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may import whom, as far as this module can see. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoreArchTest {
  private final JavaClasses classes = HouseRules.mainClasses();

  @ParameterizedTest
  @MethodSource("rules")
  void theImportLawHolds(ArchRule rule) {
    rule.check(classes);
  }

  static Stream<ArchRule> rules() {
    return Stream.concat(
        HouseRules.everywhere().stream(), Stream.of(HouseRules.coreWithoutCycles()));
  }

  @Test
  void noSourceFileIsTooLong() {
    assertThat(
            HouseRules.tooLongSources(
                Path.of(System.getProperty("foresign.root"), "shared-model/core")))
        .isEmpty();
  }
}
