package dev.stuckpod.analysis;

import dev.stuckpod.analysis.format.DumpReader;
import dev.stuckpod.analysis.format.Forms;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.format.UnknownFormatException;
import dev.stuckpod.analysis.golang.Golang;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.hotspot.HotSpot;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.platform.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** All runtimes whose dumps are explained. */
public final class Platforms {
  private static final List<Platform> ALL = List.of(new Golang(), new HotSpot());

  private static final Forms FORMS =
      new Forms(
          ALL.stream().flatMap(p -> p.forms().stream()).toList(),
          ALL.stream().map(Platform::dialect).toList());

  private Platforms() {}

  /**
   * Reads a dump, whichever runtime has printed it, to the end of the stream; does not close it.
   *
   * @throws UnknownFormatException if no dump is in it
   * @throws IOException if the stream fails
   */
  public static Dump read(InputStream in, Limits limits)
      throws IOException, UnknownFormatException {
    return DumpReader.read(in, limits, FORMS);
  }

  /** Tells who waits for whom in a dump. */
  public static WaitForGraph graph(Dump dump) {
    Platform platform =
        ALL.stream().filter(p -> p.dialect().equals(dump.runtime())).findFirst().orElseThrow();
    return WaitForGraph.of(dump, parties -> platform.resources(parties, dump.words()));
  }

  /** Whether a function belongs to a runtime, and not to an application that runs on it. */
  public static boolean isPlumbing(String function) {
    return ALL.stream().anyMatch(p -> p.dialect().isPlumbing(function));
  }

  /** Whether a call is one at which every routine of a runtime begins. */
  public static boolean isRoot(String function) {
    return ALL.stream().anyMatch(p -> p.dialect().isRoot(function));
  }

  /**
   * Gives a function's name without what another build would call otherwise.
   *
   * @param runtime by its label; of one that is not known the name stays as it is
   */
  static String lasting(String runtime, String function) {
    return ALL.stream()
        .map(Platform::dialect)
        .filter(dialect -> dialect.label().equals(runtime))
        .findFirst()
        .map(dialect -> dialect.lasting(function))
        .orElse(function);
  }
}
