package dev.stuckpod.operator.lastlook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.probes.FailedProbe;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which failures of probes lead to a look. Their words are those of kubelets. */
class FailingProbesTest {

  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");
  private static final String LIVENESS =
      "Liveness probe failed: HTTP probe failed with statuscode: 503";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a liveness probe | Liveness probe failed: dial tcp: connect: refused | app | 1 | true",
        "one that is no answer | Liveness probe errored and resulted in unknown state: x | app | 1"
            + " | true",
        "several joined | (combined from similar events): Liveness probe failed: x | app | 1 |"
            + " true",
        "of no container | Liveness probe failed: x | '' | 1 | true",
        "just within a minute | Liveness probe failed: x | app | 59 | true",
        "a minute ago | Liveness probe failed: x | app | 60 | false",
        "a node's clock is ahead | Liveness probe failed: x | app | -30 | true",
        "a readiness probe | Readiness probe failed: x | app | 1 | false",
        "a startup probe | Startup probe failed: x | app | 1 | false",
        "readiness, joined | (combined from similar events): Readiness probe failed: x | app | 1 |"
            + " false",
        "said in passing | x Liveness probe failed: x | app | 1 | false",
        "no words | '' | app | 1 | false",
        "of the sidecar | Liveness probe failed: x | stuckpod | 1 | false",
      })
  void aLivenessProbeThatHasFailedLatelyDoes(
      String name, String message, String container, int secondsAgo, boolean leads) {
    var probe = probe("uid", container, message, 1, secondsAgo);
    assertThat(FailingProbes.lately(List.of(probe), NOW).containsValue(probe))
        .as(name)
        .isEqualTo(leads);
  }

  @Test
  void ofOnePodTheNewestCountsInWhateverOrderTheyAreTold() {
    var earlier = probe("uid", "app", LIVENESS, 7, 20);
    var newest = probe("uid", "app", "Liveness probe failed: other words", 1, 2);
    assertThat(FailingProbes.lately(List.of(earlier, newest), NOW)).containsValue(newest);
    assertThat(FailingProbes.lately(List.of(newest, earlier), NOW)).containsValue(newest);
  }

  @Test
  void eachPodHasItsOwn() {
    var one = probe("one", "app", LIVENESS, 1, 3);
    var two = probe("two", "app", LIVENESS, 2, 4);
    assertThat(FailingProbes.lately(List.of(one, two), NOW))
        .hasSize(2)
        .containsEntry("one", one)
        .containsEntry("two", two);
  }

  private static FailedProbe probe(
      String uid, String container, String message, int count, int secondsAgo) {
    return new FailedProbe(
        uid, container, message, count, NOW.minusSeconds(90), NOW.minusSeconds(secondsAgo));
  }
}
