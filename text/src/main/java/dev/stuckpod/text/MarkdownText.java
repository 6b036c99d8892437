package dev.stuckpod.text;

import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A piece of Markdown within a line, in GitHub's flavour, that GitLab and others read too: what a
 * stranger has named stays text.
 */
public final class MarkdownText implements Fit {

  /** Nothing that is seen; whoever looks for names and links finds an end here. */
  private static final String STOP = "&#8203;";

  private static final Pattern MARKUP = Pattern.compile("[\\\\`*_{}\\[\\]<>|#~]");

  /** An entity would be what it stands for, and read as such. */
  private static final Pattern ENTITY = Pattern.compile("&(?=(\\\\#)?\\w+;)");

  /** Calls people or teams, unless it follows a letter: there it is a version, or an address. */
  private static final Pattern MENTION = Pattern.compile("(?<![A-Za-z0-9])@(?=[\\w\\\\-])");

  /** Becomes a link of itself: an address on the web, or another issue. */
  private static final Pattern LINK =
      Pattern.compile(
          "(?<=[A-Za-z])(:)(?=//)|(?i:(?<=\\bwww)(\\.))|(?i:(?<=\\bGH)(-)(?=\\d))"
              + "|(?<=\\\\#)()(?=\\d)|(?<=[A-Za-z0-9])(@)(?=[A-Za-z0-9-]+\\.[A-Za-z])");

  /** Begins a formula, or names a merge request and the like in GitLab. */
  private static final Pattern REFERENCE = Pattern.compile("(?<![\\w&])([!$%^])(?=[\\w\"\\\\])");

  /** Begins a list, a heading or a command, where it begins a line. */
  private static final Pattern START = Pattern.compile("^([-+=/]|\\d+(?=[.)]\\s))");

  private final String text;

  private MarkdownText(String text) {
    this.text = text;
  }

  /** Makes a stranger's sentence fit: none of it is markup, a link, or the name of anybody. */
  public static MarkdownText prose(String foreign) {
    String line = OneLine.of(foreign).text().strip();
    String plain = MARKUP.matcher(line).replaceAll("\\\\$0");
    plain = ENTITY.matcher(plain).replaceAll("\\\\&");
    plain = REFERENCE.matcher(plain).replaceAll("\\\\$1" + STOP);
    plain = LINK.matcher(plain).replaceAll("$0" + STOP);
    plain = MENTION.matcher(plain).replaceAll("@" + STOP);
    plain = START.matcher(plain).replaceFirst(MarkdownText::start);
    return new MarkdownText(plain);
  }

  private static String start(MatchResult begin) {
    String found = begin.group();
    // of a number it is the mark behind it that makes it one of a list
    return Character.isDigit(found.charAt(0)) ? found + STOP : "\\\\" + found;
  }

  /** Makes a stranger's name fit, as code; it may stand in a table. Of nothing it is nothing. */
  public static MarkdownText code(String foreign) {
    String line = OneLine.of(foreign).text().replace('`', '\'');
    // a bar ends a cell unless one backslash precedes it, and two are one that does not count
    String code = line.replaceAll("(?<=\\\\)\\|", " |").replace("|", "\\|");
    return new MarkdownText(code.isBlank() ? "" : "`" + code + "`");
  }

  /**
   * Makes a link of a name.
   *
   * @param url made of what an address may have
   */
  public static MarkdownText link(MarkdownText name, String url) {
    return url.matches("https://[\\w./!@+#~%=-]+")
        ? new MarkdownText("[" + name.text + "](" + url + ")")
        : name;
  }

  /** The same, emphasised. */
  public MarkdownText strong() {
    return new MarkdownText(text.isEmpty() ? "" : "**" + text + "**");
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }

  /** Takes one block after the other. */
  public static final class Page {

    private final StringBuilder text = new StringBuilder();

    /** Adds a heading. */
    public Page heading(int level, String foreign) {
      return line("#".repeat(level) + " " + prose(foreign));
    }

    /** Adds a line of prose. */
    public Page line(MarkdownText prose) {
      return line(prose.text);
    }

    /** Adds an empty line, which ends a block. */
    public Page gap() {
      return line("");
    }

    /** Adds an item of a list. */
    public Page item(String foreign) {
      return line("- " + prose(foreign));
    }

    /** Adds the head of a table; a column whose name begins with a colon is aligned right. */
    public Page head(String... columns) {
      row(
          Arrays.stream(columns)
              .map(name -> prose(name.startsWith(":") ? name.substring(1) : name))
              .toArray(MarkdownText[]::new));
      var ruler = new StringBuilder("|");
      for (String name : columns) {
        ruler.append(name.startsWith(":") ? "---:|" : "---|");
      }
      return line(ruler.toString());
    }

    /** Adds a row of a table. */
    public Page row(MarkdownText... cells) {
      var row = new StringBuilder("|");
      for (MarkdownText cell : cells) {
        row.append(' ').append(cell.text).append(" |");
      }
      return line(row.toString());
    }

    /** Adds lines that are shown as they are, and only when they are asked for. */
    public Page details(String summary, Iterable<String> foreign) {
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

    private Page line(String line) {
      text.append(line).append('\n');
      return this;
    }
  }
}
