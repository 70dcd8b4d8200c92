package org.foresign.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.foresign.testkit.ReadOnlyFolder;
import org.foresign.testkit.Skips;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher in a folder of its own, with a JDK and a Maven that only say what they are told. */
class LauncherTest {
  private static final String SAY_ARGUMENTS =
      "#!/bin/sh\necho \"java of $0\"\nfor a in \"$@\"; do echo \"arg $a\"; done\n"
          + "env | sed 's/^/env /'\n";

  @TempDir Path folder;
  private Path root;
  private Path jdk;
  private Path maven;
  private final Map<String, String> environment = new HashMap<>();

  private record Answer(int exitCode, String out, String err) {}

  @BeforeEach
  void layOut() throws IOException {
    Skips.unless(Files.isExecutable(Path.of("/bin/sh")), "the launcher needs a POSIX shell");
    root = Files.createDirectories(folder.resolve("a place/foresign"));
    Path original = Path.of(System.getProperty("foresign.root"));
    Files.copy(original.resolve("foresign"), root.resolve("foresign"));
    executable(root.resolve("foresign"), Files.readString(root.resolve("foresign")));
    Files.createDirectories(root.resolve("installers"));
    Files.copy(
        original.resolve("installers/vault-modules.txt"),
        root.resolve("installers/vault-modules.txt"));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    Files.createDirectories(root.resolve("app-online/src/main/java"));
    Files.writeString(root.resolve("app-online/src/main/java/A.java"), "class A {}");
    jdk = makeJdk("jdk-25", "25.0.3", "JDK");
    maven = folder.resolve("maven/bin/mvn");
    environment.put("FORESIGN_JAVA_HOME", jdk.toString());
    environment.put("M2_HOME", folder.resolve("maven").toString());
    environment.put("HOME", folder.toString());
    environment.put("PATH", "/usr/bin:/bin");
    fakeMaven("3.8.7", 0);
  }

  @Test
  void buildsOnceAndThenOnlyWhatIsStale() throws Exception {
    assertThat(launch("desk", "--version").exitCode()).isZero();
    assertThat(mavenRuns()).hasSize(1);

    assertThat(launch("desk", "--version").err()).isEmpty();
    assertThat(mavenRuns()).hasSize(1);

    Files.setLastModifiedTime(
        root.resolve("app-online/src/main/java/A.java"),
        FileTime.from(Instant.now().plusSeconds(60)));
    launch("desk", "--version");
    assertThat(mavenRuns()).hasSize(2);
  }

  @Test
  void aSourceThatWentAwayIsStaleToo() throws Exception {
    launch("desk");
    FileTime later = FileTime.from(Instant.now().plusSeconds(60));
    Files.delete(root.resolve("app-online/src/main/java/A.java"));
    Files.setLastModifiedTime(root.resolve("app-online/src/main/java"), later);

    launch("desk");

    assertThat(mavenRuns()).hasSize(2);
  }

  @Test
  void aJarThatWentAwayIsStaleToo() throws Exception {
    launch("desk");
    Files.delete(folder.resolve("lib.jar"));

    launch("desk");

    assertThat(mavenRuns()).hasSize(2);
  }

  @Test
  void aChildOfARunNeverBuilds() throws Exception {
    launch("desk");
    Files.setLastModifiedTime(
        root.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
    environment.put("FORESIGN_NO_BUILD", "1");

    assertThat(launch("vault").exitCode()).isZero();

    assertThat(mavenRuns()).hasSize(1);
  }

  @Test
  void aFailedBuildIsReportedAndTriedAgain() throws Exception {
    fakeMaven("3.8.7", 1);
    Answer first = launch("desk");
    assertThat(first.exitCode()).isEqualTo(70);
    assertThat(first.err()).contains("[ERROR] it does not compile");

    launch("desk");
    assertThat(mavenRuns()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "17.0.15, JDK",
    "24.0.1, JDK",
    "25.0.3, JRE",
    "not a version, JDK",
  })
  void aNamedJdkThatWillNotDoIsRefused(String version, String image) throws Exception {
    environment.put("FORESIGN_JAVA_HOME", makeJdk("other", version, image).toString());
    Answer answer = launch("desk");
    assertThat(answer.exitCode()).isEqualTo(69);
    assertThat(answer.err()).contains("is not a JDK 25 or newer");
  }

  @ParameterizedTest
  @CsvSource({"25, JDK", "25-ea, JDK", "26.0.1, JDK"})
  void aNewerJdkWillDo(String version, String image) throws Exception {
    environment.put("FORESIGN_JAVA_HOME", makeJdk("other", version, image).toString());
    assertThat(launch("desk").out()).contains("java of " + folder.resolve("other"));
  }

  @Test
  void aFolderWithoutCompilerIsNoJdk() throws Exception {
    Files.delete(jdk.resolve("bin/javac"));
    assertThat(launch("desk").exitCode()).isEqualTo(69);
  }

  @Test
  void anOlderJavaHomeIsPassedOverForTheOneOnThePath() throws Exception {
    environment.remove("FORESIGN_JAVA_HOME");
    environment.put("JAVA_HOME", makeJdk("old", "17.0.15", "JDK").toString());
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("javac"), jdk.resolve("bin/javac"));
    environment.put("PATH", bin + ":/usr/bin:/bin");

    assertThat(launch("desk").out()).contains("java of " + jdk);
  }

  @Test
  void anOldMavenIsRefusedWithAWord() throws Exception {
    fakeMaven("3.6.3", 0);
    Answer answer = launch("desk");
    assertThat(answer.exitCode()).isEqualTo(69);
    assertThat(answer.err()).contains("Maven 3.6.3").contains("3.8.6 or newer");
  }

  @ParameterizedTest
  @CsvSource({"3.8.7, 1", "3.9.11, 0"})
  void mavenArgumentsAreAddedWhereMavenDoesNotReadThem(String version, int times) throws Exception {
    fakeMaven(version, 0);
    environment.put("MAVEN_ARGS", "-Dmaven.repo.local=/nowhere/a");
    environment.put("FORESIGN_MAVEN_ARGS", "-Dmine=1");
    launch("desk");
    assertThat(mavenRuns().getFirst().split("maven.repo.local", -1)).hasSize(times + 1);
    assertThat(mavenRuns().getFirst()).contains("-Dmine=1");
  }

  @Test
  void bothStartUndumpableAndWithACleanEnvironment() throws Exception {
    List<String> foreign =
        List.of(
            "JAVA_TOOL_OPTIONS",
            "_JAVA_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "CLASSPATH",
            "LD_PRELOAD",
            "LD_AUDIT",
            "LD_LIBRARY_PATH",
            "GCONV_PATH",
            "DYLD_INSERT_LIBRARIES",
            "DYLD_LIBRARY_PATH");
    foreign.forEach(variable -> environment.put(variable, "/nowhere/evil"));

    assertThat(launch("desk", "leaves").out())
        .contains("arg -XX:+DisableAttachMechanism")
        .contains("arg -XX:-HeapDumpOnOutOfMemoryError")
        .contains("arg -XX:-CreateCoredumpOnCrash")
        .contains("arg org.foresign.desk.app.DeskMain\narg leaves\n")
        .contains("env HOME=")
        .doesNotContain("evil");
    String out = launch("vault", "journal", "verify").out();

    assertThat(out)
        .contains("arg --limit-modules")
        .contains("arg java.base,java.logging,java.sql")
        .contains("arg -XX:+DisableAttachMechanism")
        .contains("arg -XX:-HeapDumpOnOutOfMemoryError")
        .contains("arg -XX:-CreateCoredumpOnCrash")
        .contains("arg org.foresign.vault.app.VaultMain\narg journal\narg verify\n")
        .contains("env HOME=")
        .doesNotContain("evil");
  }

  /** With the group mapped, too, programs of the user outside could read the vault's memory. */
  @Test
  void inAUserNamespaceOnlyTheUsersNumberIsMapped() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    executable(
        bin.resolve("unshare"),
        "#!/bin/sh\n[ \"$1\" = -n ] && exit 1\n[ \"$4\" = true ] && exit\n"
            + "echo \"unshare $*\"\nshift 4\nexec \"$@\"\n");
    executable(bin.resolve("id"), "#!/bin/sh\necho 4711\n");
    environment.put("PATH", bin + ":/usr/bin:/bin");

    assertThat(launch("vault").out())
        .contains("unshare -U -n --map-user=4711 -- " + jdk.resolve("bin/java"))
        .contains("arg org.foresign.vault.app.VaultMain\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"desk", "vault"})
  void theUsersHomeIsWhatHomeSays(String program) throws Exception {
    environment.put("HOME", folder.resolve("für mich").toString());
    assertThat(launch(program).out())
        .contains("arg -Duser.home=" + folder.resolve("für mich") + "\n");

    environment.put("HOME", "not/absolute");
    assertThat(launch(program).out()).doesNotContain("user.home");
    environment.remove("HOME");
    assertThat(launch(program).out()).doesNotContain("user.home");
  }

  @ParameterizedTest
  @CsvSource({"LANG, C", "LC_ALL, POSIX", "LANG, tlh_QO.UTF-8", "LC_ALL, tlh_QO.UTF-8"})
  void aLocaleWithoutUmlautsIsReplaced(String variable, String value) throws Exception {
    environment.put(variable, value);
    assertThat(launch("vault").out()).contains("env LC_ALL=C.UTF-8\n");
  }

  @Test
  void aLocaleWithUmlautsStays() throws Exception {
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("LANG", "C");
    assertThat(launch("vault").out()).contains("env LC_ALL=C.UTF-8\n", "env LANG=C\n");
  }

  @Test
  void whereNothingCanBeBuiltItSaysSo() throws Exception {
    Files.createFile(root.resolve("build"));

    Answer answer = launch("desk", "--version");

    assertThat(answer.exitCode()).isEqualTo(69);
    assertThat(answer.err())
        .contains("not built yet", root + " can't be written", "copy it to a folder of yours")
        .doesNotContain("foresign: line");
    assertThat(mavenRuns()).isEmpty();
  }

  @Test
  void whatIsBuiltRunsWhereNothingCanBeWritten() throws Exception {
    launch("desk");
    List<String> readOnly = new ArrayList<>(ReadOnlyFolder.commandPrefixOrSkip(root));
    readOnly.addAll(List.of(root.resolve("foresign").toString(), "desk"));

    assertThat(run(readOnly).exitCode()).isZero();

    Files.setLastModifiedTime(
        root.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
    Answer stale = run(readOnly);
    assertThat(stale.exitCode()).isEqualTo(69);
    assertThat(stale.err()).contains("changed since it was built", "FORESIGN_NO_BUILD=1");
    assertThat(mavenRuns()).hasSize(1);
  }

  /** As the guide says: the release belongs to one user, and another one signs with it. */
  @Test
  void anotherUserMayReadWhatIsBuilt() throws Exception {
    launch("desk");
    for (String path : List.of("build", "build/stamp", "app-online/target")) {
      assertThat(Files.getPosixFilePermissions(root.resolve(path)))
          .contains(PosixFilePermission.OTHERS_READ)
          .doesNotContain(PosixFilePermission.OTHERS_WRITE);
    }
    assertThat(Files.getPosixFilePermissions(root.resolve("app-online/target/run-time.classpath")))
        .contains(PosixFilePermission.OTHERS_READ);
  }

  @Test
  void practiceIsAProgramOfItsOwn() throws Exception {
    assertThat(launch("practice", "--headless").out())
        .contains("arg -XX:+DisableAttachMechanism", "arg -Xmx192m")
        .contains("arg org.foresign.practice.story.PracticeMain\narg --headless\n");
  }

  @Test
  void anUnknownCommandIsWrongUsage() throws Exception {
    assertThat(launch("dance").exitCode()).isEqualTo(2);
    assertThat(launch("help").exitCode()).isZero();
  }

  @Test
  void aRunThroughALinkFindsItsRoot() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), root.resolve("foresign"));
    assertThat(run(List.of(link.toString(), "desk")).out()).contains("-Dforesign.root=" + root);
  }

  @Test
  void totalsAreSummedFromTheReportsWithTheReasonsOfSkips() throws Exception {
    Path reports = Files.createDirectories(root.resolve("app-online/target/surefire-reports.next"));
    Files.writeString(
        reports.resolve("TEST-A.xml"),
        """
        <testsuite name="A" tests="5" errors="0" skipped="2" failures="1">
          <testcase name="a" classname="A" time="0"/>
          <testcase name="b" classname="A" time="0">
            <skipped message="no node here"/>
          </testcase>
          <testcase name="c" classname="A" time="0">
            <failure message="x">trace</failure>
          </testcase>
          <testcase name="d" classname="A" time="0"></testcase>
          <testcase name="e" classname="A" time="0">
            <skipped type="x.TestAbortedException"><![CDATA[x.TestAbortedException: \
        Assumption failed: no moon here
        	at x.y(Z.java:1)
        ]]></skipped>
          </testcase>
        </testsuite>
        """);

    Answer answer = launch("test");

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.out())
        .contains("skipped: 1 x no node here\n")
        .contains("skipped: 1 x no moon here\n")
        .contains("failed: A.c\n")
        .endsWith("2 passed, 1 failed, 2 skipped\n");
  }

  private Answer launch(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(root.resolve("foresign").toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private Answer run(List<String> command) throws Exception {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Answer(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private List<String> mavenRuns() throws IOException {
    Path log = folder.resolve("maven.log");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  private Path makeJdk(String name, String version, String image) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    Files.createDirectories(home.resolve("bin"));
    executable(home.resolve("bin/java"), SAY_ARGUMENTS);
    executable(home.resolve("bin/javac"), "#!/bin/sh\n");
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\nIMAGE_TYPE=\"" + image + "\"\n");
    return home;
  }

  /** A Maven that leaves what a build would leave, or fails. */
  private void fakeMaven(String version, int exitCode) throws IOException {
    Files.createDirectories(maven.getParent());
    String library = folder.resolve("lib.jar").toString();
    executable(
        maven,
        "#!/bin/sh\n"
            + "if [ \"$1\" = -v ]; then echo 'Apache Maven "
            + version
            + " (x)'; exit 0; fi\n"
            + "echo \"$*\" >> '"
            + folder.resolve("maven.log")
            + "'\n"
            + (exitCode == 0 ? "" : "echo '[ERROR] it does not compile'; exit 1\n")
            + ": > '"
            + library
            + "'\n"
            + "for app in app-online app-offline installers/practice-story; do mkdir -p $app/target;"
            + " printf '%s' '"
            + library
            + "' > $app/target/run-time.classpath; done\n"
            + "if [ -d app-online/target/surefire-reports.next ]; then\n"
            + "  mv app-online/target/surefire-reports.next app-online/target/surefire-reports\n"
            + "fi\n"
            + "echo '[INFO] BUILD SUCCESS'\n");
  }

  private void markNpmToolsAsThere() throws IOException {
    Map<String, String> versions = new HashMap<>();
    for (String line : Files.readAllLines(root.resolve("foresign"))) {
      if (line.matches("(ANVIL|BLST)_VERSION=.*")) {
        versions.put(line.split("=")[0], line.split("=")[1]);
      }
    }
    Path tools = Files.createDirectories(root.resolve("build/npm"));
    Files.createFile(
        tools.resolve(
            "anvil-" + versions.get("ANVIL_VERSION") + "-blst-" + versions.get("BLST_VERSION")));
  }

  private static void executable(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
