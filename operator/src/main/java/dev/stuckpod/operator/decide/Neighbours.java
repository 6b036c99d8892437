package dev.stuckpod.operator.decide;

import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.readings.PodReadings.Scrapes;
import dev.stuckpod.operator.readings.PodReadings.Work;
import dev.stuckpod.operator.rules.Metric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What one answer says about the pods around a pod: its siblings, which are controlled by the same
 * workload, and those of its node. Each question goes through a workload once, however many pods
 * are judged.
 */
final class Neighbours {

  /**
   * A sibling that does something.
   *
   * @param value how much
   */
  record Busy(String pod, double value) {}

  private record Question(String workload, Metric metric, String what) {}

  private final Answer.Given given;
  private final Map<String, List<PodFacts>> workloads = new HashMap<>();
  private final Map<String, List<PodFacts>> nodes = new HashMap<>();
  private final Map<Question, List<Busy>> answered = new HashMap<>();
  private final Map<String, Boolean> failing = new HashMap<>();

  Neighbours(Collection<PodFacts> all, Answer.Given given) {
    this.given = given;
    all.stream()
        .sorted(Comparator.comparing(PodFacts::name))
        .forEach(
            pod -> {
              workloads.computeIfAbsent(pod.workload(), _ -> new ArrayList<>()).add(pod);
              nodes.computeIfAbsent(pod.node(), _ -> new ArrayList<>()).add(pod);
            });
  }

  /** The first sibling on which a gauge has changed. */
  Optional<Busy> mover(PodFacts pod, Metric gauge) {
    return first(
        pod,
        new Question(pod.workload(), gauge, "changes"),
        work -> work.of(gauge).sum(Fact.Changes),
        0);
  }

  /**
   * The first sibling on which a counter has grown.
   *
   * @param rate growth a second, by what is known of a pod
   * @param above more than which counts
   */
  Optional<Busy> grower(PodFacts pod, Metric counter, ToDoubleFunction<Work> rate, double above) {
    return first(pod, new Question(pod.workload(), counter, "rate"), rate, above);
  }

  /** Several pods of this policy on the node, and not one of them is answering. */
  boolean nodeFails(PodFacts pod) {
    return failing.computeIfAbsent(pod.node(), this::noneAnswers);
  }

  private boolean noneAnswers(String node) {
    List<PodFacts> running =
        nodes.getOrDefault(node, List.of()).stream().filter(PodFacts::running).toList();
    return running.size() > 1
        && running.stream()
            .allMatch(
                other ->
                    given.of(other.name()).orElse(null) instanceof Scrapes scrapes
                        && !scrapes.targets().isEmpty()
                        && scrapes.targets().stream()
                            .allMatch(t -> t.facts().get(Fact.Up).orElse(1) == 0));
  }

  private Optional<Busy> first(
      PodFacts pod, Question question, ToDoubleFunction<Work> measure, double above) {
    return answered
        .computeIfAbsent(question, _ -> firstTwo(pod.workload(), measure, above))
        .stream()
        .filter(busy -> !busy.pod().equals(pod.name()))
        .findFirst();
  }

  /** Two, because the pod that asks may be one of them. */
  private List<Busy> firstTwo(String workload, ToDoubleFunction<Work> measure, double above) {
    var busy = new ArrayList<Busy>(2);
    for (PodFacts sibling : workloads.getOrDefault(workload, List.of())) {
      if (given.of(sibling.name()).orElse(null) instanceof Work work) {
        double value = measure.applyAsDouble(work);
        if (value > above) {
          busy.add(new Busy(sibling.name(), value));
        }
      }
      if (busy.size() == 2) {
        break;
      }
    }
    return busy;
  }
}
