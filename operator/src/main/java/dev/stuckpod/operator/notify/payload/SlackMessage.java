package dev.stuckpod.operator.notify.payload;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stuckpod.text.OneLine;

/**
 * A message as Slack's incoming webhooks take it: text alone, which those take, too, that are like
 * them. What an app has named stands as code, where nothing is a link, a mention or bold.
 */
record SlackMessage(
    String text,
    @JsonProperty("unfurl_links") boolean unfurlLinks,
    @JsonProperty("unfurl_media") boolean unfurlMedia) {

  /** More is hard to read in a channel; the command shows all of it. */
  private static final int LONGEST = 1000;

  static SlackMessage of(Notification told) {
    var text = new StringBuilder();
    text.append("*%s*: pod %s".formatted(escaped(told.headline()), code(told.pod())));
    text.append(" in namespace ").append(code(told.namespace()));
    if (told.workload() != null) {
      text.append(", workload ").append(code(told.workload()));
    }
    text.append("\n```").append(quiet(cut(told.cause()))).append("```\n");
    text.append("Stuck since ").append(escaped(told.stuckSince()));
    if (told.policy() != null) {
      text.append(", by policy ").append(code(told.policy()));
    }
    text.append('\n').append(code(told.command()));
    if (told.link() != null) {
      text.append("\n<").append(escaped(told.link())).append('>');
    }
    return new SlackMessage(text.toString(), false, false);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : OneLine.of(text).within(LONGEST).text();
  }

  private static String code(String text) {
    return "`" + quiet(text) + "`";
  }

  /** What stands as code does not end it. */
  private static String quiet(String text) {
    return escaped(text.replace('`', '\''));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
