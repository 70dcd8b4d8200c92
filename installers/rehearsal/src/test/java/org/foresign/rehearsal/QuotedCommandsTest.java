package org.foresign.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.foresign.desk.cli.DeskCommands;
import org.foresign.model.problem.ProblemCode;
import org.foresign.vault.cli.VaultCommands;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Every command that a problem or an operator page tells people to type exists as it is quoted. */
class QuotedCommandsTest {
  private static final Path ROOT = Path.of(System.getProperty("foresign.root"));
  private static final Pattern QUOTED =
      Pattern.compile("(?<!`)`([^`\n]+)`(?!`)|'((?:desk|vault) [^'\n]+)'");
  private static final Pattern TOKEN = Pattern.compile("\"[^\"]*\"|\\S+");
  private static final Pattern GRAMMAR = Pattern.compile("[|\\[(]|  ");
  private static final Pattern PROMPT = Pattern.compile("^\\w+\\$\\s+");

  // Nothing is executed, so no command asks for what it works with.
  private final CommandLine desk = DeskCommands.commandLine(null);
  private final CommandLine vault = VaultCommands.commandLine(null);

  private record Quote(String place, String words) {}

  @Test
  void problemsNameCommandsThatExist() throws IOException {
    List<Quote> quotes = new ArrayList<>();
    int enums = 0;
    for (String app :
        List.of(
            "app-online",
            "app-offline",
            "installers/practice-story",
            "shared-model/core",
            "hsm-bridge/local")) {
      for (Class<?> type : problemEnums(ROOT.resolve(app).resolve("src/main/java"))) {
        enums++;
        for (Object constant : type.getEnumConstants()) {
          ProblemCode code = (ProblemCode) constant;
          for (String text : List.of(code.happened(), code.safe(), code.next())) {
            addQuoted(type.getSimpleName() + "." + constant, text, quotes);
          }
        }
      }
    }
    assertThat(enums).isGreaterThan(20);
    assertThat(quotes).hasSizeGreaterThan(10);
    assertThat(quotes.stream().flatMap(q -> complaint(q).stream())).isEmpty();
  }

  @Test
  void operatorPagesNameCommandsThatExist() throws IOException {
    List<Quote> quotes = new ArrayList<>();
    try (Stream<Path> pages = Files.list(ROOT.resolve("docs/operator"))) {
      for (Path page : pages.sorted().toList()) {
        read(page, quotes);
      }
    }
    read(ROOT.resolve("README.md"), quotes);
    assertThat(quotes).hasSizeGreaterThan(40);
    assertThat(quotes.stream().flatMap(q -> complaint(q).stream())).isEmpty();
  }

  @Test
  void complainsAboutWhatDoesNotExist() {
    for (String wrong :
        List.of(
            "desk endpoints add",
            "desk batches",
            "vault sign --blind",
            "desk leaves 7",
            "desk endpoints --chain hoodi")) {
      assertThat(complaint(new Quote("here", wrong))).isPresent();
    }
    for (String right :
        List.of("desk batch list", "vault lock status", "desk policy", "vault sign --in STICK")) {
      assertThat(complaint(new Quote("here", right))).isEmpty();
    }
  }

  private static List<Class<?>> problemEnums(Path sources) throws IOException {
    List<Class<?>> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(f -> f.toString().endsWith("Problem.java")).sorted().toList()) {
        String name = sources.relativize(file).toString();
        try {
          Class<?> type =
              Class.forName(
                  name.substring(0, name.length() - 5).replace('/', '.').replace('\\', '.'));
          if (type.isEnum() && ProblemCode.class.isAssignableFrom(type)) {
            found.add(type);
          }
        } catch (ClassNotFoundException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    return found;
  }

  /** Quotes in the text of a page, and lines of its blocks, continued ones joined. */
  private void read(Path page, List<Quote> quotes) throws IOException {
    boolean block = false;
    String joined = "";
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("```")) {
        block = !block;
      } else if (!block) {
        addQuoted(page.getFileName().toString(), line, quotes);
      } else if (line.endsWith("\\")) {
        joined += line.substring(0, line.length() - 1) + " ";
      } else {
        String typed = PROMPT.matcher((joined + line).strip()).replaceFirst("");
        int comment = typed.indexOf(" #");
        add(
            page.getFileName().toString(),
            comment < 0 ? typed : typed.substring(0, comment),
            quotes);
        joined = "";
      }
    }
  }

  private void addQuoted(String place, String text, List<Quote> quotes) {
    Matcher quoted = QUOTED.matcher(text);
    while (quoted.find()) {
      add(place, Objects.requireNonNullElse(quoted.group(1), quoted.group(2)), quotes);
    }
  }

  private void add(String place, String words, List<Quote> quotes) {
    String typed = words.strip();
    for (String launcher : List.of("./foresign ", "foresign ")) {
      if (typed.startsWith(launcher)) {
        typed = typed.substring(launcher.length());
      }
    }
    String first = typed.split(" ", 2)[0];
    boolean named = typed.startsWith("desk ") || typed.startsWith("vault ");
    boolean unnamed =
        typed.contains(" ")
            && !GRAMMAR.matcher(typed).find()
            && (vault.getSubcommands().containsKey(first)
                || desk.getSubcommands().containsKey(first));
    if ((named || unnamed) && !typed.equals("vault COMMAND")) {
      quotes.add(new Quote(place, typed));
    }
  }

  /** Where the program is left out, either may be meant. */
  private Optional<String> complaint(Quote quote) {
    if (quote.words().startsWith("desk ") || quote.words().startsWith("vault ")) {
      return complaintOf(quote);
    }
    Optional<String> complaint = complaintOf(new Quote(quote.place(), "vault " + quote.words()));
    return complaint.isEmpty()
        ? complaint
        : complaintOf(new Quote(quote.place(), "desk " + quote.words()));
  }

  private Optional<String> complaintOf(Quote quote) {
    Deque<String> tokens = new ArrayDeque<>();
    Matcher token = TOKEN.matcher(quote.words().replaceAll("[\\[\\]…]", " ").replace("...", " "));
    while (token.find()) {
      tokens.add(token.group());
    }
    CommandLine command = tokens.remove().equals("desk") ? desk : vault;
    while (!tokens.isEmpty() && command.getSubcommands().containsKey(tokens.peek())) {
      command = command.getSubcommands().get(tokens.remove());
    }
    boolean group = !command.getSubcommands().isEmpty();
    int places = 0;
    while (!tokens.isEmpty()) {
      String word = tokens.remove();
      if (word.startsWith("-")) {
        String[] parts = word.split("=", 2);
        OptionSpec option = command.getCommandSpec().findOption(parts[0]);
        if (option == null) {
          return Optional.of(quote + ": no option " + parts[0]);
        }
        if (option.arity().max() > 0 && parts.length == 1 && !tokens.isEmpty()) {
          tokens.remove();
        }
      } else if (++places > places(command)) {
        return Optional.of(quote + ": no place for " + word);
      }
    }
    return group && places > 0 ? Optional.of(quote + " is a group") : Optional.empty();
  }

  private static int places(CommandLine command) {
    return command.getCommandSpec().positionalParameters().stream()
        .mapToInt(p -> p.index().max() == Integer.MAX_VALUE ? 1_000 : p.index().max() + 1)
        .max()
        .orElse(0);
  }
}
