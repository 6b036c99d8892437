package dev.stuckpod.cli.loadtest.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.cli.loadtest.report.Runs;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class FollowerTest {

  private static final Instant START = Instant.parse("2026-01-15T14:00:00Z");

  private static final LoadTestWindow OPEN = Runs.window("{}");
  private static final LoadTestWindow STUCK =
      Runs.window(
          """
          incidents:
          - {pod: b, noticedBy: locks, confidence: Strong, cause: A lock.}
          - {pod: c, confidence: Suspected}
          """);

  private final Deque<Look> answers = new ArrayDeque<>();
  private final List<String> told = new ArrayList<>();
  private Instant now = START;

  private final Follower follower = new Follower(OPEN, _ -> answers.remove(), () -> now, told::add);

  @Test
  void aStuckPodIsToldOnce() {
    look(1, new Look.There(STUCK));
    look(2, new Look.There(STUCK));

    assertThat(told).containsExactly("pod b is stuck, noticed by locks: A lock.");
  }

  @Test
  void whatWasSeenLastStaysWhileNobodyAnswers() {
    look(1, new Look.There(STUCK));
    look(3, new Look.Away("refused"));
    look(13, new Look.Away("refused"));

    assertThat(follower.seen().proven()).hasSize(1);
    assertThat(follower.isSilent()).isTrue();
    assertThat(follower.away()).isEqualTo(Duration.ofSeconds(12));
    look(15, new Look.There(STUCK));
    assertThat(follower.isSilent()).isFalse();
    assertThat(follower.away()).isEqualTo(Duration.ofSeconds(12));
    assertThat(told)
        .containsExactly(
            "pod b is stuck, noticed by locks: A lock.",
            "the API server does not answer, asking again: refused",
            "the API server answers again");
  }

  @Test
  void aWindowThatWasDeletedIsRememberedAsItWas() {
    look(1, new Look.There(STUCK));
    look(2, new Look.Gone());

    assertThat(follower.isGone()).isTrue();
    assertThat(follower.window()).isSameAs(STUCK);
  }

  private void look(int second, Look answer) {
    now = START.plusSeconds(second);
    answers.add(answer);
    follower.look();
  }
}
