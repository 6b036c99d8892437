package dev.stuckpod.text;

/**
 * How text is laid out.
 *
 * @param width characters in a line; longer lines go on below, indented
 * @param colour whether the verdict is highlighted by terminal escapes
 */
public record Layout(int width, boolean colour) {
  /** For files and pipes: long lines, no colour. */
  public static final Layout PLAIN = new Layout(Integer.MAX_VALUE, false);

  private static final int NARROWEST = 40;
  private static final String BOLD = "\u001b[1m";
  private static final String RESET = "\u001b[0m";

  /** Breaks a line at blanks; what has none stays whole, so that it can be copied. */
  String wrap(String line) {
    int room = Math.max(NARROWEST, width);
    if (line.length() <= room) {
      return line;
    }
    int indent = 0;
    while (indent < line.length() && line.charAt(indent) == ' ') {
      indent++;
    }
    String further = " ".repeat(Math.min(indent + 4, room / 2));
    StringBuilder wrapped = new StringBuilder();
    int from = 0;
    int shift = 0; // the first line has its own indent, the others get one
    while (line.length() - from + shift > room) {
      int blank = line.lastIndexOf(' ', from + room - shift);
      if (blank <= from + further.length() - shift) {
        blank = line.indexOf(' ', from + room - shift);
      }
      if (blank < 0) {
        break;
      }
      wrapped.append(line, from, blank).append('\n').append(further);
      from = blank + 1;
      shift = further.length();
    }
    return wrapped.append(line, from, line.length()).toString();
  }

  String highlight(String text) {
    return colour ? BOLD + text + RESET : text;
  }
}
