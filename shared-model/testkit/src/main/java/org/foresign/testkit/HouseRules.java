package org.foresign.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import com.tngtech.archunit.lang.syntax.elements.ClassesThat;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The rules that hold in every module; each module adds who may import whom. */
public final class HouseRules {
  /** Lines of one source file; a longer class has more than one job. */
  public static final int MOST_LINES = 400;

  private static ClassesThat<ClassesShouldConjunction> noneOutside(String room) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(room, "org.foresign.rehearsal..")
        .should()
        .dependOnClassesThat();
  }

  private static DescribedPredicate<JavaMethodCall> calls(String what, String owner, String name) {
    return DescribedPredicate.describe(
        what, call -> call.getTargetOwner().getName().equals(owner) && call.getName().equals(name));
  }

  private static final String ROOT = "org.foresign";

  /** Packages of the core: values, codecs and pure rules. */
  private static final String[] CORE = {
    "org.foresign.codec..",
    "org.foresign.crypto..",
    "org.foresign.secret..",
    "org.foresign.carry..",
    "org.foresign.files..",
    "org.foresign.terminal..",
    "org.foresign.words..",
    "org.foresign.model.."
  };

  private HouseRules() {}

  /** All main classes of ours on the class path of this test. */
  public static JavaClasses mainClasses() {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .withImportOption(location -> !location.contains("testkit"))
        .importPackages(ROOT);
  }

  /** The rules of the house and of the shared modules. */
  public static List<ArchRule> everywhere() {
    List<ArchRule> rules = new ArrayList<>();
    rules.add(
        noClasses()
            .that()
            .resideOutsideOfPackages("org.foresign.desk..", "org.foresign.rehearsal..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.slf4j..")
            .because("only the desk keeps a log"));
    rules.add(
        classes()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .onlyDependOnClassesThat(
                inAnyPackage(
                    with(
                        CORE,
                        "java.lang..",
                        "java.util..",
                        "java.io..",
                        "java.math..",
                        "java.nio..",
                        "java.security..",
                        "java.text..",
                        "java.time..",
                        "javax.crypto..",
                        "org.jspecify.annotations..",
                        "org.bouncycastle..",
                        ""))));
    rules.add(
        noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .and()
            .resideOutsideOfPackage("org.foresign.crypto..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle.."));
    rules.add(onlyOurs("org.foresign.store..", "org.foresign.store.."));
    rules.add(onlyOurs("org.foresign.usb..", "org.foresign.usb.."));
    rules.add(onlyOurs("org.foresign.command..", "org.foresign.command..", "org.foresign.store.."));
    rules.add(onlyOurs("org.foresign.nativelib..", "org.foresign.nativelib.."));
    rules.add(onlyOurs("org.foresign.ui..", "org.foresign.ui.."));
    rules.add(onlyOurs("org.foresign.signer", "org.foresign.signer"));
    rules.add(
        onlyOurs(
            "org.foresign.signer.local..", "org.foresign.signer", "org.foresign.signer.local.."));
    rules.add(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "org.foresign.store..",
                "org.foresign.desk..",
                "org.foresign.vault..",
                "org.foresign.rehearsal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite.."));
    rules.add(noneOutside("org.foresign.desk.chain.http..").resideInAPackage("java.net.http.."));
    rules.add(
        noneOutside("org.foresign.practice.chain..").resideInAPackage("com.sun.net.httpserver.."));
    rules.add(noneOutside("org.foresign.vault.judge..").resideInAPackage("org.web3j.."));
    rules.add(
        noClasses()
            .that()
            .resideInAnyPackage("org.foresign..cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("javafx.."));
    rules.add(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "org.foresign..cli..", "org.foresign.command..", "org.foresign.rehearsal..")
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
            .because("only a command line prints"));
    rules.add(madeOnlyIn("org.foresign.vault.sign..", "org.foresign.model.policy.ApprovedBatch"));
    rules.add(madeOnlyIn("org.foresign.vault.journal..", "org.foresign.signer.ClaimedBatch"));
    rules.add(madeOnlyIn("org.foresign.vault.sign..", "org.foresign.signer.PossessionTask"));
    rules.add(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "org.foresign..app..", "org.foresign.practice.story..", "org.foresign.rehearsal..")
            .should()
            .callMethodWhere(
                calls("it grants SecretAccess", "org.foresign.secret.SecretAccess", "grant"))
            .because("the right to raw secrets is handed out in the wiring alone"));
    rules.add(
        noneOutside("org.foresign.practice.story..")
            .haveFullyQualifiedName("java.lang.ProcessBuilder")
            .orShould()
            .callMethodWhere(calls("it starts a process", "java.lang.Runtime", "exec"))
            .because("no secret is handed to another process"));
    rules.add(
        noneOutside("org.foresign.practice.chain..")
            .haveFullyQualifiedName("java.util.Random")
            .because("randomness comes from SecureRandom"));
    rules.add(
        noClasses()
            .should()
            .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl)")
            .because("a name says what the thing is for"));
    rules.add(classes().should(liveInNullMarkedPackages()));
    return rules.stream().map(rule -> rule.allowEmptyShould(true)).toList();
  }

  /** What is judged, claimed and signed passes through one door each. */
  private static ArchRule madeOnlyIn(String room, String type) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(room, "org.foresign.rehearsal..")
        .should()
        .callConstructorWhere(
            DescribedPredicate.describe(
                "it makes a " + type, call -> call.getTargetOwner().getName().equals(type)))
        .because("only " + room + " makes it");
  }

  /** No package of the core depends on itself by way of others. */
  public static ArchRule coreWithoutCycles() {
    return withoutCycles(CORE);
  }

  /** No package among these, as ArchUnit writes them, depends on itself by way of others. */
  public static ArchRule withoutCycles(String... packages) {
    DescribedPredicate<JavaClass> among = JavaClass.Predicates.resideInAnyPackage(packages);
    return SlicesRuleDefinition.slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return among.test(type)
                    ? SliceIdentifier.of(type.getPackageName())
                    : SliceIdentifier.ignore();
              }

              @Override
              public String getDescription() {
                return "packages in " + String.join(", ", packages);
              }
            })
        .should()
        .beFreeOfCycles();
  }

  /**
   * Packages in a fixed order: each may import the ones before it and none after it.
   *
   * @param prefix the app's package
   */
  public static List<ArchRule> inOrder(String prefix, List<String> names) {
    List<ArchRule> rules = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String[] later =
          names.subList(i + 1, names.size()).stream()
              .map(name -> prefix + "." + name + "..")
              .toArray(String[]::new);
      if (later.length > 0) {
        rules.add(
            noClasses()
                .that()
                .resideInAPackage(prefix + "." + names.get(i) + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(later)
                .because("imports follow the order " + String.join(", ", names))
                .allowEmptyShould(true));
      }
    }
    return rules;
  }

  /** Source files under a module's main folder that are longer than {@link #MOST_LINES}. */
  public static List<String> tooLongSources(Path module) {
    Path main = module.resolve("src/main/java");
    try (Stream<Path> walk = Files.walk(main)) {
      List<String> tooLong = new ArrayList<>();
      for (Path file : walk.filter(path -> path.toString().endsWith(".java")).toList()) {
        int lines = Files.readAllLines(file).size();
        if (lines > MOST_LINES) {
          tooLong.add(main.relativize(file) + " has " + lines + " lines");
        }
      }
      return tooLong;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ArchRule onlyOurs(String from, String... allowed) {
    return classes()
        .that()
        .resideInAPackage(from)
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.<JavaClass>describe(
                    "are not ours", target -> !target.getPackageName().startsWith(ROOT))
                .or(inAnyPackage(with(CORE, allowed))));
  }

  private static DescribedPredicate<JavaClass> inAnyPackage(String... packages) {
    return JavaClass.Predicates.resideInAnyPackage(packages);
  }

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }

  private static ArchCondition<JavaClass> liveInNullMarkedPackages() {
    return new ArchCondition<>("live in a package that is marked @NullMarked") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        boolean marked =
            item.getPackage().tryGetAnnotationOfType(NullMarked.class).isPresent()
                || item.getSimpleName().equals("package-info");
        events.add(new SimpleConditionEvent(item, marked, item.getName() + " is not null-marked"));
      }
    };
  }
}
