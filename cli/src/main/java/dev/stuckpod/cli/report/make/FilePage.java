package dev.stuckpod.cli.report.make;

import dev.stuckpod.cli.report.link.Links;
import dev.stuckpod.cli.report.page.ReportPage;
import dev.stuckpod.cli.report.page.Story;
import java.util.List;

/** Makes the page of dumps in files. */
public final class FilePage {

  private FilePage() {}

  /**
   * Makes it.
   *
   * @param files of one process, the oldest first
   */
  public static ReportPage of(List<String> files, Evidence evidence, Links links) {
    Story story = Stories.of(files, evidence, links);
    return new ReportPage(
        story.headline().word() + ": " + story.name(),
        story.headline(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(story),
        List.of());
  }
}
