package dev.stuckpod.text;

/** Text between the tags of HTML, or in a quoted attribute. */
public final class HtmlText implements Fit {

  private final String text;

  private HtmlText(String text) {
    this.text = text;
  }

  /** Makes a stranger's text fit: none of it is a tag, an entity or the end of an attribute. */
  public static HtmlText of(String foreign) {
    var html = new StringBuilder(foreign.length());
    Unfit.inOneLine(
        foreign,
        c -> {
          switch (c) {
            case '&' -> html.append("&amp;");
            case '<' -> html.append("&lt;");
            case '>' -> html.append("&gt;");
            case '"' -> html.append("&quot;");
            case '\'' -> html.append("&#39;");
            default -> html.appendCodePoint(c);
          }
        });
    return new HtmlText(html.toString());
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
