package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.foresign.testkit.StubClock;
import org.foresign.vault.app.PathArguments;
import org.foresign.vault.lock.NamedPaths;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

class PathArgumentsTest {
  @TempDir Path folder;

  /** A path that is not known here would be closed to the command that names it. */
  @Test
  void everyPathThatACommandTakesIsKnown() throws Exception {
    Story story = Story.begin(folder, StubClock.at("2026-11-21T10:00:00Z"));
    TreeSet<String> known = new TreeSet<>(PathArguments.READ);
    known.addAll(PathArguments.WRITTEN);

    TreeSet<String> found = new TreeSet<>();
    walk(VaultCommands.commandLine(story.vault.services()), found);

    assertThat(found).isEqualTo(known);
  }

  @Test
  void whatIsWrittenAndWhatIsReadIsToldApart() {
    NamedPaths named =
        PathArguments.of(
            new String[] {
              "sign", "--in", "/stick", "--out=/other", "--home", "/vault", "--passphrase-file=/pw"
            });

    assertThat(named.read()).containsExactly(Path.of("/stick"), Path.of("/pw"));
    assertThat(named.written()).containsExactly(Path.of("/other"), Path.of("/vault"));
  }

  @Test
  void onlyCleaningWritesToWhatIsRead() {
    NamedPaths clean =
        PathArguments.of(new String[] {"stick", "clean", "--in", "/stick", "--home=/vault"});
    assertThat(clean.read()).isEmpty();
    assertThat(clean.written()).containsExactly(Path.of("/stick"), Path.of("/vault"));

    NamedPaths list =
        PathArguments.of(new String[] {"stick", "list", "--in", "/stick", "--home=/vault"});
    assertThat(list.read()).containsExactly(Path.of("/stick"));
  }

  @Test
  void withoutAHomeItIsTheUsual() {
    assertThat(PathArguments.of(new String[] {"status"}).written())
        .containsExactly(PathArguments.defaultHome());
  }

  @Test
  void theHomeOfANewVaultIsMadeFirstAndGoesWhenItStaysEmpty() throws Exception {
    Path home = folder.resolve("a/vault");
    PathArguments.of(new String[] {"status", "--home", home.toString()});
    PathArguments.of(new String[] {"create", "--help", "--home", home.toString()});
    assertThat(home).doesNotExist();

    String[] create = {"create", "--practice", "--home", home.toString()};
    assertThat(PathArguments.of(create).removable()).containsExactly(home);
    assertThat(home).isDirectory();

    Files.createFile(home.resolve("vault.sqlite"));
    PathArguments.removeUnused(create);
    assertThat(home).isDirectory();
    Files.delete(home.resolve("vault.sqlite"));
    PathArguments.removeUnused(new String[] {"status", "--home", home.toString()});
    assertThat(home).isDirectory();
    PathArguments.removeUnused(create);
    assertThat(home).doesNotExist();
  }

  @Test
  void aFileOrALinkInThePlaceOfAHomeStays() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
    for (Path home : List.of(file, link)) {
      PathArguments.removeUnused(new String[] {"create", "--home", home.toString()});
      assertThat(Files.exists(home, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }
  }

  @Test
  void whatCannotBeMeantIsLeftToTheCommand() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    for (List<String> wrong :
        List.of(
            List.of("create", "--home"),
            List.of("create", "--home="),
            List.of("create", "--home", file + "/below"),
            List.of("sign", "--in"),
            List.of("--in"),
            List.<String>of())) {
      List<String> words = new ArrayList<>(wrong);
      words.add("--home=" + file);
      assertThat(PathArguments.of(words.toArray(String[]::new)).written()).contains(file);
    }
  }

  @Test
  void aFileOfArgumentsIsNotReadPastTheRulesForNamedFiles() throws Exception {
    Path file = Files.writeString(folder.resolve("arguments"), "--help");
    Story story = Story.begin(folder, StubClock.at("2026-11-21T10:00:00Z"));

    assertThat(story.vault.run("status", "@" + file).exit()).isEqualTo(VaultExitCode.USAGE);
  }

  private static void walk(CommandLine line, TreeSet<String> found) {
    for (ArgSpec arg : line.getCommandSpec().args()) {
      if (Path.class.isAssignableFrom(arg.type())) {
        found.add(arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel());
      }
    }
    line.getSubcommands().values().forEach(sub -> walk(sub, found));
  }
}
