package dev.stuckpod.operator.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.readings.Past.Seen;
import dev.stuckpod.operator.readings.Ticks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PastPodsTest {

  private static final Instant FROM = Instant.parse("2026-01-15T11:00:00Z");
  private static final Instant MID = FROM.plusSeconds(1800);
  private static final Instant END = FROM.plusSeconds(3600);
  private static final Ticks TICKS = Ticks.of(FROM, END, Duration.ofSeconds(5));

  @ParameterizedTest
  @CsvSource({
    "web-7d9f8b6c5d-x2x9z, web",
    "web-0, web",
    "web-12, web",
    "agent-bcdfg, agent",
    "web-front-7d9f8b6c5d-x2x9z, web-front",
    "web-frontend-bcdfg, web-frontend",
    "bare, bare",
    "a.b-0, a.b",
  })
  void namesBeginWithTheirWorkloads(String pod, String stem) {
    assertThat(PastPods.stem(pod)).isEqualTo(stem);
  }

  @Test
  void whoIsLikeOneThatIsThereIsLookedFor() {
    var pods = new PastPods(List.of(pod("web-1", FROM), pod("a.b-0", FROM)));

    assertThat(pods.names()).isEqualTo("a\\.b(-.*)?|web(-.*)?");
    assertThat("web-7d9f8b6c5d-x2x9z".matches(pods.names())).isTrue();
    assertThat(pods.isLike("web-7d9f8b6c5d-x2x9z")).isTrue();
    assertThat(pods.isLike("web-front-7d9f8b6c5d-x2x9z")).isFalse();
  }

  @Test
  void whoRanAllTheTimeIsAsItIsNow() {
    PodFacts pod = pod("web-0", FROM.minusSeconds(60));

    PastPod past = during(pod, new Seen("web-0", "app", FROM.minusSeconds(30), END));

    assertThat(past.at(FROM)).contains(pod);
    assertThat(past.at(END)).contains(pod);
  }

  @Test
  void beforeAContainerOfNowThereWasAnother() {
    PodFacts pod = pod("web-0", MID);

    PastPod past = during(pod, new Seen("web-0", "app", FROM.minusSeconds(30), END));

    assertThat(past.at(MID)).contains(pod);
    PodFacts before = past.at(MID.minusSeconds(1)).orElseThrow();
    assertThat(before.containerID()).isNotEqualTo(pod.containerID());
    assertThat(before.startedAt()).as("long before").isBefore(FROM.minusSeconds(3600));
    assertThat(before.running()).isTrue();
  }

  @Test
  void whoBeganLaterIsNotThereBefore() {
    PastPod past = during(pod("web-0", MID), new Seen("web-0", "app", MID.plusSeconds(15), END));

    assertThat(past.at(MID.minusSeconds(1))).isEmpty();
    assertThat(past.at(MID)).isPresent();
    assertThat(during(pod("web-0", MID)).at(MID.minusSeconds(1))).as("never seen").isEmpty();
  }

  @Test
  void whoIsGoneIsASiblingFromItsFirstToItsLastSample() {
    var seen =
        List.of(
            new Seen("web-1", "proxy", MID, END),
            new Seen("web-1", "app", MID.minusSeconds(60), MID.plusSeconds(60)));

    PastPod past =
        new PastPods(List.of(pod("web-0", FROM.minusSeconds(60)))).during(seen, TICKS).getLast();

    assertThat(past.at(MID.minusSeconds(61))).isEmpty();
    PodFacts gone = past.at(MID).orElseThrow();
    assertThat(gone.container()).isEqualTo("app");
    assertThat(gone.workload()).isEqualTo("workload");
    assertThat(gone.startedAt()).isEqualTo(MID.minusSeconds(60));
    assertThat(gone.node()).as("on which is not known").isNotEqualTo("node");
    assertThat(past.at(END.plusSeconds(1))).isEmpty();
  }

  private static PastPod during(PodFacts pod, Seen... seen) {
    return new PastPods(List.of(pod)).during(List.of(seen), TICKS).getFirst();
  }

  private static PodFacts pod(String name, Instant started) {
    return new PodFacts(
        name,
        name + "-uid",
        "app",
        "containerd://1",
        "workload",
        "node",
        "10.0.0.1",
        true,
        false,
        true,
        started,
        0,
        Set.of(),
        0,
        null);
  }
}
