package dev.stuckpod.operator.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.crds.profiles.Profiles;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckWhen;
import dev.stuckpod.crds.v1alpha1.StuckWhen.StuckRule;
import dev.stuckpod.operator.rules.Rule.Clauses;
import dev.stuckpod.operator.rules.Rule.Kind;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What a user has written, as it is judged by: of the example that has each kind. */
class WayTest {

  private static final Path EXAMPLE = Path.of("../crds/examples/valid-policy-signals.yaml");

  @Test
  void aHeartbeatIsATimeOrACounter() throws IOException {
    assertThat(clauses("no-run"))
        .isEqualTo(
            rule(
                "no-run",
                Kind.Heartbeat,
                Duration.ofMinutes(5),
                List.of(
                    new Sign.Older(metric("last_run_timestamp_seconds"), Duration.ofMinutes(5)))));
    assertThat(clauses("no-turn").signs())
        .containsExactly(new Sign.Stopped(metric("loop_turns_total")));
  }

  @Test
  void aQueueGrowsByItsGaugeOrByWhatComes() throws IOException {
    Clauses queue = clauses("queue");
    assertThat(queue.signs()).containsExactly(new Sign.Grows(metric("jobs_waiting"), 10));
    assertThat(queue.counters())
        .containsExactly(new Counter.AtMost(metric("jobs_done_total"), 0.1));
    assertThat(clauses("nothing-out").counters())
        .containsExactly(
            new Counter.Ratio(metric("jobs_done_total"), metric("jobs_queued_total"), 0));
    assertThat(clauses("nothing-out").window()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void whoIsBusyUsesHisOwnProcessesCpu() throws IOException {
    assertThat(clauses("busy").signs())
        .containsExactly(new Sign.AtLeast(metric("process_cpu_seconds_total"), 0.9));
    assertThat(clauses("busy-at-its-limit").signs())
        .containsExactly(new Sign.OfLimit(metric("process_cpu_seconds_total"), 0.9));
  }

  @Test
  void threadsAreDeadlockedBlockedOrClimbing() throws IOException {
    assertThat(clauses("deadlocked").load())
        .containsExactly(new Load(metric("jvm_threads_deadlocked"), 0));
    assertThat(clauses("blocked").signs())
        .containsExactly(
            new Sign.Share(
                Metric.of("jvm_threads_states_threads", Map.of("state", "blocked")),
                metric("jvm_threads_live_threads"),
                0.8));
    assertThat(clauses("climbing").signs())
        .containsExactly(new Sign.Grows(metric("go_goroutines"), 500));
    assertThat(clauses("climbing").kind()).isEqualTo(Kind.Threads);
  }

  @Test
  void aResidueIsHeldAndStandsWhileNothingComes() throws IOException {
    Clauses residue = clauses("left-over");
    assertThat(residue.load()).containsExactly(new Load(metric("open_connections"), 10));
    assertThat(residue.signs()).containsExactly(new Sign.Stopped(metric("requests_total")));
    assertThat(residue.frozen()).containsExactly(metric("open_connections"));
    assertThat(residue.uses().stream().map(Rule.Use::role))
        .containsExactly(Rule.Role.Load, Rule.Role.Counter, Rule.Role.Frozen);
  }

  @Test
  void allHasSeveralRules() throws IOException {
    assertThat(way("hangs-with-work").rules())
        .hasSize(2)
        .hasExactlyElementsOfTypes(Rule.ScrapeHang.class, Rule.OwnQuery.class)
        .allSatisfy(rule -> assertThat(rule.name()).isEqualTo("hangs-with-work"));
  }

  @Test
  void theDocumentHasTheExample() throws IOException {
    assertThat(Files.readString(Path.of("../docs/rules.md")))
        .contains(Files.readString(EXAMPLE).strip().indent(4));
  }

  @ParameterizedTest
  @FieldSource("dev.stuckpod.crds.profiles.Profiles#NAMES")
  void everyProfileHasRules(String name) {
    List<Way> ways = Profiles.rules(name).any().stream().map(Way::of).toList();

    assertThat(ways).isNotEmpty().extracting(Way::name).doesNotHaveDuplicates();
    assertThat(Profiles.text(name).lines().filter(line -> line.startsWith("# ")))
        .hasSizeGreaterThan(1);
    assertThat(Profiles.purpose(name)).endsWith(".");
  }

  @Test
  void aLockWaitHasItsDefaults() throws IOException {
    assertThat(way("waits").rules())
        .containsExactly(
            new Rule.LockWait("waits", Duration.ofMinutes(1), 3, Duration.ofSeconds(10)));
    assertThat(way("hangs-and-waits").rules())
        .contains(
            new Rule.LockWait(
                "hangs-and-waits", Duration.ofSeconds(30), 1, Duration.ofSeconds(10)));
  }

  @Test
  void aLockWaitOfFewerThanFourGlancesSaysSo() {
    var rule = lockWait(new StuckWhen.LockWait("20s", 1, null));

    assertThatThrownBy(() -> Way.of(rule))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("longerThan is 20s, and must be three times every (10s) at least");
    assertThat(Way.of(lockWait(new StuckWhen.LockWait("20s", null, "6s"))).rules())
        .containsExactly(
            new Rule.LockWait("locks", Duration.ofSeconds(20), 1, Duration.ofSeconds(6)));
  }

  private static StuckRule lockWait(StuckWhen.LockWait wait) {
    return new StuckRule("locks", null, null, null, null, null, null, null, null, wait, null);
  }

  @Test
  void anEmptyRuleSaysWhatItNeeds() {
    var empty = new StuckRule("empty", null, null, null, null, null, null, null, null, null, null);

    assertThatThrownBy(() -> Way.of(empty))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Rule empty is empty: give it noProgress, ");
  }

  private static Clauses rule(String name, Kind kind, Duration window, List<Sign> signs) {
    return new Clauses(name, kind, window, List.of(), List.of(), signs, List.of());
  }

  private static Metric metric(String name) {
    return Metric.of(name, null);
  }

  private static Clauses clauses(String name) throws IOException {
    return (Clauses) way(name).rules().getFirst();
  }

  private static Way way(String name) throws IOException {
    StuckPolicy policy = Serialization.unmarshal(Files.readString(EXAMPLE), StuckPolicy.class);
    return Objects.requireNonNull(policy.getSpec().stuckWhen()).any().stream()
        .filter(rule -> rule.name().equals(name))
        .map(Way::of)
        .findFirst()
        .orElseThrow();
  }
}
