package org.foresign.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * What {@code --help} says of commands, options and arguments, from one file a program. A key is
 * that of an option or argument wherever it occurs, such as {@code json}; one that begins with a
 * dot and the words of a command, such as {@code .pair.send.name}, holds there alone and goes
 * before. {@code .pair.send.usage.description} is about the command.
 */
final class CommandTexts extends ResourceBundle {
  private final Map<String, String> texts = new HashMap<>();

  private CommandTexts(String root, Properties file) {
    file.forEach((key, text) -> {
      String name = key.toString();
      texts.put(name.startsWith(".") ? root + name : name, text.toString());
    });
  }

  /**
   * Gives all commands below {@code root} their texts and {@code --help}.
   *
   * @param program a class beside whose package's {@code commands.properties} the texts lie
   */
  static void describe(CommandLine root, Class<?> program) {
    Properties file = new Properties();
    try (InputStream in = program.getResourceAsStream("commands.properties")) {
      file.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    help(root);
    root.setResourceBundle(new CommandTexts(root.getCommandName(), file));
  }

  private static void help(CommandLine command) {
    command.getCommandSpec().mixinStandardHelpOptions(true);
    command.getSubcommands().values().forEach(CommandTexts::help);
  }

  @Override
  protected @Nullable Object handleGetObject(String key) {
    return texts.get(key);
  }

  @Override
  public Enumeration<String> getKeys() {
    return Collections.enumeration(texts.keySet());
  }
}
