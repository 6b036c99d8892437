package dev.stuckpod.cli.explore.screen;

import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.cli.explore.expression.Expression;
import dev.stuckpod.cli.explore.expression.Field;
import dev.stuckpod.cli.explore.population.LoadedDump;
import dev.stuckpod.cli.explore.population.Place;
import dev.stuckpod.cli.explore.session.Session;
import dev.stuckpod.cli.explore.word.Word;
import dev.stuckpod.text.OneLine;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** What may stand at the cursor: words, sets, fields, functions, and what the dumps have. */
final class Completion implements Completer {
  private static final int MOST = 500;
  private static final Pattern FIRST = Pattern.compile("\\s*(\\w+)\\s+(.*)");
  private static final Pattern CALLED = Pattern.compile(".*\\b(\\w+)\\s*\\.");
  private static final Pattern COMPARED =
      Pattern.compile(".*\\b(\\w+)\\s*(?:==|!=|in\\s*\\[.*[\\[,])\\s*", Pattern.DOTALL);
  private static final List<String> CALLS =
      List.of(
          "show()",
          "dedup()",
          "delete(\"",
          "keep(\"",
          "search(\"",
          "copy(\"",
          "diff(",
          "union(",
          "intersect(",
          "save(\"",
          "undo()");

  private final Session session;

  Completion(Session session) {
    this.session = session;
  }

  @Override
  public void complete(LineReader reader, ParsedLine typed, List<Candidate> candidates) {
    if (typed instanceof Typed line) {
      candidates(line)
          .filter(text -> text.startsWith(line.word()))
          .limit(MOST)
          .forEach(text -> candidates.add(candidate(text)));
    }
  }

  private static Candidate candidate(String text) {
    boolean open = text.endsWith("(") || text.endsWith("(\"");
    return new Candidate(text, text, null, null, null, null, !open);
  }

  /** Gives what may stand at the cursor. */
  Stream<String> candidates(Typed line) {
    String before = line.before();
    if (before.isBlank()) {
      return Stream.concat(Arrays.stream(Word.values()).map(Word::typed), session.names().stream());
    }
    Matcher called = CALLED.matcher(before);
    if (called.matches() && session.names().contains(called.group(1))) {
      return CALLS.stream();
    }
    Matcher first = FIRST.matcher(before);
    Word word = first.matches() ? Word.of(first.group(1)) : null;
    return word == null ? inExpression(before) : behind(word, before, first.group(2));
  }

  private Stream<String> behind(Word word, String before, String given) {
    return switch (word) {
      case WHERE, SEARCH, KEEP, DELETE -> inExpression(before);
      case GROUPS -> Stream.of("exact", "line", "function", "package");
      case IDLE -> Stream.of("on", "off");
      case DIFF, UNION, INTERSECT, USE -> session.names().stream();
      case HELP -> Arrays.stream(Word.values()).map(Word::typed);
      case WHO ->
          given.isBlank()
              ? Stream.of("waits", "holds")
              : given.strip().equals("waits") ? Stream.of("for") : Stream.empty();
      default -> Stream.empty();
    };
  }

  private Stream<String> inExpression(String before) {
    Matcher compared = COMPARED.matcher(before);
    String field = compared.matches() ? compared.group(1) : "";
    return switch (field) {
      case "state" -> quoted(Group::state);
      case "function" -> quoted(group -> Place.of(group).function());
      case "package" -> quoted(group -> Place.packageOf(group, Place.of(group)));
      case "file" -> quoted(group -> Place.of(group).file());
      default ->
          Stream.concat(
              Arrays.stream(Field.values()).map(Field::word),
              Expression.functions().stream().map(name -> name + "("));
    };
  }

  /** What the dumps have. */
  private Stream<String> quoted(Function<Group, String> of) {
    var all = new TreeSet<String>();
    for (LoadedDump dump : session.dumps()) {
      dump.opened().dump().groups().stream()
          .map(of)
          .filter(text -> !text.isEmpty() && text.indexOf('\'') < 0)
          .limit(MOST)
          .forEach(text -> all.add("'" + OneLine.of(text).text() + "'"));
    }
    return all.stream();
  }
}
