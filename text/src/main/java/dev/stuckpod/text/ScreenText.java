package dev.stuckpod.text;

import java.util.List;

/** Lines for a terminal, or for a file that is looked at in one. */
public final class ScreenText implements Fit {

  private final String text;

  private ScreenText(String text) {
    this.text = text;
  }

  /** Makes every line of a stranger's text fit. */
  public static ScreenText of(String foreign) {
    var page = new Page(Layout.PLAIN);
    foreign.lines().forEach(page::line);
    return page.text();
  }

  @Override
  public String text() {
    return text;
  }

  /** Gives its lines, each as a text of its own. */
  public List<ScreenText> parts() {
    return text.lines().map(line -> new ScreenText(line + "\n")).toList();
  }

  @Override
  public String toString() {
    return text;
  }

  /** Takes one line after the other. */
  public static final class Page {

    private final StringBuilder text = new StringBuilder();
    private final Layout layout;

    /** Begins an empty one, whose lines are laid out in one way. */
    public Page(Layout layout) {
      this.layout = layout;
    }

    /** Adds what is one line, whatever it contains. */
    public void line(String foreign) {
      text.append(layout.wrap(OneLine.of(foreign).text())).append('\n');
    }

    /** Adds a line whose beginning is highlighted. */
    public void line(String highlighted, String rest) {
      String start = OneLine.of(highlighted).text();
      String whole = layout.wrap(start + OneLine.of(rest).text());
      text.append(layout.highlight(start)).append(whole.substring(start.length())).append('\n');
    }

    /** What has been added so far. */
    public ScreenText text() {
      return new ScreenText(text.toString());
    }
  }
}
