package org.foresign.desk;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.foresign.desk.carry.ResultImport;
import org.foresign.desk.hold.CheckedWrites;
import org.foresign.store.Database;
import org.foresign.terminal.Prompt;
import org.foresign.testkit.HouseRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may import whom, as far as this module can see. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskArchTest {
  /** Engine packages, each of which may import those before it; cli and app may import all. */
  private static final List<String> ORDER =
      List.of(
          "settings",
          "log",
          "chain",
          "hold",
          "staking",
          "plan",
          "carry",
          "release",
          "work",
          "words");

  private final JavaClasses classes = HouseRules.mainClasses();

  @ParameterizedTest
  @MethodSource("rules")
  void theImportLawHolds(ArchRule rule) {
    rule.check(classes);
  }

  static Stream<ArchRule> rules() {
    return Stream.of(
            HouseRules.everywhere(),
            HouseRules.inOrder("org.foresign.desk", ORDER),
            List.of(
                HouseRules.withoutCycles("org.foresign.desk.."),
                noClasses()
                    .that()
                    .resideInAPackage("org.foresign.desk..")
                    .and()
                    .resideOutsideOfPackages("org.foresign.desk.cli..", "org.foresign.desk.app..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("picocli..", "org.foresign.command..")
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Prompt.class)
                    .because("a job has no face"),
                noClasses()
                    .that()
                    .resideOutsideOfPackages("org.foresign.desk.log..", "org.foresign.rehearsal..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                        "org.slf4j.spi..", "org.slf4j.helpers..", "org.slf4j.event..")
                    .because("who logs knows the facade alone"),
                noClasses()
                    .that()
                    .resideInAPackage("org.foresign.desk..")
                    .and()
                    .resideOutsideOfPackage("org.foresign.desk.app..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.foresign.usb..")
                    .because("the wiring alone knows by what parcels are carried"),
                classes()
                    .that()
                    .resideInAPackage("org.foresign.desk.chain")
                    .should()
                    .onlyDependOnClassesThat(
                        resideOutsideOfPackages("org.foresign.desk.chain.*..", "tools.jackson.."))
                    .because("what is known of a chain does not know how it is asked"),
                noClasses()
                    .that()
                    .resideOutsideOfPackages(
                        "org.foresign.desk.cli..",
                        "org.foresign.desk.app..",
                        "org.foresign.practice.story..",
                        "org.foresign.rehearsal..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.foresign.desk.cli..", "org.foresign.desk.app.."),
                noClasses()
                    .that()
                    .resideInAPackage("org.foresign.desk..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.foresign.vault..", "org.foresign.signer.."),
                noClasses()
                    .that()
                    .resideOutsideOfPackages("org.foresign.practice..", "org.foresign.rehearsal..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.foresign.practice..")
                    .because("practice is no part of the desk that holds what is of worth")))
        .flatMap(List::stream);
  }

  /**
   * The crash test kills at the points that {@link CheckedWrites} names; a write beside it has
   * none.
   */
  @ParameterizedTest
  @ValueSource(strings = {"update", "inTransaction"})
  void importAndReleaseWriteByTheirNamedWritePointsOnly(String method) {
    noClasses()
        .that()
        .resideInAnyPackage("org.foresign.desk.hold..", "org.foresign.desk.release..")
        .or()
        .areAssignableTo(ResultImport.class)
        .and()
        .areNotAssignableTo(CheckedWrites.class)
        .should()
        .callMethodWhere(
            target(owner(assignableTo(Database.class))).and(target(nameMatching(method))))
        .check(classes);
  }

  /** Text gets into a sealed column as bytes: there is a form for codes, and none for sentences. */
  @Test
  void heldLeavesAndDecisionsStoreNoText() {
    noClasses()
        .that()
        .resideInAnyPackage("org.foresign.desk.hold..", "org.foresign.desk.release..")
        .should()
        .callMethodWhere(
            target(owner(assignableTo(String.class))).and(target(nameMatching("getBytes"))))
        .because("what is stored is a code with arguments")
        .check(classes);
  }

  @Test
  void noSourceFileIsTooLong() {
    assertThat(
            HouseRules.tooLongSources(Path.of(System.getProperty("foresign.root"), "app-online")))
        .isEmpty();
  }
}
