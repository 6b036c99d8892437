package dev.stuckpod.cli.report.page;

import java.util.List;

/**
 * Rows of words.
 *
 * @param title what it is a table of
 * @param columns their heads
 */
public record Table(String title, List<String> columns, List<List<String>> rows) {
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }
}
