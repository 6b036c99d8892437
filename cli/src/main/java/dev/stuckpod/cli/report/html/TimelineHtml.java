package dev.stuckpod.cli.report.html;

import dev.stuckpod.cli.report.page.Moment;
import dev.stuckpod.text.Cut;
import dev.stuckpod.text.HtmlDocument;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Draws what happened when. */
final class TimelineHtml {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int LONGEST = 600;

  private TimelineHtml() {}

  static void write(List<Moment> moments, HtmlDocument.Page html) {
    html.open("section", "id", "timeline").line();
    html.element("h2", "Timeline, %s UTC".formatted(DAY.format(moments.getFirst().at()))).line();
    html.open("ol", "class", "timeline").line();
    Instant before = moments.getFirst().at();
    String day = DAY.format(before);
    for (Moment moment : moments) {
      String stage = moment.stage().name().toLowerCase(Locale.ROOT);
      String today = DAY.format(moment.at());
      html.open("li", "class", "stage-" + stage);
      html.element(
          "time",
          (today.equals(day) ? "" : today + " ") + clock(moment.at()),
          "datetime",
          moment.at().toString());
      html.element("span", later(Duration.between(before, moment.at())), "class", "delta");
      html.element("span", Cut.marked(moment.text(), LONGEST), "class", "what").close().line();
      before = moment.at();
      day = today;
    }
    html.close().close().line();
  }

  static String clock(Instant at) {
    return CLOCK.format(at);
  }

  /** How long after the one before. */
  private static String later(Duration after) {
    long millis = after.toMillis();
    if (millis <= 0) {
      return "";
    }
    if (millis < 10_000) {
      return String.format(Locale.ROOT, "+%.1f s", millis / 1000.0);
    }
    return millis < 600_000
        ? "+%d s".formatted(millis / 1000)
        : "+%d min".formatted(millis / 60_000);
  }
}
