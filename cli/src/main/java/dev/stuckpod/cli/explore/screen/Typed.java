package dev.stuckpod.cli.explore.screen;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/**
 * A line as far as it is typed: what is completed is the name or the text in quotes at the cursor,
 * wherever in an expression it stands.
 *
 * @param line all of it
 * @param cursor where in it
 * @param start where the part begins that is completed
 */
record Typed(String line, int cursor, int start) implements CompletingParsedLine {

  /** Reads what is typed; nothing is ever unfinished, so that Enter always asks. */
  static final class Reader implements Parser {
    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
      return of(line, cursor);
    }

    static Typed of(String line, int cursor) {
      return new Typed(line, cursor, start(line, cursor));
    }

    private static int start(String line, int cursor) {
      char quote = 0;
      int open = 0;
      for (int i = 0; i < cursor; i++) {
        char c = line.charAt(i);
        if (quote == 0 && (c == '\'' || c == '"')) {
          quote = c;
          open = i;
        } else if (c == quote) {
          quote = 0;
        }
      }
      if (quote != 0) {
        return open;
      }
      int start = cursor;
      while (start > 0 && isOfName(line.charAt(start - 1))) {
        start--;
      }
      return start;
    }

    private static boolean isOfName(char c) {
      return Character.isLetterOrDigit(c) || c == '_';
    }
  }

  /** What stands before the part that is completed. */
  String before() {
    return line.substring(0, start);
  }

  @Override
  public String word() {
    return line.substring(start, cursor);
  }

  @Override
  public int wordCursor() {
    return cursor - start;
  }

  @Override
  public int wordIndex() {
    return words().size() - 1;
  }

  @Override
  public List<String> words() {
    return before().isBlank() ? List.of(word()) : List.of(before(), word());
  }

  @Override
  public CharSequence escape(CharSequence candidate, boolean complete) {
    return candidate;
  }

  @Override
  public int rawWordCursor() {
    return wordCursor();
  }

  @Override
  public int rawWordLength() {
    return wordCursor();
  }
}
