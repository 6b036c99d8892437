package dev.stuckpod.cli.explore.word;

import dev.stuckpod.cli.explore.expression.Expression;
import dev.stuckpod.cli.explore.population.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The forms of goroutine-inspect: {@code a = load("dump")}, {@code l, c, r = a.diff(b)}. */
final class Classic {
  private static final String NAME = "[A-Za-z_]\\w*";
  private static final Pattern ASSIGNMENT =
      Pattern.compile("\\s*(%1$s(?:\\s*,\\s*%1$s)*)\\s*=(?![=~])\\s*(.*)".formatted(NAME));
  private static final Pattern LOAD = Pattern.compile("load\\s*\\((.*)\\)\\s*");
  private static final Pattern CALL =
      Pattern.compile("\\s*(%1$s)\\s*\\.\\s*(%1$s)\\s*\\((.*)\\)\\s*".formatted(NAME));
  private static final Pattern ALONE = Pattern.compile("\\s*(%s)\\s*".formatted(NAME));
  private static final Pattern ARGUMENT =
      Pattern.compile(
          "\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`]*`|%s|\\d{1,9})\\s*"
              .formatted(NAME));
  private static final List<String> MAKE =
      List.of("load", "copy", "diff", "union", "intersect", "keep", "delete", "dedup");

  private Classic() {}

  /** Reads a line; null when it is none of these. */
  static @Nullable Line read(String line, Set<String> sets) throws LineException {
    Matcher assigned = ASSIGNMENT.matcher(line);
    if (assigned.matches() && Word.of(line.strip().split("\\s")[0]) == null) {
      List<String> to = Arrays.asList(assigned.group(1).split("\\s*,\\s*"));
      return made(to, assigned.group(2), assigned.start(2));
    }
    Matcher call = CALL.matcher(line);
    if (call.matches()) {
      return called(List.of(), line, 0);
    }
    Matcher alone = ALONE.matcher(line);
    boolean named = alone.matches() && Word.of(alone.group(1)) == null;
    return named && sets.contains(alone.group(1))
        ? new Line(List.of(), alone.group(1), new Command.Summary())
        : null;
  }

  private static Line made(List<String> to, String what, int at) throws LineException {
    for (String name : to) {
      if (Word.of(name) != null) {
        throw new LineException(name + " is a word, and no name of a set", 0);
      }
    }
    Matcher load = LOAD.matcher(what);
    if (load.matches()) {
      return new Line(to, null, new Command.Load(text(load.group(1).strip())));
    }
    Matcher alone = ALONE.matcher(what);
    if (alone.matches()) {
      return new Line(to, alone.group(1), new Command.Copy(null));
    }
    Line line = called(to, what, at);
    if (to.size() > 3 || to.size() > 1 && !(line.command() instanceof Command.Diff)) {
      throw new LineException("this makes one set; only diff makes up to three", 0);
    }
    return line;
  }

  private static Line called(List<String> to, String what, int at) throws LineException {
    Matcher call = CALL.matcher(what);
    if (!call.matches()) {
      throw new LineException(
          "what makes a set is load(\"FILE\"), NAME, or one of %s called on a NAME"
              .formatted(String.join(", ", MAKE.subList(1, MAKE.size()))),
          at);
    }
    Arguments arguments = Arguments.of(call.group(3), at + call.start(3));
    Command command = command(call.group(2), arguments, at + call.start(2));
    if (!to.isEmpty() && !MAKE.contains(call.group(2))) {
      throw new LineException(call.group(2) + " makes no set", at + call.start(2));
    }
    return new Line(to, call.group(1), command);
  }

  private static Command command(String name, Arguments given, int at) throws LineException {
    return switch (name) {
      case "show" -> new Command.Show(given.number(0, 0), given.number(1, Command.FEW));
      case "search" ->
          new Command.Search(given.expression(0), given.number(1, 0), given.number(2, Command.FEW));
      case "keep" -> new Command.Keep(given.expression(0));
      case "delete" -> new Command.Delete(given.expression(0));
      case "dedup" -> new Command.Dedup();
      case "copy" -> new Command.Copy(given.size() == 0 ? null : given.expression(0));
      case "where" -> new Command.Where(given.expression(0));
      case "diff" -> new Command.Diff(given.text(0));
      case "union" -> new Command.Union(given.text(0));
      case "intersect" -> new Command.Intersect(given.text(0));
      case "save" -> new Command.Save(given.text(0));
      case "undo" -> new Command.Undo();
      case "groups" -> new Command.Groups(Level.exact);
      default -> throw new LineException("nothing is called so: " + name, at);
    };
  }

  static String text(String argument) {
    boolean quoted =
        argument.length() > 1
            && "\"'`".indexOf(argument.charAt(0)) >= 0
            && argument.charAt(argument.length() - 1) == argument.charAt(0);
    String inner = quoted ? argument.substring(1, argument.length() - 1) : argument;
    return argument.startsWith("`") ? inner : inner.replaceAll("\\\\([\"'\\\\])", "$1");
  }

  /** What stands between the parentheses. */
  private record Arguments(List<String> texts, List<Integer> at, int end) {

    static Arguments of(String list, int from) throws LineException {
      List<String> texts = new ArrayList<>();
      List<Integer> at = new ArrayList<>();
      Matcher argument = ARGUMENT.matcher(list);
      int next = 0;
      while (next < list.length() && !list.substring(next).isBlank()) {
        argument.region(next, list.length());
        if (!argument.lookingAt()) {
          throw new LineException("a text in quotes or a number is expected here", from + next);
        }
        texts.add(argument.group(1));
        at.add(from + argument.start(1));
        next = argument.end();
        if (next < list.length() && list.charAt(next++) != ',') {
          throw new LineException("a comma is missing here", from + next - 1);
        }
      }
      return new Arguments(texts, at, from + list.length());
    }

    int size() {
      return texts.size();
    }

    String text(int index) throws LineException {
      if (index >= texts.size()) {
        throw new LineException("something is missing in the parentheses", end);
      }
      return Classic.text(texts.get(index));
    }

    Expression expression(int index) throws LineException {
      String text = text(index);
      return Lines.expression(text, at.get(index) + 1);
    }

    int number(int index, int otherwise) throws LineException {
      if (index >= texts.size()) {
        return otherwise;
      }
      try {
        return Integer.parseInt(texts.get(index));
      } catch (NumberFormatException none) {
        throw new LineException("a number is expected here", at.get(index));
      }
    }
  }
}
