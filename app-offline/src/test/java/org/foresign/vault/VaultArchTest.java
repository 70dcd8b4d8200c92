package org.foresign.vault;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.foresign.signer.local.LocalProvider;
import org.foresign.signer.local.LocalSigner;
import org.foresign.terminal.Prompt;
import org.foresign.testkit.HouseRules;
import org.foresign.vault.journal.ComparedSheet;
import org.foresign.vault.judge.JudgeService;
import org.foresign.vault.judge.JudgedBatch;
import org.foresign.vault.keys.OfficerKey;
import org.foresign.vault.keys.VaultCreation;
import org.foresign.vault.lock.LockState;
import org.foresign.vault.sign.BatchSigningService;
import org.foresign.vault.work.SheetComparison;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may import whom, as far as this module can see. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VaultArchTest {
  /** Engine packages, each of which may import those before it; cli and app may import all. */
  private static final List<String> ORDER =
      List.of(
          "lock",
          "settings",
          "journal",
          "keys",
          "officers",
          "receive",
          "judge",
          "sign",
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
            HouseRules.inOrder("org.foresign.vault", ORDER),
            List.of(
                HouseRules.withoutCycles("org.foresign.vault.."),
                noClasses()
                    .that()
                    .resideOutsideOfPackages(
                        "org.foresign.vault.cli..",
                        "org.foresign.vault.app..",
                        "org.foresign.rehearsal..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.foresign.vault.cli..", "org.foresign.vault.app.."),
                noClasses()
                    .that()
                    .resideInAPackage("org.foresign.vault..")
                    .and()
                    .resideOutsideOfPackages("org.foresign.vault.cli..", "org.foresign.vault.app..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("picocli..", "org.foresign.command..")
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Prompt.class)
                    .because("a workflow has no face: it asks through its own small interfaces"),
                noClasses()
                    .that()
                    .resideInAPackage("org.foresign.vault..")
                    .and()
                    .resideOutsideOfPackage("org.foresign.vault.app..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.foresign.usb..")
                    .because("the wiring alone knows by what parcels are carried"),
                noClasses()
                    .that()
                    .resideInAPackage("org.foresign.vault..")
                    .and()
                    .resideOutsideOfPackage("org.foresign.vault.app..")
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(LocalSigner.class)
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(LocalProvider.class)
                    .because("an account names a kind of signer; the wiring alone knows which"),
                noClasses()
                    .that()
                    .resideInAPackage("org.foresign.vault..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.foresign.desk.."),
                noClasses()
                    .that()
                    .resideInAPackage("org.foresign.vault..")
                    .should()
                    .dependOnClassesThat(
                        DescribedPredicate.describe(
                            "are network types",
                            type ->
                                type.getPackageName().equals("java.net")
                                    && !type.getName().equals("java.net.URI")
                                    && !type.getName().equals("java.net.URL"))),
                noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName("org.foresign.vault.lock.LockState")
                    .should()
                    .accessField(LockState.class, "OFF_FOR_TEST")
                    .because("there is no switch"),
                noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName(JudgeService.class.getName())
                    .should()
                    .callConstructorWhere(target(owner(equivalentTo(JudgedBatch.class))))
                    .because("only a batch that was read twice and weighed is signed"),
                noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName(SheetComparison.class.getName())
                    .and()
                    .doNotHaveFullyQualifiedName(OfficerKey.class.getName())
                    .should()
                    .callConstructorWhere(target(owner(equivalentTo(ComparedSheet.class))))
                    .because("what gives the paper a new line is given to who compared the last"),
                noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName(VaultCreation.class.getName())
                    .should()
                    .callMethod(
                        OfficerKey.class, "ofNewVault", SecretBytes.class, SecretAccess.class)
                    .because("only a vault that is being made has a sheet without a line")))
        .flatMap(List::stream);
  }

  @Test
  void aClaimIsReadBackInItsTransaction() {
    assertThat(classes.get(BatchSigningService.class).getMethodCallsFromSelf())
        .filteredOn(call -> call.getTarget().getFullName().contains("LedgerCheck.requireWritten("))
        .hasSize(1);
  }

  @Test
  void whatIsJudgedIsReadTwice() {
    assertThat(classes.get(JudgeService.class).getMethodCallsFromSelf())
        .filteredOn(call -> call.getTarget().getFullName().contains("SecondReader.compare("))
        .hasSize(2);
  }

  @Test
  void noSourceFileIsTooLong() {
    assertThat(
            HouseRules.tooLongSources(Path.of(System.getProperty("foresign.root"), "app-offline")))
        .isEmpty();
  }
}
