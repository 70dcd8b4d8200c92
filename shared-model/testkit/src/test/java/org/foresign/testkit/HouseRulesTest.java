package org.foresign.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compiles small offences and sees each rule find its own. */
class HouseRulesTest {
  private static final String APPROVED =
      "package org.foresign.model.policy; public final class ApprovedBatch {}";
  private static final String ACCESS =
      "package org.foresign.secret; public final class SecretAccess {"
          + " public static SecretAccess grant() { return new SecretAccess(); } }";

  @TempDir Path folder;

  private record Offence(String name, String... sources) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Offence> offences() {
    return Stream.of(
        new Offence(
            "core uses a database",
            "package org.foresign.codec; class Bad { java.sql.Connection c; }"),
        new Offence(
            "core uses a network address",
            "package org.foresign.model.eth; class Bad { java.net.InetAddress a; }"),
        new Offence(
            "store uses a signer",
            "package org.foresign.signer; public class Good {}",
            "package org.foresign.store; class Bad { org.foresign.signer.Good g; }"),
        new Offence(
            "signer api uses a signer",
            "package org.foresign.signer.local; public class Good {}",
            "package org.foresign.signer; class Bad { org.foresign.signer.local.Good g; }"),
        new Offence(
            "planner talks to the network",
            "package org.foresign.desk.plan; class Bad { java.net.http.HttpClient c; }"),
        new Offence(
            "a view of the chain talks to the network",
            "package org.foresign.desk.chain.rpc; class Bad { java.net.http.HttpClient c; }"),
        new Offence(
            "engine prints",
            "package org.foresign.vault.judge; class Bad { void f() { System.out.println(); } }"),
        new Offence(
            "somebody else approves",
            APPROVED,
            "package org.foresign.vault.judge;"
                + " class Bad { Object o = new org.foresign.model.policy.ApprovedBatch(); }"),
        new Offence(
            "somebody else claims",
            "package org.foresign.signer; public final class ClaimedBatch {}",
            "package org.foresign.vault.sign;"
                + " class Bad { Object o = new org.foresign.signer.ClaimedBatch(); }"),
        new Offence(
            "somebody else proves possession",
            "package org.foresign.signer; public final class PossessionTask {}",
            "package org.foresign.vault.cli;"
                + " class Bad { Object o = new org.foresign.signer.PossessionTask(); }"),
        new Offence(
            "somebody grants access to secrets",
            ACCESS,
            "package org.foresign.vault.keys;"
                + " class Bad { Object o = org.foresign.secret.SecretAccess.grant(); }"),
        new Offence(
            "weak randomness",
            "package org.foresign.vault.keys; class Bad { Object o = new java.util.Random(); }"),
        new Offence(
            "the vault starts a process",
            "package org.foresign.vault.keys; class Bad { Object o = new ProcessBuilder(); }"),
        new Offence(
            "the vault starts a process by another door",
            "package org.foresign.vault.cli; class Bad {"
                + " void f() throws java.io.IOException { Runtime.getRuntime().exec(\"ls\"); } }"),
        new Offence(
            "the desk starts a process",
            "package org.foresign.desk.app; class Bad { Object o = new ProcessBuilder(); }"),
        new Offence(
            "the desk serves",
            "package org.foresign.desk.chain;"
                + " class Bad { com.sun.net.httpserver.HttpServer server; }"),
        new Offence("a name that says nothing", "package org.foresign.store; class BadManager {}"));
  }

  @ParameterizedTest
  @MethodSource("offences")
  void eachOffenceIsFoundAndNamed(Offence offence) throws IOException {
    List<String> violations = violations(HouseRules.everywhere(), withMarks(offence.sources));
    assertThat(violations).isNotEmpty().allSatisfy(text -> assertThat(text).contains("Bad"));
  }

  @Test
  void aPackageWithoutItsMarkIsFound() throws IOException {
    assertThat(
            violations(
                HouseRules.everywhere(), List.of("package org.foresign.store; class Unmarked {}")))
        .singleElement()
        .asString()
        .contains("Unmarked is not null-marked");
  }

  @Test
  void whatIsAllowedIsNotFound() throws IOException {
    List<String> sources =
        withMarks(
            APPROVED,
            ACCESS,
            "package org.foresign.store; class Rows { java.sql.Connection c; }",
            "package org.foresign.desk.chain.http; class Link { java.net.http.HttpClient c; }",
            "package org.foresign.vault.cli; class Out { void f() { System.out.println(); } }",
            "package org.foresign.vault.sign;"
                + " class Maker { Object o = new org.foresign.model.policy.ApprovedBatch(); }",
            "package org.foresign.vault.app;"
                + " class Wiring { Object o = org.foresign.secret.SecretAccess.grant(); }");
    assertThat(violations(HouseRules.everywhere(), sources)).isEmpty();
  }

  @Test
  void aCycleInTheCoreIsFound() throws IOException {
    List<ArchRule> rules = List.of(HouseRules.coreWithoutCycles());
    String codec = "package org.foresign.codec; public class Codec { %s }";
    String crypto = "package org.foresign.crypto; public class Crypto { %s }";
    String uses = "org.foresign.crypto.Crypto c;";
    assertThat(violations(rules, List.of(codec.formatted(uses), crypto.formatted("")))).isEmpty();
    assertThat(
            violations(
                rules,
                List.of(codec.formatted(uses), crypto.formatted("org.foresign.codec.Codec c;"))))
        .isNotEmpty();
  }

  @Test
  void importsFollowTheOrder() throws IOException {
    List<ArchRule> rules = HouseRules.inOrder("org.foresign.vault", List.of("keys", "sign"));
    String keys = "package org.foresign.vault.keys; public class Keys { %s }";
    String sign = "package org.foresign.vault.sign; public class Sign { %s }";

    assertThat(
            violations(
                rules,
                List.of(keys.formatted(""), sign.formatted("org.foresign.vault.keys.Keys k;"))))
        .isEmpty();
    assertThat(
            violations(
                rules,
                List.of(keys.formatted("org.foresign.vault.sign.Sign s;"), sign.formatted(""))))
        .singleElement()
        .asString()
        .contains("org.foresign.vault.keys.Keys.s");
  }

  @Test
  void aSourceFileBeyondTheLimitIsFound() throws IOException {
    Path main = Files.createDirectories(folder.resolve("m/src/main/java/a"));
    Files.write(main.resolve("Long.java"), List.of("// line\n".repeat(401).split("\n")));
    Files.write(main.resolve("Short.java"), List.of("// line\n".repeat(400).split("\n")));
    assertThat(HouseRules.tooLongSources(folder.resolve("m")))
        .containsExactly(Path.of("a", "Long.java") + " has 401 lines");
  }

  private List<String> violations(List<ArchRule> rules, List<String> sources) throws IOException {
    JavaClasses classes = compile(sources);
    List<String> found = new ArrayList<>();
    for (ArchRule rule : rules) {
      found.addAll(rule.evaluate(classes).getFailureReport().getDetails());
    }
    return found;
  }

  private static List<String> withMarks(String... sources) {
    List<String> all = new ArrayList<>(List.of(sources));
    for (String source : sources) {
      String name = source.substring("package ".length(), source.indexOf(';'));
      String mark = "@org.jspecify.annotations.NullMarked package " + name + ";";
      if (!all.contains(mark)) {
        all.add(mark);
      }
    }
    return all;
  }

  private JavaClasses compile(List<String> sources) throws IOException {
    Path target = Files.createTempDirectory(folder, "classes");
    Path source = Files.createTempDirectory(folder, "sources");
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", target.toString()));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    for (int i = 0; i < sources.size(); i++) {
      String text = sources.get(i);
      boolean mark = text.startsWith("@");
      String name = mark ? "package-info" : text.replaceFirst("(?s).*?class (\\w+).*", "$1");
      Path file = Files.createDirectories(source.resolve("" + i)).resolve(name + ".java");
      Files.writeString(file, text);
      arguments.add(file.toString());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter out = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                out,
                null,
                null,
                arguments.subList(0, 5),
                null,
                compiler
                    .getStandardFileManager(null, null, null)
                    .getJavaFileObjectsFromStrings(arguments.subList(5, arguments.size())))
            .call();
    assertThat(compiled).as(out.toString()).isTrue();
    return new ClassFileImporter().importPath(target);
  }
}
