package dev.stuckpod.cli.brief;

import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.cluster.ObjectFormat;
import dev.stuckpod.cli.cluster.WholeDump;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;

/**
 * Shows what was found in one pod, as {@code analyze} would of its dumps.
 *
 * @param cluster where it is
 * @param name of the DumpAnalysis
 */
public record Showing(ClusterOptions cluster, String name, ObjectFormat format) implements Brief {

  @Override
  public void answer(Console out, Console err) throws CommandException {
    boolean programs = format == ObjectFormat.json || format == ObjectFormat.yaml;
    DumpAnalysis analysis =
        cluster.ask(
            line -> programs ? WholeDump.analysis(line, name) : WholeDump.shown(line, name));
    format.write(analysis, out);
    out.flush();
  }
}
