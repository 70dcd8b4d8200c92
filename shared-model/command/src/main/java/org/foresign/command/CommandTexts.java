package org.foresign.command;

import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.ResourceBundle;
import org.foresign.model.text.OwnFile;
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

  private CommandTexts(String root, Map<String, String> file) {
    file.forEach((key, text) -> texts.put(key.startsWith(".") ? root + key : key, text));
  }

  /**
   * Gives all commands below {@code root} their texts and {@code --help}.
   *
   * @param program a class beside whose package's {@code commands.properties} the texts lie
   */
  static void describe(CommandLine root, Class<?> program) {
    help(root);
    root.setResourceBundle(
        new CommandTexts(root.getCommandName(), OwnFile.rows(program, "commands.properties")));
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
