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
          attempts:
          - {id: a, method: ProcMem, outcome: DumpTaken}
          - {id: b, method: ProcMem, outcome: DumpTaken}
        dumps: [{method: ProcMem, complete: true}, {method: ProcMem, complete: true}]
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
    assertThat(Expectations.unmet(analysis(SEEN), 0, Way.MEMORY)).isEmpty();
  }

  @Test
  void nameAnotherVerdict() {
    assertThat(
            Expectations.unmet(analysis(SEEN.replace("Deadlock", "NothingFound")), 0, Way.MEMORY))
        .containsExactly("The verdict is NothingFound, not Deadlock");
  }

  @Test
  void nameARoleWithoutLocation() {
    assertThat(Expectations.unmet(analysis(SEEN.replace("'hub.go:90'", "''")), 0, Way.MEMORY))
        .containsExactly("No worker is named with function and line");
  }

  @Test
  void nameAnIncompleteDump() {
    assertThat(Expectations.unmet(analysis(SEEN.replace("true", "false")), 0, Way.MEMORY))
        .containsExactly("There is no complete dump");
  }

  @Test
  void nameASignalThatNobodyNeeded() {
    String signalled =
        SEEN.replace("{id: b, method: ProcMem, outcome: DumpTaken}", "{id: b, method: SigQuit}");

    assertThat(Expectations.unmet(analysis(signalled), 0, Way.MEMORY))
        .containsExactly("SIGQUIT was attempted 1 times, not 0");
  }

  @Test
  void nameARestartThatNobodyNeeded() {
    assertThat(Expectations.unmet(analysis(SEEN), 1, Way.MEMORY))
        .containsExactly("The container was restarted 1 times, not 0");
  }

  @Test
  void areASignalAndARestartWhereTheKernelForbidsToRead() {
    String signalled =
        SEEN.replace(
            "{id: b, method: ProcMem, outcome: DumpTaken}",
            "{id: b, method: SigQuit, outcome: SignalSent}");

    assertThat(Way.of("1\n")).isEqualTo(Way.RESTART);
    assertThat(Expectations.unmet(analysis(signalled), 1, Way.RESTART)).isEmpty();
    assertThat(Expectations.unmet(analysis(signalled), 3, Way.RESTART))
        .containsExactly("The container was restarted 3 times, not 1");
  }
}
