package dev.stuckpod.cli.completion;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What stands before the word that is being typed.
 *
 * @param command whose options and parameters may follow
 * @param values of options given so far, by the option's longest name
 * @param asked the option whose value is next; null: none
 * @param positionals how many parameters were given
 * @param dashes whether {@code --} was typed, so that no option follows
 */
record Typed(
    CommandSpec command,
    Map<String, String> values,
    @Nullable OptionSpec asked,
    int positionals,
    boolean dashes) {

  /** Reads it; a shell may give {@code --a=b} as three words. */
  static Typed of(CommandLine root, List<String> before) {
    CommandLine line = root;
    Map<String, String> values = new HashMap<>();
    OptionSpec asked = null;
    int positionals = 0;
    boolean dashes = false;
    for (String word : before) {
      if (asked != null) {
        if (!word.equals("=")) {
          values.put(asked.longestName(), word);
          asked = null;
        }
      } else if (dashes) {
        positionals++;
      } else if (word.equals("--")) {
        dashes = true;
      } else if (word.startsWith("-") && word.length() > 1) {
        asked = option(line.getCommandSpec(), word, values);
      } else if (positionals == 0 && line.getSubcommands().containsKey(word)) {
        line = line.getSubcommands().get(word);
      } else {
        positionals++;
      }
    }
    return new Typed(line.getCommandSpec(), values, asked, positionals, dashes);
  }

  /** Takes note of an option with its value, or gives the one whose value comes next. */
  private static @Nullable OptionSpec option(
      CommandSpec command, String word, Map<String, String> values) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    OptionSpec option = command.optionsMap().get(name);
    if (option == null && !word.startsWith("--")) { // -nNAMESPACE
      OptionSpec joined = command.optionsMap().get(word.substring(0, 2));
      if (joined != null && takesValue(joined)) {
        values.put(joined.longestName(), word.substring(2));
      }
      return null;
    }
    if (option == null || !takesValue(option)) {
      return null;
    }
    if (equals >= 0) {
      values.put(option.longestName(), word.substring(equals + 1));
      return null;
    }
    return option;
  }

  static boolean takesValue(OptionSpec option) {
    return option.arity().min() > 0;
  }
}
