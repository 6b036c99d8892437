package dev.stuckpod.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class ExpectationsTest {

  private static final String SEEN =
      """
      apiVersion: stuckpod.dev/v1alpha1
      kind: DumpAnalysis
      metadata: {name: hub-1}
      spec: {podName: hub}
      status:
        verdict: Deadlock
        capture:
          attempts: [{id: a, method: SigQuit, outcome: SignalSent}]
        dumps: [{method: SigQuit, complete: true}]
        findings:
        - participants:
          - {role: holder, function: broadcast, location: 'hub.go:71'}
          - {role: worker, function: send, location: 'hub.go:90'}
          - {role: pending-writer, function: remove, location: 'hub.go:55'}
      """;

  private static DumpAnalysis analysis(String yaml) {
    return Serialization.unmarshal(yaml, DumpAnalysis.class);
  }

  @Test
  void areMetWhenAllWasSeen() {
    assertThat(Expectations.unmet(analysis(SEEN), 1)).isEmpty();
  }

  @Test
  void nameAnotherVerdict() {
    assertThat(Expectations.unmet(analysis(SEEN.replace("Deadlock", "NothingFound")), 1))
        .containsExactly("The verdict is NothingFound, not Deadlock");
  }

  @Test
  void nameARoleWithoutLocation() {
    assertThat(Expectations.unmet(analysis(SEEN.replace("'hub.go:90'", "''")), 1))
        .containsExactly("No worker is named with function and line");
  }

  @Test
  void nameAnIncompleteDump() {
    assertThat(Expectations.unmet(analysis(SEEN.replace("true", "false")), 1))
        .containsExactly("There is no complete dump");
  }

  @Test
  void nameASecondSignal() {
    String twice =
        SEEN.replace("outcome: SignalSent}", "outcome: TimedOut}, {id: b, method: SigQuit}");

    assertThat(Expectations.unmet(analysis(twice), 1))
        .containsExactly("SIGQUIT was attempted 2 times, not once");
  }

  @Test
  void nameACrashLoop() {
    assertThat(Expectations.unmet(analysis(SEEN), 3))
        .containsExactly("The container was restarted 3 times, not once");
  }
}
