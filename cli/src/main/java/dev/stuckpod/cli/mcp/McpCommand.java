package dev.stuckpod.cli.mcp;

import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.cli.mcp.dump.DumpTools;
import dev.stuckpod.cli.mcp.folder.Folders;
import dev.stuckpod.cli.mcp.pods.AnalysisTools;
import dev.stuckpod.cli.mcp.pods.CaptureTool;
import dev.stuckpod.cli.mcp.pods.DoctorTool;
import dev.stuckpod.cli.mcp.pods.Scope;
import dev.stuckpod.cli.mcp.tool.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Answers assistants. */
@Command(
    name = "mcp",
    description =
        "Answers assistants over the Model Context Protocol, on standard input and output: what was"
            + " found in a cluster, and dumps in folders. It only reads.",
    mixinStandardHelpOptions = true)
public final class McpCommand implements Callable<Integer> {

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description =
          "A folder with dumps that may be read, with those within it; may be given several times."
              + " No file outside is read.")
  private List<Path> folders = List.of();

  @Option(names = "--context", paramLabel = "NAME", description = "Context of the kubeconfig.")
  private @Nullable String context;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NS",
      description = "The only namespace that is looked into; default: any that may be read.")
  private @Nullable String namespace;

  @Option(
      names = "--allow-capture",
      description =
          "Also takes dumps of pods when it is asked to, but never by a signal: no process ends.")
  private boolean allowCapture;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException, InterruptedException {
    List<Tool> tools = tools(Folders.of(folders));
    Console err = Console.err(spec);
    err.line(
        "stuckpod: answers assistants on standard input and output, %s; folders: %s"
            .formatted(
                allowCapture ? "and takes dumps of pods" : "and only reads",
                folders.isEmpty() ? "none" : folders));
    err.flush();
    String version = McpCommand.class.getPackage().getImplementationVersion();
    new Serving(tools)
        .run(new Wire(System.in, Console.protocol()), version == null ? "development" : version);
    return 0;
  }

  private List<Tool> tools(Folders given) {
    var scope = new Scope(context, namespace);
    var tools = new ArrayList<Tool>(new AnalysisTools(scope).all());
    tools.add(new DoctorTool(scope).tool());
    tools.addAll(new DumpTools(given).all());
    if (allowCapture) {
      tools.add(new CaptureTool(scope).tool());
    }
    return tools;
  }
}
