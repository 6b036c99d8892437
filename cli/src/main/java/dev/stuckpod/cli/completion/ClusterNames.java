package dev.stuckpod.cli.completion;

import dev.stuckpod.cli.cluster.AnalysisTable;
import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.cluster.ObjectNames;
import dev.stuckpod.cli.completion.Candidates.Word;
import dev.stuckpod.cli.ground.CommandException;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Names that a cluster has. Somebody waits at a key: what takes long, or fails, is none. */
final class ClusterNames implements Candidates.Names {

  private static final long PATIENCE_SECONDS = 3;

  @Override
  public List<Word> of(Kind kind, Typed typed) {
    var task = new FutureTask<>(() -> ask(kind, typed));
    Thread.ofPlatform().daemon().start(task);
    try {
      return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException none) {
      return List.of();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static List<Word> ask(Kind kind, Typed typed) throws CommandException {
    ClusterOptions options = options(typed);
    if (kind == Kind.Context) {
      return options.contexts().stream().map(name -> new Word(name, "")).toList();
    }
    try (KubernetesClient client = options.connectUnasked()) {
      String namespace = client.getNamespace();
      return switch (kind) {
        case Analysis, AnalysisOrFile ->
            analyses(AnalysisTable.read(client, new AnalysisTable.Which(namespace, null)));
        case Window -> words(ObjectNames.of(client, ours(namespace) + "loadtestwindows"));
        case Policy -> words(ObjectNames.of(client, ours(namespace) + "stuckpolicies"));
        case Pod -> words(ObjectNames.of(client, "api/v1/namespaces/" + namespace + "/pods"));
        case Namespace -> words(ObjectNames.of(client, "api/v1/namespaces"));
        case Context, File -> List.of();
      };
    }
  }

  private static String ours(String namespace) {
    return "apis/stuckpod.dev/v1alpha1/namespaces/" + namespace + "/";
  }

  private static List<Word> words(List<String> names) {
    return names.stream().map(name -> new Word(name, "")).toList();
  }

  /** With pod and verdict, because their names say little. */
  private static List<Word> analyses(AnalysisTable table) {
    List<Integer> telling =
        IntStream.range(0, table.columns().size())
            .filter(i -> List.of("Pod", "Verdict").contains(table.columns().get(i).name()))
            .boxed()
            .toList();
    return table.rows().stream()
        .map(
            row ->
                new Word(
                    row.name(),
                    telling.stream()
                        .filter(i -> i < row.cells().size())
                        .map(i -> row.cells().get(i))
                        .filter(cell -> !cell.isEmpty())
                        .collect(Collectors.joining(", "))))
        .toList();
  }

  private static ClusterOptions options(Typed typed) throws CommandException {
    String file = typed.values().get("--kubeconfig");
    try {
      return new ClusterOptions(
          file == null ? null : Path.of(file),
          typed.values().get("--context"),
          typed.values().get("--namespace"));
    } catch (InvalidPathException wrong) {
      throw new CommandException("no file is called so", wrong);
    }
  }
}
