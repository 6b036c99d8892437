package dev.stuckpod.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PrimitiveIterator;

/** A document of XML 1.0, as a whole: what a stranger has named is never a tag of it. */
public final class XmlText implements Fit {

  private final String text;

  private XmlText(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }

  /** Takes one tag after the other; each stands on a line of its own. */
  public static final class Document {

    private final StringBuilder text =
        new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens an element in the one that is open.
     *
     * @param tag its name, one of ours
     * @param attributes names of ours, each followed by its value, which may be a stranger's
     */
    public Document open(String tag, String... attributes) {
      begin(tag, attributes);
      text.append(">\n");
      open.push(tag);
      return this;
    }

    /**
     * Adds an element that holds text alone.
     *
     * @param foreign its text, whose lines stay lines
     * @param attributes as of {@link #open}
     */
    public Document element(String tag, String foreign, String... attributes) {
      begin(tag, attributes);
      if (foreign.isEmpty()) {
        text.append("/>\n");
        return this;
      }
      text.append('>');
      int from = text.length();
      foreign.lines().forEach(line -> escape(line).append('\n'));
      if (text.length() > from) {
        text.setLength(text.length() - 1);
      }
      text.append("</").append(tag).append(">\n");
      return this;
    }

    /** Closes the element that was opened last. */
    public Document close() {
      String tag = open.pop();
      indent().append("</").append(tag).append(">\n");
      return this;
    }

    /** What has been added, with everything closed that is open. */
    public XmlText text() {
      while (!open.isEmpty()) {
        close();
      }
      return new XmlText(text.toString());
    }

    private void begin(String tag, String... attributes) {
      indent().append('<').append(ours(tag));
      for (int i = 0; i + 1 < attributes.length; i += 2) {
        text.append(' ').append(ours(attributes[i])).append("=\"");
        escape(attributes[i + 1]).append('"');
      }
    }

    private StringBuilder indent() {
      return text.append("  ".repeat(open.size()));
    }

    private static String ours(String name) {
      if (!name.matches("[A-Za-z][\\w-]*")) {
        throw new IllegalArgumentException("no name of a tag: " + name);
      }
      return name;
    }

    private StringBuilder escape(String foreign) {
      String line = OneLine.of(foreign).text();
      for (PrimitiveIterator.OfInt all = line.codePoints().iterator(); all.hasNext(); ) {
        int c = all.nextInt();
        switch (c) {
          case '&' -> text.append("&amp;");
          case '<' -> text.append("&lt;");
          case '>' -> text.append("&gt;");
          case '"' -> text.append("&quot;");
          default -> text.appendCodePoint(isNone(c) ? Unfit.MARK : c);
        }
      }
      return text;
    }

    /** What XML 1.0 has no way to write, beside control characters, which are unfit anyhow. */
    private static boolean isNone(int c) {
      return c == 0xFFFE || c == 0xFFFF;
    }
  }
}
