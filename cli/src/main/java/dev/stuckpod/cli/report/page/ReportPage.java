package dev.stuckpod.cli.report.page;

import java.util.List;

/**
 * All that a page says.
 *
 * @param title of the document
 * @param facts of the whole
 * @param remarks what is to be known before reading on
 * @param timeline what happened, in its order
 * @param plots readings
 * @param tables pods, figures
 * @param stories what dumps say; of a load test one for each cause
 * @param again how to ask again
 */
public record ReportPage(
    String title,
    Headline headline,
    List<Fact> facts,
    List<String> remarks,
    List<Moment> timeline,
    List<Plot> plots,
    List<Table> tables,
    List<Story> stories,
    List<Ask> again) {
  public ReportPage {
    facts = List.copyOf(facts);
    remarks = List.copyOf(remarks);
    timeline = List.copyOf(timeline);
    plots = List.copyOf(plots);
    tables = List.copyOf(tables);
    stories = List.copyOf(stories);
    again = List.copyOf(again);
  }
}
