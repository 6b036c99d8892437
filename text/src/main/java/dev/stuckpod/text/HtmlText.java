package dev.stuckpod.text;

import java.util.PrimitiveIterator;

/** Text between the tags of HTML, or in a quoted attribute. */
public final class HtmlText implements Fit {

  private final String text;

  private HtmlText(String text) {
    this.text = text;
  }

  /** Makes a stranger's text fit: none of it is a tag, an entity or the end of an attribute. */
  public static HtmlText of(String foreign) {
    var html = new StringBuilder(foreign.length());
    Unfit.inOneLine(foreign, c -> escaped(c, html));
    return new HtmlText(html.toString());
  }

  /**
   * Makes it fit likewise, and shows what is unfit by its number: {@code [U+202E]}. So whoever
   * looks for the reason of a strange name finds it, and a copy of the text has it, too.
   */
  public static HtmlText revealed(String foreign) {
    var html = new StringBuilder(foreign.length() + 16);
    boolean broken = false;
    for (PrimitiveIterator.OfInt all = foreign.codePoints().iterator(); all.hasNext(); ) {
      int c = all.nextInt();
      boolean breaks = Unfit.breaksLine(c);
      if (breaks && !broken) {
        html.append(' ');
      } else if (!breaks && Unfit.isUnfit(c)) {
        html.append("[U+%04X]".formatted(c));
      } else if (!breaks) {
        escaped(c, html);
      }
      broken = breaks;
    }
    return new HtmlText(html.toString());
  }

  private static void escaped(int c, StringBuilder html) {
    switch (c) {
      case '&' -> html.append("&amp;");
      case '<' -> html.append("&lt;");
      case '>' -> html.append("&gt;");
      case '"' -> html.append("&quot;");
      case '\'' -> html.append("&#39;");
      default -> html.appendCodePoint(c);
    }
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }
}
