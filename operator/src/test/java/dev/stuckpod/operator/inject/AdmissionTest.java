package dev.stuckpod.operator.inject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.inject.facts.Marks;
import dev.stuckpod.operator.inject.facts.NamespaceFacts;
import dev.stuckpod.operator.inject.facts.RunAs;
import dev.stuckpod.operator.inject.facts.SeenUsers;
import dev.stuckpod.operator.inject.facts.Surroundings;
import dev.stuckpod.operator.inject.facts.Workload;
import dev.stuckpod.operator.inject.fit.NamespaceLimits;
import dev.stuckpod.operator.inject.review.Review;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void looksOnceAtEverythingHoweverManyContainersThereAre() {
    Pod pod =
        Pods.pod(
            IntStream.range(0, 60)
                .mapToObj("{name: c%d, image: a}"::formatted)
                .collect(
                    Collectors.joining(", ", "{shareProcessNamespace: true, containers: [", "]}")));
    var admission =
        new Admission(
            new Counted(),
            () -> Pods.SETTINGS,
            new Refusals(Clock.systemUTC()),
            (decision, _) -> assertThat(decision).isInstanceOf(InjectionDecision.Inject.class));

    admission.answer(new Review("1", "shop", false, pod));

    assertThat(looks).as("namespace, limits, users, workload, failing sidecars").hasValue(5);
  }

  private final class Counted implements Surroundings {

    @Override
    public NamespaceFacts namespace(String name) {
      looks.incrementAndGet();
      return new NamespaceFacts(name, Map.of(Marks.INJECT, "true"));
    }

    @Override
    public NamespaceLimits limits(String namespace) {
      looks.incrementAndGet();
      return NamespaceLimits.NONE;
    }

    @Override
    public Workload workload(Pod pod, String namespace) {
      looks.incrementAndGet();
      return Workload.NONE;
    }

    @Override
    public Optional<String> failingSidecar(String namespace, String image) {
      looks.incrementAndGet();
      return Optional.empty();
    }

    @Override
    public SeenUsers users(String namespace) {
      looks.incrementAndGet();
      return _ -> RunAs.UNKNOWN;
    }
  }
}
