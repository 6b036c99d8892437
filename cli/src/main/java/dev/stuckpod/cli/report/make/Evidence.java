package dev.stuckpod.cli.report.make;

import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.cli.report.page.Raw;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one process.
 *
 * @param analysis what its dumps are explained as
 * @param graph who waits for whom; null where the dump is not there
 * @param dumps the dumps, the oldest first; empty where they are not there
 * @param raws how they were taken
 * @param remarks what could not be had of it, a sentence each
 */
public record Evidence(
    Analysis analysis,
    @Nullable WaitForGraph graph,
    List<Dump> dumps,
    List<Raw> raws,
    List<String> remarks) {
  public Evidence {
    dumps = List.copyOf(dumps);
    raws = List.copyOf(raws);
    remarks = List.copyOf(remarks);
  }

  /** One of which no dump is there. */
  public static Evidence told(Analysis analysis, List<Raw> raws, List<String> remarks) {
    return new Evidence(analysis, null, List.of(), raws, remarks);
  }
}
