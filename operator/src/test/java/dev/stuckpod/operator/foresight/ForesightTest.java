package dev.stuckpod.operator.foresight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.CapturedReason;
import dev.stuckpod.operator.capture.SidecarException;
import dev.stuckpod.sidecar.protocol.ProcessInfo;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForesightTest {

  private static final Pod POD =
      new PodBuilder().withNewMetadata().withName("hub").endMetadata().build();
  private static final List<ProcessInfo> GO = List.of(process(ProcessInfo.GO));

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final List<String> asked = new ArrayList<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private List<ProcessInfo> seen = GO;

  private final Foresight foresight =
      new Foresight(
          (_, containerID) -> {
            asked.add(containerID);
            if (seen.isEmpty()) {
              throw new SidecarException(CapturedReason.SidecarUnreachable, true, "not yet");
            }
            return seen;
          },
          waiting::add,
          clock());

  @Test
  void saysNothingUntilTheSidecarHasAnswered() {
    assertThat(foresight.of(POD, "containerd://a")).isEmpty();
    assertThat(foresight.of(POD, "containerd://a")).isEmpty();
    runWaiting();

    assertThat(foresight.of(POD, "containerd://a")).isEqualTo(GO);
    assertThat(asked).containsExactly("containerd://a");
  }

  @Test
  void asksAgainSoonWhereNothingWasIdentifiedAndLateWhereItWas() {
    seen = List.of(process(ProcessInfo.UNKNOWN));
    ask("a");
    seen = GO;
    pass(Duration.ofMinutes(1));
    ask("a");
    pass(Duration.ofMinutes(59));
    ask("a");
    assertThat(asked).hasSize(2);
    pass(Duration.ofMinutes(1));
    ask("a");
    assertThat(asked).hasSize(3);
  }

  @Test
  void asksAgainWhereTheSidecarDidNotAnswer() {
    seen = List.of();
    ask("a");
    pass(Duration.ofMinutes(1));
    seen = GO;
    ask("a");

    assertThat(foresight.of(POD, "a")).isEqualTo(GO);
  }

  private void ask(String containerID) {
    foresight.of(POD, containerID);
    runWaiting();
  }

  private void runWaiting() {
    List.copyOf(waiting).forEach(Runnable::run);
    waiting.clear();
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private Clock clock() {
    InstantSource source = () -> now;
    return source.withZone(ZoneOffset.UTC);
  }

  private static ProcessInfo process(String runtime) {
    return new ProcessInfo(7, 1, 42, "/app", 1000, 1000, runtime, null, true, List.of());
  }
}
