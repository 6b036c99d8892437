package dev.stuckpod.cli.report.html;

import dev.stuckpod.cli.report.page.Table;
import dev.stuckpod.text.Cut;
import dev.stuckpod.text.HtmlDocument;
import java.util.List;

/** Draws a table. */
final class TableHtml {
  private static final int LONGEST = 600;

  private TableHtml() {}

  static void write(Table table, HtmlDocument.Page html) {
    html.open(
        "div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", table.title());
    html.open("table").element("caption", table.title()).open("thead").open("tr");
    for (String column : table.columns()) {
      html.element(
          column.isEmpty() ? "td" : "th", column, "scope", column.isEmpty() ? null : "col");
    }
    html.close().close().open("tbody").line();
    for (List<String> row : table.rows()) {
      html.open("tr");
      row.forEach(cell -> html.element("td", Cut.marked(cell, LONGEST)));
      html.close().line();
    }
    html.close().close().close().line();
  }
}
