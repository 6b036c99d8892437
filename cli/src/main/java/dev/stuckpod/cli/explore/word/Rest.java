package dev.stuckpod.cli.explore.word;

import dev.stuckpod.cli.explore.expression.Expression;
import java.util.List;

/**
 * What stands behind a word.
 *
 * @param line the whole line
 * @param at where that begins
 */
record Rest(String line, int at) {

  String all() {
    return line.substring(at);
  }

  /** Gives something if nothing stands here. */
  Command none(Command command) throws LineException {
    if (!all().isEmpty()) {
      throw new LineException("nothing is expected here", at);
    }
    return command;
  }

  /** All of it, which must be something; quotes around it are left out. */
  String text() throws LineException {
    String all = all();
    if (all.isEmpty()) {
      throw new LineException("something is missing here; help tells what", at);
    }
    boolean quoted = all.length() > 1 && all.startsWith("\"") && all.endsWith("\"");
    // a thread's name stands in quotes, and its number behind them
    return quoted ? all.substring(1, all.length() - 1) : all;
  }

  List<String> words(int fewest, int most) throws LineException {
    List<String> words = all().isEmpty() ? List.of() : List.of(all().split("\\s+"));
    if (words.size() < fewest || words.size() > most) {
      throw new LineException(
          fewest == most
              ? "%d words are expected here".formatted(most)
              : "%d to %d words are expected here".formatted(fewest, most),
          at);
    }
    return words;
  }

  int number(List<String> words, int index, int otherwise) throws LineException {
    if (index >= words.size()) {
      return otherwise;
    }
    try {
      return Math.max(0, Integer.parseInt(words.get(index)));
    } catch (NumberFormatException none) {
      throw new LineException("a number is expected here", at);
    }
  }

  String oneOf(String... words) throws LineException {
    if (!List.of(words).contains(all())) {
      throw new LineException("one of these is expected here: " + String.join(", ", words), at);
    }
    return all();
  }

  Expression expression() throws LineException {
    return Lines.expression(all(), at);
  }
}
