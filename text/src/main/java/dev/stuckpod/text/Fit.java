package dev.stuckpod.text;

/**
 * Text that is fit for what it was made for: nothing in it steers a terminal, becomes markup, calls
 * people, or looks like something else than it is.
 */
public sealed interface Fit
    permits HtmlDocument, HtmlText, JsonText, LogLine, MarkdownText, OneLine, ScreenText, XmlText {

  /** The text, to be written as it is. */
  String text();
}
