package dev.stuckpod.text;

import java.util.Arrays;

/** A page of Markdown, taken one block after the other. */
public final class MarkdownPage {

  private final StringBuilder text = new StringBuilder();

  /** Adds a heading. */
  public MarkdownPage heading(int level, String foreign) {
    return line("#".repeat(level) + " " + MarkdownText.prose(foreign));
  }

  /** Adds a line of prose. */
  public MarkdownPage line(MarkdownText prose) {
    return line(prose.text());
  }

  /** Adds an empty line, which ends a block. */
  public MarkdownPage gap() {
    return line("");
  }

  /** Adds an item of a list. */
  public MarkdownPage item(String foreign) {
    return line("- " + MarkdownText.prose(foreign));
  }

  /** Adds the head of a table; a column whose name begins with a colon is aligned right. */
  public MarkdownPage head(String... columns) {
    row(
        Arrays.stream(columns)
            .map(name -> MarkdownText.prose(name.startsWith(":") ? name.substring(1) : name))
            .toArray(MarkdownText[]::new));
    var ruler = new StringBuilder("|");
    for (String name : columns) {
      ruler.append(name.startsWith(":") ? "---:|" : "---|");
    }
    return line(ruler.toString());
  }

  /** Adds a row of a table. */
  public MarkdownPage row(MarkdownText... cells) {
    var row = new StringBuilder("|");
    for (MarkdownText cell : cells) {
      row.append(' ').append(cell.text()).append(" |");
    }
    return line(row.toString());
  }

  /** Adds lines that are shown as they are, and only when they are asked for. */
  public MarkdownPage details(String summary, Iterable<String> foreign) {
    line("<details><summary>" + HtmlText.of(summary) + "</summary>");
    gap();
    line("```");
    foreign.forEach(one -> line(OneLine.of(one).text().replace("```", "'''")));
    line("```");
    gap();
    return line("</details>");
  }

  /** What has been added so far. */
  public MarkdownText text() {
    return new MarkdownText(text.toString());
  }

  private MarkdownPage line(String line) {
    text.append(line).append('\n');
    return this;
  }
}
