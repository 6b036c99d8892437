package dev.stuckpod.cli;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Follows a DumpAnalysis to its end and tells every step. */
public final class AnalysisFollower {

  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final List<String> STEPS = List.of("Captured", "Analyzed");

  private final KubernetesClient client;
  private final Consumer<String> progress;

  /**
   * Follows with a client.
   *
   * @param progress told one line per change
   */
  public AnalysisFollower(KubernetesClient client, Consumer<String> progress) {
    this.client = client;
    this.progress = progress;
  }

  /**
   * Waits until nothing more will change.
   *
   * @throws CommandException if it was deleted meanwhile, or did not end in time
   */
  public DumpAnalysis follow(String namespace, String name, Duration timeout)
      throws CommandException, InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    String told = "";
    while (System.nanoTime() < end) {
      DumpAnalysis now =
          client.resources(DumpAnalysis.class).inNamespace(namespace).withName(name).get();
      if (now == null) {
        throw new CommandException("DumpAnalysis " + name + " was deleted meanwhile");
      }
      String state = describe(now);
      if (!state.equals(told)) {
        progress.accept(state);
        told = state;
      }
      if (isFinished(now)) {
        return now;
      }
      Thread.sleep(PAUSE);
    }
    throw new CommandException(
        "DumpAnalysis "
            + name
            + " is not finished after "
            + timeout.toSeconds()
            + " s; see kubectl describe dumpanalysis "
            + name);
  }

  /** Tells whether the dump was read: the verdict stands. */
  public static boolean isExplained(DumpAnalysis analysis) {
    return condition(analysis, "Analyzed").filter(c -> "True".equals(c.getStatus())).isPresent();
  }

  /** Finds a condition by its type. */
  public static Optional<Condition> condition(DumpAnalysis analysis, String type) {
    if (analysis.getStatus() == null || analysis.getStatus().conditions() == null) {
      return Optional.empty();
    }
    return analysis.getStatus().conditions().stream()
        .filter(condition -> type.equals(condition.getType()))
        .findFirst();
  }

  private static boolean isFinished(DumpAnalysis analysis) {
    return condition(analysis, "Analyzed")
        .filter(c -> !"Unknown".equals(c.getStatus()))
        .isPresent();
  }

  private static String describe(DumpAnalysis analysis) {
    var text = new StringBuilder();
    for (String type : STEPS) {
      condition(analysis, type)
          .ifPresent(
              c ->
                  text.append(text.isEmpty() ? "" : "; ")
                      .append(type)
                      .append(": ")
                      .append(c.getReason())
                      .append(
                          c.getMessage() == null || c.getMessage().isEmpty()
                              ? ""
                              : " (" + c.getMessage() + ")"));
    }
    return text.isEmpty() ? "waiting for the operator" : text.toString();
  }
}
