package dev.stuckpod.text;

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

  MarkdownText(String text) {
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
}
