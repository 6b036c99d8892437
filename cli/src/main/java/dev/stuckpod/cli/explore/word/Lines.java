package dev.stuckpod.cli.explore.word;

import dev.stuckpod.cli.explore.expression.Expression;
import dev.stuckpod.cli.explore.expression.ExpressionException;
import dev.stuckpod.cli.explore.population.Level;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what is typed. */
public final class Lines {
  private static final String EXACT = "exact";

  private Lines() {}

  /**
   * Reads a line; null when it is empty or a comment.
   *
   * @param sets names of the sets that there are
   * @throws LineException if it cannot be understood; it says where
   */
  public static @Nullable Line read(String typed, Set<String> sets) throws LineException {
    String line = typed.stripTrailing();
    int from = line.length() - line.stripLeading().length();
    if (line.isBlank() || line.startsWith("#", from)) {
      return null;
    }
    Line classic = Classic.read(line, sets);
    if (classic != null) {
      return classic;
    }
    int end = from;
    while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
      end++;
    }
    String typedWord = line.substring(from, end);
    Word word = Word.of(typedWord);
    if (word == null) {
      throw new LineException(
          "there is no word %s; help tells which there are".formatted(typedWord), from);
    }
    int rest = end;
    while (rest < line.length() && Character.isWhitespace(line.charAt(rest))) {
      rest++;
    }
    return of(word, new Rest(line, rest));
  }

  private static Line of(Word word, Rest rest) throws LineException {
    return switch (word) {
      case VERDICT -> plain(rest.none(new Command.Verdict()));
      case SUMMARY -> plain(rest.none(new Command.Summary()));
      case SHOW -> {
        List<String> words = rest.words(0, 2);
        yield plain(new Command.Show(rest.number(words, 0, 0), rest.number(words, 1, Command.FEW)));
      }
      case GROUPS -> plain(new Command.Groups(level(rest)));
      case WHERE -> plain(new Command.Where(rest.expression()));
      case SEARCH -> plain(new Command.Search(rest.expression(), 0, Command.FEW));
      case KEEP -> plain(new Command.Keep(rest.expression()));
      case DELETE -> plain(new Command.Delete(rest.expression()));
      case UNDO -> plain(rest.none(new Command.Undo()));
      case STACK -> plain(new Command.Stack(rest.text()));
      case WHO -> plain(who(rest));
      case PATH -> plain(new Command.Path(rest.text()));
      case DIFF -> two(rest.words(0, 2), Command.Diff::new);
      case UNION -> two(rest.words(1, 2), Command.Union::new);
      case INTERSECT -> two(rest.words(1, 2), Command.Intersect::new);
      case IDLE -> plain(new Command.Idle(rest.oneOf("on", "off").equals("on")));
      case LOAD -> plain(new Command.Load(rest.text()));
      case USE -> plain(new Command.Use(rest.text()));
      case WHOS -> plain(rest.none(new Command.Whos()));
      case SAVE -> plain(new Command.Save(rest.text()));
      case CLEAR -> plain(rest.none(new Command.Clear()));
      case HELP -> plain(new Command.Help(rest.all()));
      case QUIT -> plain(rest.none(new Command.Quit()));
    };
  }

  private static Line plain(Command command) {
    return new Line(List.of(), null, command);
  }

  private static Line two(List<String> names, Function<@Nullable String, Command> of) {
    return names.size() == 2
        ? new Line(List.of(), names.getFirst(), of.apply(names.get(1)))
        : plain(of.apply(names.isEmpty() ? null : names.getFirst()));
  }

  private static Level level(Rest rest) throws LineException {
    if (rest.all().isEmpty()) {
      return Level.exact;
    }
    String typed = rest.oneOf(EXACT, "line", "function", "package");
    return typed.equals("package") ? Level.packages : Level.valueOf(typed);
  }

  private static Command who(Rest rest) throws LineException {
    String all = rest.all();
    String what = all.replaceFirst("^(waits\\s+for|holds)\\s+", "");
    if (what.equals(all) || what.isBlank()) {
      throw new LineException("who waits for ID or ADDRESS, or who holds ADDRESS or ID", rest.at());
    }
    return all.startsWith("holds") ? new Command.WhoHolds(what) : new Command.WhoWaits(what);
  }

  /**
   * Reads an expression within a line.
   *
   * @param at where it begins in the line
   */
  static Expression expression(String source, int at) throws LineException {
    try {
      return Expression.of(source);
    } catch (ExpressionException wrong) {
      throw new LineException(String.valueOf(wrong.getMessage()), at + wrong.column());
    }
  }
}
