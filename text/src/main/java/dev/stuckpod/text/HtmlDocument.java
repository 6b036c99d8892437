package dev.stuckpod.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A document of HTML, as a whole: what a stranger has named is never a tag of it, no end of an
 * attribute, and no address but one on the web.
 */
public final class HtmlDocument implements Fit {

  private final String text;

  private HtmlDocument(String text) {
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

  /** Whether an address may stand in a link: of the web, or of a place in the document. */
  public static boolean isLink(String address) {
    return Page.LINK.matcher(address).matches();
  }

  /** Takes one tag after the other. */
  public static final class Page {

    private static final Pattern LINK = Pattern.compile("#[\\w-]+|https?://[!-~&&[^\"'<>`\\\\]]+");

    /** Nobody reads on, and no browser need hold more. */
    private static final int LONGEST_TEXT = 4_000;

    private static final int LONGEST_VALUE = 20_000;

    private final StringBuilder text = new StringBuilder("<!DOCTYPE html>\n");
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens an element in the one that is open.
     *
     * @param tag its name, one of ours
     * @param attributes names of ours, each followed by its value, which may be a stranger's; one
     *     whose value is null is left out, and so is a {@code href} that is no address of the web
     */
    public Page open(String tag, @Nullable String... attributes) {
      begin(tag, attributes);
      open.push(tag);
      return this;
    }

    /** Adds an element that has no content. */
    public Page empty(String tag, @Nullable String... attributes) {
      begin(tag, attributes);
      return this;
    }

    /** Adds an element whose content is a stranger's text. */
    public Page element(String tag, String foreign, @Nullable String... attributes) {
      return open(tag, attributes).text(foreign).close();
    }

    /**
     * Adds a stranger's text in one line; what steers or cannot be seen is shown by its number, and
     * of what is very long the beginning.
     */
    public Page text(String foreign) {
      text.append(HtmlText.revealed(Cut.marked(foreign, LONGEST_TEXT)));
      return this;
    }

    /** Ends a line, where one is seen. */
    public Page line() {
      text.append('\n');
      return this;
    }

    /** Closes the element that was opened last. */
    public Page close() {
      text.append("</").append(open.pop()).append('>');
      return this;
    }

    /** Adds what is ours and no text: the style or the script of the document. */
    public Page ours(String tag, String content) {
      if (content.contains("</") || content.contains("<!--")) {
        throw new IllegalArgumentException("this would end the " + tag);
      }
      text.append('<').append(tag).append('>').append(content);
      text.append("</").append(tag).append('>');
      return this;
    }

    /** What has been added so far, with everything closed. */
    public HtmlDocument document() {
      while (!open.isEmpty()) {
        close();
      }
      return new HtmlDocument(text.append('\n').toString());
    }

    private void begin(String tag, @Nullable String... attributes) {
      text.append('<').append(tag);
      for (int i = 0; i + 1 < attributes.length; i += 2) {
        String name = attributes[i];
        String value = attributes[i + 1];
        if (name != null && value != null && (!name.equals("href") || isLink(value))) {
          text.append(' ').append(name).append("=\"");
          text.append(HtmlText.revealed(Cut.bare(value, LONGEST_VALUE))).append('"');
        }
      }
      text.append('>');
    }
  }
}
