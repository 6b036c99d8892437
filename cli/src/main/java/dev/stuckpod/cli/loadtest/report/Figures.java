package dev.stuckpod.cli.loadtest.report;

import dev.stuckpod.cli.loadtest.k6.LoadFigures;
import dev.stuckpod.cli.loadtest.k6.LoadFigures.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the load has seen, as rows of a table. */
public final class Figures {

  /** A stretch of the run, in words. */
  public record Row(String stretch, String requests, String failed, String p95) {}

  private Figures() {}

  /** Gives the whole run, and what was before and after the freeze where that is known. */
  public static List<Row> rows(LoadFigures figures) {
    var rows = new ArrayList<Row>();
    add(rows, "whole run", figures.whole());
    add(rows, "before the freeze", figures.before());
    add(rows, "after it", figures.after());
    return rows;
  }

  private static void add(List<Row> rows, String name, @Nullable Stretch stretch) {
    if (stretch != null) {
      rows.add(
          new Row(
              name,
              String.valueOf(stretch.requests()),
              stretch.errorRate() == null ? "–" : number(stretch.errorRate() * 100) + " %",
              stretch.p95Millis() == null ? "–" : number(stretch.p95Millis()) + " ms"));
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
  }
}
