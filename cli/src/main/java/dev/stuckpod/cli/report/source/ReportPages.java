package dev.stuckpod.cli.report.source;

import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.loadtest.report.Report;
import dev.stuckpod.cli.loadtest.report.Run;
import dev.stuckpod.cli.report.link.Links;
import dev.stuckpod.cli.report.page.ReportPage;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes pages of whatever is named. */
public final class ReportPages {
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:(?<kind>dumpanalysis|dumpanalyses|loadtestwindow|loadtestwindows)/)?"
              + "(?<name>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)");

  private ReportPages() {}

  /**
   * Makes the page of files, of a folder, or of an object in the cluster; a file comes first.
   *
   * @param sources one, or dumps of one process, the oldest first
   * @throws CommandException if there is no such thing, or it cannot be read
   */
  public static ReportPage of(List<String> sources, ClusterOptions cluster, Links links)
      throws CommandException {
    String first = sources.getFirst();
    if (sources.size() > 1) {
      return FileSource.page(sources, links);
    }
    Path path = path(first);
    if (path != null && FolderSource.isOne(path)) {
      return FolderSource.page(path, links);
    }
    Matcher named = NAMED.matcher(first);
    if (path != null && Files.exists(path) || !named.matches()) {
      return FileSource.page(sources, links);
    }
    if (named.group("kind") == null && first.contains(".")) {
      return FileSource.page(sources, links); // a name with points is told from a file by its kind
    }
    try (KubernetesClient client = cluster.connect()) {
      var source = new ClusterSource(client, links);
      String kind = named.group("kind");
      String name = named.group("name");
      return kind == null
          ? source.any(name)
          : kind.startsWith("load") ? source.window(name) : source.analysis(name);
    }
  }

  /**
   * Makes the page of a load test that was seen.
   *
   * @param client to fetch dumps and readings with; null where there is none
   */
  public static ReportPage of(Run run, Report report, @Nullable KubernetesClient client) {
    return client == null
        ? LoadTestSource.page(
            run,
            report,
            (_, _, _) -> {
              throw new CommandException("There is no cluster to fetch it from");
            },
            List.of(),
            Links.OF_LIBRARIES)
        : new ClusterSource(client, Links.OF_LIBRARIES).of(run, report);
  }

  /**
   * Makes the page of what {@code loadtest --artifacts} has kept.
   *
   * @throws CommandException if there is no report in the folder, or it cannot be read
   */
  public static ReportPage ofFolder(Path folder, Links links) throws CommandException {
    return FolderSource.page(folder, links);
  }

  private static @Nullable Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException none) {
      return null;
    }
  }
}
