package dev.stuckpod.cli.explore;

import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.cluster.WholeDump;
import dev.stuckpod.cli.ground.CommandException;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Dumps of DumpAnalyses: {@code NAME}, or {@code NAME:1} for the second one of several. */
final class ClusterDumps {
  /** A name without a point is no file; one with points is told to be none by what precedes it. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?:([a-z0-9][a-z0-9-]*)|(?:dumpanalysis|dumpanalyses)/([a-z0-9][a-z0-9.-]*))(?::(\\d{1,3}))?");

  private final ClusterOptions options;

  ClusterDumps(ClusterOptions options) {
    this.options = options;
  }

  /** Whether something is called as analyses are; a file of that name comes first. */
  boolean isNamed(String source) {
    return NAME.matcher(source).matches();
  }

  /** Gives the dumps that are meant; all of an analysis where none of them is named. */
  List<String> sources(String source) throws CommandException {
    Matcher name = NAME.matcher(source);
    if (!name.matches() || name.group(3) != null || Files.exists(Path.of(source))) {
      return List.of(source);
    }
    try (KubernetesClient client = options.connect()) {
      int dumps = WholeDump.all(client, name(name)).size();
      return dumps < 2
          ? List.of(source)
          : IntStream.range(0, dumps).mapToObj(i -> source + ":" + i).toList();
    }
  }

  /** Writes a dump to a file of its own, which is the caller's to delete. */
  Path fetch(String source) throws IOException {
    Matcher name = NAME.matcher(source);
    if (!name.matches()) {
      throw new IOException("there is no such file");
    }
    int sample = name.group(3) == null ? 0 : Integer.parseInt(name.group(3));
    Path copy = Files.createTempFile("stuckpod-dump", "");
    boolean whole = false;
    try (KubernetesClient client = options.connect();
        OutputStream out = Files.newOutputStream(copy)) {
      WholeDump.write(WholeDump.find(client, name(name), sample), client, out);
      whole = true;
      return copy;
    } catch (CommandException failed) {
      throw new IOException(failed.getMessage(), failed);
    } finally {
      if (!whole) {
        Files.deleteIfExists(copy);
      }
    }
  }

  private static String name(Matcher name) {
    return name.group(1) == null ? name.group(2) : name.group(1);
  }
}
