package org.foresign.practice.story;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.foresign.testkit.HouseRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The story plays the desk and starts the vault as a program; it knows nothing else of the vault.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PracticeStoryArchTest {
  private final JavaClasses classes = HouseRules.mainClasses();

  @ParameterizedTest
  @MethodSource("rules")
  void theImportLawHolds(ArchRule rule) {
    rule.check(classes);
  }

  static Stream<ArchRule> rules() {
    return Stream.of(
            HouseRules.everywhere(),
            List.of(
                noClasses()
                    .that()
                    .resideInAPackage("org.foresign.practice.story..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.foresign.vault..", "org.foresign.signer.."),
                noClasses()
                    .that()
                    .resideOutsideOfPackage("org.foresign.practice..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.foresign.practice..")))
        .flatMap(List::stream);
  }

  @Test
  void noSourceFileIsTooLong() {
    Path module = Path.of(System.getProperty("foresign.root"), "installers/practice-story");
    assertThat(HouseRules.tooLongSources(module)).isEmpty();
  }
}
