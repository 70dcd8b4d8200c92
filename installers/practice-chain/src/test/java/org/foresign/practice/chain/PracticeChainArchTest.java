package org.foresign.practice.chain;

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

/** The practice chain stands in for a node, so it knows the core and neither program. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PracticeChainArchTest {
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
                    .resideInAPackage("org.foresign.practice.chain..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                        "org.foresign.desk..",
                        "org.foresign.vault..",
                        "org.foresign.store..",
                        "org.foresign.nativelib..",
                        "org.foresign.signer..",
                        "org.foresign.usb..",
                        "org.foresign.practice.story..")))
        .flatMap(List::stream);
  }

  @Test
  void noSourceFileIsTooLong() {
    Path module = Path.of(System.getProperty("foresign.root"), "installers/practice-chain");
    assertThat(HouseRules.tooLongSources(module)).isEmpty();
  }
}
