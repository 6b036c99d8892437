package dev.stuckpod.cli.mcp.told;

import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.text.Cut;
import dev.stuckpod.text.ScreenText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives long answers in pieces. The last few are kept, so that their pieces fit together whatever
 * has changed meanwhile.
 */
public final class Pages {
  /** Characters of a piece: what an assistant reads without losing what it was about. */
  static final int SIZE = 3_000;

  /** Characters of an answer; whoever needs more has asked too widely. */
  static final int MOST = 300_000;

  private static final int KEPT = 16;
  private static final Pattern CURSOR = Pattern.compile("(\\d{1,9})-(\\d{1,9})");
  private static final String TOO_WIDE = "This is not all: ask for less at once.\n";

  private final Map<String, Kept> kept = new LinkedHashMap<>();
  private int count;

  /** An answer of which more is to come. */
  private record Kept(String tool, Told told) {}

  /** Begins an answer. */
  public synchronized Page first(String tool, Told whole) {
    Told told = bounded(whole);
    if (told.text().text().length() <= SIZE) {
      return new Page(told, 0, told.text().text().length(), null);
    }
    String key = Integer.toString(++count);
    kept.put(key, new Kept(tool, told));
    if (kept.size() > KEPT) {
      kept.remove(kept.keySet().iterator().next());
    }
    return page(key, told, 0);
  }

  /**
   * Goes on with an answer.
   *
   * @param cursor as a page has had it
   * @throws CommandException if it is none of this tool, or of an answer that is kept no more
   */
  public synchronized Page next(String tool, String cursor) throws CommandException {
    Matcher read = CURSOR.matcher(cursor);
    Kept answer = read.matches() ? kept.get(read.group(1)) : null;
    if (answer == null || !answer.tool().equals(tool)) {
      throw new CommandException(
          "This cursor is none of %s, or is too old: ask again without one".formatted(tool));
    }
    int from = Integer.parseInt(read.group(2));
    if (from >= answer.told().text().text().length()) {
      throw new CommandException("There is nothing behind this cursor");
    }
    return page(read.group(1), answer.told(), from);
  }

  private static Page page(String key, Told told, int from) {
    String text = told.text().text();
    int to = end(text, from);
    @Nullable String cursor = to < text.length() ? key + "-" + to : null;
    return new Page(told, from, to, cursor);
  }

  /** Ends at a line's end where there is one, else between two characters. */
  private static int end(String text, int from) {
    if (text.length() - from <= SIZE) {
      return text.length();
    }
    int line = text.lastIndexOf('\n', from + SIZE - 1);
    return line > from ? line + 1 : from + Cut.bare(text.substring(from), SIZE).length();
  }

  private static Told bounded(Told told) {
    String text = told.text().text();
    if (text.length() <= MOST) {
      return told;
    }
    ScreenText less = ScreenText.of(Cut.bare(text, MOST) + "\n" + TOO_WIDE);
    return new Told(told.verdict(), told.confidence(), told.sure(), told.from(), less);
  }
}
