package dev.stuckpod.operator.foresight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.operator.capture.SidecarException;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
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

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final PodView YOUNG = pod(START);
  private static final PodView OLD = pod(START.minus(Duration.ofHours(5)));
  private static final List<ProcessInfo> GO = List.of(process(ProcessInfo.GO));

  private Instant now = START;
  private final List<String> asked = new ArrayList<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private List<ProcessInfo> seen = GO;
  private SidecarException.Answer answer = SidecarException.Answer.SomeOrNotAsked;

  private final Foresight foresight =
      new Foresight(
          (_, containerID) -> {
            asked.add(containerID);
            if (seen.isEmpty() && answer != SidecarException.Answer.SomeOrNotAsked) {
              throw new SidecarException(
                  CapturedReason.SidecarUnreachable, true, "nobody lets us in", answer);
            }
            if (seen.isEmpty()) {
              throw new SidecarException(CapturedReason.SidecarUnreachable, true, "not yet");
            }
            return seen;
          },
          (_, task) -> waiting.add(task),
          () -> 0,
          clock());

  @Test
  void saysNothingUntilTheSidecarHasAnswered() {
    assertThat(foresight.of(YOUNG, "containerd://a")).isEmpty();
    assertThat(foresight.of(YOUNG, "containerd://a")).isEmpty();
    runWaiting();

    assertThat(foresight.of(YOUNG, "containerd://a")).isEqualTo(GO);
    assertThat(asked).containsExactly("containerd://a");
  }

  @Test
  void asksAgainSoonWhereNothingWasIdentifiedAndLateWhereItWas() {
    seen = List.of(process(ProcessInfo.UNKNOWN));
    ask("containerd://a");
    seen = GO;
    pass(Duration.ofMinutes(1));
    ask("containerd://a");
    pass(Duration.ofMinutes(359));
    ask("containerd://a");
    assertThat(asked).hasSize(2);
    pass(Duration.ofMinutes(1));
    ask("containerd://a");
    assertThat(asked).hasSize(3);
  }

  @Test
  void asksOnceAnHourWhereAnOldContainersSidecarDoesNotAnswer() {
    seen = List.of();
    for (int minute = 0; minute < 60; minute++) {
      foresight.of(OLD, "containerd://a");
      runWaiting();
      pass(Duration.ofMinutes(1));
    }
    assertThat(asked).hasSize(1);
    foresight.of(OLD, "containerd://a");
    runWaiting();
    assertThat(asked).hasSize(2);
  }

  @Test
  void saysWhatStandsBeforeASidecarAndSoonThatItIsGone() {
    seen = List.of();
    answer = SidecarException.Answer.Forbidden;
    foresight.of(OLD, "containerd://a");
    runWaiting();
    assertThat(foresight.unanswered("containerd://a"))
        .contains(new Foresight.Unanswered(true, "nobody lets us in"));
    long changes = foresight.changes("shop");

    seen = GO;
    pass(Duration.ofMinutes(2));
    foresight.of(OLD, "containerd://a");
    runWaiting();
    assertThat(foresight.unanswered("containerd://a")).isEmpty();
    assertThat(foresight.changes("shop")).isGreaterThan(changes);
    assertThat(asked).hasSize(2);
  }

  /** It opens its port only when the app has had time to open its own. */
  @Test
  void saysNothingOfASidecarThatMayStillBeStarting() {
    seen = List.of();
    answer = SidecarException.Answer.None;
    ask("containerd://a");
    assertThat(foresight.unanswered("containerd://a")).isEmpty();

    pass(Duration.ofMinutes(3));
    ask("containerd://a");
    assertThat(foresight.unanswered("containerd://a"))
        .contains(new Foresight.Unanswered(false, "nobody lets us in"));
  }

  @Test
  void countsWhatIsNewOfANamespace() {
    ask("containerd://a");
    ask("containerd://b");
    assertThat(foresight.changes("shop")).isEqualTo(2);
    pass(Duration.ofHours(6));
    ask("containerd://a");

    assertThat(asked).hasSize(3);
    assertThat(foresight.changes("shop")).as("the same as before").isEqualTo(2);
    assertThat(foresight.changes("bank")).isZero();
  }

  @Test
  void asksAgainWhereTheSidecarDidNotAnswer() {
    seen = List.of();
    ask("containerd://a");
    pass(Duration.ofMinutes(1));
    seen = GO;
    ask("containerd://a");

    assertThat(foresight.of(YOUNG, "containerd://a")).isEqualTo(GO);
  }

  private void ask(String containerID) {
    foresight.of(YOUNG, containerID);
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

  private static PodView pod(Instant started) {
    return PodView.of(
        new PodBuilder()
            .withNewMetadata()
            .withNamespace("shop")
            .withName("hub")
            .withUid("1")
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("app")
            .endContainer()
            .endSpec()
            .withNewStatus()
            .addNewContainerStatus()
            .withName("app")
            .withContainerID("containerd://a")
            .withNewState()
            .withNewRunning(started.toString())
            .endState()
            .endContainerStatus()
            .endStatus()
            .build());
  }

  private static ProcessInfo process(String runtime) {
    MethodInfo memory = new MethodInfo(CaptureMethod.ProcMem, true, false, Reason.Possible, "");
    return new ProcessInfo(7, 1, 42, "/app", 1000, 1000, runtime, null, true, List.of(memory));
  }
}
