package org.foresign.ui;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
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

/** The kit knows the core and JavaFX; no package of it depends on itself by way of others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UiArchTest {
  private final JavaClasses classes = HouseRules.mainClasses();

  @ParameterizedTest
  @MethodSource("rules")
  void theImportLawHolds(ArchRule rule) {
    rule.check(classes);
  }

  static Stream<ArchRule> rules() {
    return Stream.concat(
        HouseRules.everywhere().stream(),
        Stream.of(
            HouseRules.withoutCycles("org.foresign.ui.."),
            noClasses()
                .that()
                .resideInAPackage("org.foresign.ui.text..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("javafx.."),
            noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("javafx.scene.input.Clipboard")
                .because("the vault has no clipboard")));
  }

  @Test
  void noSourceFileIsTooLong() {
    assertThat(
            HouseRules.tooLongSources(
                Path.of(System.getProperty("foresign.root"), "shared-model/ui-kit")))
        .isEmpty();
  }
}
