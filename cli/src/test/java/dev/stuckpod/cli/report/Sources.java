package dev.stuckpod.cli.report;

import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.report.link.Links;
import dev.stuckpod.cli.report.page.Groups;
import dev.stuckpod.cli.report.page.Picture;
import dev.stuckpod.cli.report.page.ReportPage;
import dev.stuckpod.cli.report.page.Story;
import dev.stuckpod.cli.report.source.ReportPages;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Pages of what lies in this checkout. */
final class Sources {

  static final Path CORPUS = Path.of("../corpus/dumps");
  static final Path DUMPS = Path.of("../analysis/src/test/resources/dumps");
  static final Path LOAD_TEST = Path.of("src/test/resources/dev/stuckpod/cli/report/loadtest");

  private Sources() {}

  static ReportPage corpus(String name) throws CommandException {
    return page(CORPUS.resolve(name));
  }

  static ReportPage page(Path... files) throws CommandException {
    return page(Links.OF_LIBRARIES, files);
  }

  static ReportPage page(Links links, Path... files) throws CommandException {
    List<String> names = Arrays.stream(files).map(Path::toString).toList();
    return ReportPages.of(names, new ClusterOptions(), links);
  }

  static Story story(ReportPage page) {
    return page.stories().getFirst();
  }

  static Picture picture(ReportPage page) {
    return Objects.requireNonNull(story(page).picture());
  }

  static Groups groups(ReportPage page) {
    return story(page).groups();
  }
}
