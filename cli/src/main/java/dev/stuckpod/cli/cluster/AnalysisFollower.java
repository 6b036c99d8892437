package dev.stuckpod.cli.cluster;

import dev.stuckpod.cli.ground.CommandException;
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
    List<String> told = List.of();
    while (System.nanoTime() < end) {
      DumpAnalysis now =
          client.resources(DumpAnalysis.class).inNamespace(namespace).withName(name).get();
      if (now == null) {
        throw new CommandException("DumpAnalysis " + name + " was deleted meanwhile");
      }
      List<String> states = describe(now);
      for (String state : states) {
        if (!told.contains(state)) {
          progress.accept(state);
        }
      }
      told = states;
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

  /** What is known of each step that has begun; one that waits for another has nothing to say. */
  static List<String> describe(DumpAnalysis analysis) {
    List<String> states =
        STEPS.stream()
            .flatMap(type -> condition(analysis, type).stream())
            .filter(c -> !c.getType().equals("Analyzed") || !c.getReason().equals("Pending"))
            .map(AnalysisFollower::describe)
            .toList();
    return states.isEmpty() ? List.of("waiting for the operator") : states;
  }

  private static String describe(Condition c) {
    String state = c.getType() + ": " + c.getReason();
    return c.getMessage() == null || c.getMessage().isEmpty()
        ? state
        : state + " (" + c.getMessage() + ")";
  }
}
