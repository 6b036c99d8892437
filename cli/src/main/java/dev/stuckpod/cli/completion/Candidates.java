package dev.stuckpod.cli.completion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What could be typed next, by the model of the commands; names of objects are asked for. */
final class Candidates {

  /**
   * What there is.
   *
   * @param words each with what it is
   * @param files whether it may be a file
   */
  record Found(List<Word> words, boolean files) {}

  /** A word and what it is, which may be empty. */
  record Word(String text, String about) {}

  /** Gives names of objects. */
  interface Names {
    /** Those of a kind, seen with the options that were typed. */
    List<Word> of(Kind kind, Typed typed);
  }

  private final Names names;

  Candidates(Names names) {
    this.names = names;
  }

  /**
   * Tells it.
   *
   * @param words what was typed, the last one as far as it was
   */
  Found of(CommandLine root, List<String> words) {
    String last = words.isEmpty() ? "" : words.getLast();
    List<String> before = words.isEmpty() ? List.of() : words.subList(0, words.size() - 1);
    Typed typed = Typed.of(root, before);
    OptionSpec asked = typed.asked();
    if (asked != null) {
      return values(asked, typed, last.equals("=") ? "" : last, "");
    }
    if (last.startsWith("-") && !typed.dashes()) {
      int equals = last.indexOf('=');
      if (equals < 0) {
        return new Found(options(typed, last), false);
      }
      OptionSpec joined = typed.command().optionsMap().get(last.substring(0, equals));
      return joined == null || !Typed.takesValue(joined)
          ? new Found(List.of(), false)
          : values(joined, typed, last.substring(equals + 1), last.substring(0, equals + 1));
    }
    var all = new ArrayList<Word>();
    if (typed.positionals() == 0) {
      all.addAll(commands(typed, last));
    }
    boolean files = false;
    for (PositionalParamSpec parameter : typed.command().positionalParameters()) {
      if (parameter.index().contains(typed.positionals())) {
        Found found = values(parameter, typed, last, "");
        all.addAll(found.words());
        files |= found.files();
      }
    }
    return new Found(List.copyOf(all), files);
  }

  private static List<Word> options(Typed typed, String start) {
    return typed.command().options().stream()
        .filter(option -> !option.hidden())
        .flatMap(
            option ->
                Arrays.stream(option.names())
                    .filter(name -> name.startsWith(start))
                    .map(name -> new Word(name, about(option.description()))))
        .toList();
  }

  private static List<Word> commands(Typed typed, String start) {
    return typed.command().subcommands().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(start))
        .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
        .map(
            entry ->
                new Word(
                    entry.getKey(),
                    about(entry.getValue().getCommandSpec().usageMessage().description())))
        .toList();
  }

  /**
   * What an option or a parameter may be.
   *
   * @param joined what stands before it in the same word
   */
  private Found values(ArgSpec argument, Typed typed, String start, String joined) {
    Kind kind = Kind.of(argument, typed.command().name());
    Stream<Word> words =
        kind != null && kind.isNamed()
            ? names.of(kind, typed).stream()
            : constants(argument).map(constant -> new Word(constant, ""));
    return new Found(
        words
            .filter(word -> word.text().startsWith(start))
            .map(word -> new Word(joined + word.text(), word.about()))
            .toList(),
        kind != null && kind.mayBeFile());
  }

  private static Stream<String> constants(ArgSpec argument) {
    Class<?> type = argument.typeInfo().getType();
    Object @Nullable [] constants = type.getEnumConstants();
    return constants == null ? Stream.empty() : Arrays.stream(constants).map(Object::toString);
  }

  private static String about(String[] description) {
    String first = description.length == 0 ? "" : description[0];
    int end = first.indexOf(';');
    return (end < 0 ? first : first.substring(0, end)).replaceAll("[\\t\\r\\n]+", " ");
  }
}
