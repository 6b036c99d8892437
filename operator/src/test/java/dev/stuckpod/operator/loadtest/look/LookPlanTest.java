package dev.stuckpod.operator.loadtest.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.decide.PodFactsBuilder;
import dev.stuckpod.operator.glance.LockState;
import dev.stuckpod.operator.loadtest.suspicion.NoticedBy;
import dev.stuckpod.operator.loadtest.suspicion.Suspicion;
import dev.stuckpod.operator.loadtest.suspicion.Thought;
import dev.stuckpod.operator.loadtest.suspicion.Why;
import dev.stuckpod.operator.pods.IncidentName;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is looked at, when, and how often. */
class LookPlanTest {

  private static final Instant NOW = Instant.parse("2026-01-15T14:02:11Z");
  private static final Proof NOTHING = new Proof.Nothing(Unproven.NothingFound, "");
  private static final Proof STUCK = new Proof.Stuck("Deadlock", "Proven", "Because.");

  @Test
  void whoeverIsSuspectedIsLookedAtAtOnce() {
    LookPlan plan = plan(4, candidate("a", NoticedBy.Metrics, PodLooks.NONE));
    assertThat(names(plan)).containsExactly("a");
    assertThat(plan.later()).isEmpty();
  }

  /** After so many looks in vain, the last of which ended so many seconds ago, for that reason. */
  @ParameterizedTest
  @CsvSource({
    "1, 14, Metrics, Metrics, Resting",
    "1, 15, Metrics, Metrics, now",
    "2, 29, Metrics, Metrics, Resting",
    "2, 30, Metrics, Metrics, now",
    "3, 60, Locks, Locks, now",
    "4, 119, Locks, Locks, Resting",
    "5, 239, Locks, Locks, Resting",
    "5, 240, Locks, Locks, now",
    "9, 240, Locks, Locks, now",
    "5, 15, Metrics, Locks, now",
    "5, 14, Metrics, Locks, Resting",
    "5, 15, Policy, Policy, now",
    "12, 9999, Locks, Locks, OftenEnough",
  })
  void whoWasLookedAtInVainRestsLongerEachTime(
      int looks, int secondsAgo, NoticedBy before, NoticedBy now, String expected) {
    PodLooks known = PodLooks.NONE.of("containerd://a");
    for (int i = 0; i < looks; i++) {
      known = known.begun("a-" + i, before).ended(NOTHING, NOW.minusSeconds(secondsAgo));
    }
    LookPlan plan = plan(4, candidate("a", now, known));
    assertThat(plan.now().isEmpty() ? String.valueOf(plan.later().get("uid-a")) : "now")
        .isEqualTo(expected);
  }

  @Test
  void whoIsBeingLookedAtOrProvenIsNotLookedAtAgain() {
    PodLooks underWay = PodLooks.NONE.of("containerd://a").begun("a-1", NoticedBy.Locks);
    LookPlan plan =
        plan(
            4,
            candidate("a", NoticedBy.Policy, underWay),
            candidate("b", NoticedBy.Policy, underWay.ended(STUCK, NOW.minusSeconds(999))));
    assertThat(plan.later())
        .containsEntry("uid-a", Hold.UnderWay)
        .containsEntry("uid-b", Hold.Proven);
    assertThat(plan.now()).isEmpty();
  }

  @Test
  void anotherContainerWasNotLookedAtYet() {
    PodLooks stuck =
        PodLooks.NONE.of("containerd://a").begun("a-1", NoticedBy.Locks).ended(STUCK, NOW);
    assertThat(stuck.of("containerd://a")).isSameAs(stuck);
    assertThat(names(plan(4, candidate("a", NoticedBy.Locks, stuck.of("containerd://a2")))))
        .containsExactly("a");
  }

  @Test
  void whoLeavesComesFirstThenWhoWasNotLookedAtThenWhomMostIsSeenOf() {
    PodLooks before =
        PodLooks.NONE
            .of("containerd://x")
            .begun("x-1", NoticedBy.Metrics)
            .ended(NOTHING, NOW.minusSeconds(100));
    LookPlan plan =
        plan(
            9,
            candidate("again", NoticedBy.Policy, before),
            candidate("metrics", NoticedBy.Metrics, PodLooks.NONE),
            candidate("locks-later", NoticedBy.Locks, PodLooks.NONE, NOW.minusSeconds(10), false),
            candidate("locks", NoticedBy.Locks, PodLooks.NONE, NOW.minusSeconds(20), false),
            candidate("leaves", NoticedBy.Metrics, before, NOW, true));
    assertThat(names(plan)).containsExactly("leaves", "locks", "locks-later", "metrics", "again");
  }

  @Test
  void noMoreAreLookedAtAtOnceThanMayBe() {
    Candidate[] all = new Candidate[5];
    Arrays.setAll(all, i -> candidate("p" + i, NoticedBy.Locks, PodLooks.NONE));
    LookPlan plan = LookPlan.of(List.of(all), 3, 1, NOW);
    assertThat(names(plan)).containsExactly("p0", "p1");
    assertThat(plan.later().values()).containsOnly(Hold.NotItsTurn).hasSize(3);
  }

  /** The same name again would be the same incident: nobody would look a second time. */
  @Test
  void afterALookInVainTheNextIsAnotherEpisode() {
    PodLooks once = PodLooks.NONE.of("containerd://a").begun("a-1", NoticedBy.Locks);
    assertThat(once.recoveredAt()).isNull();
    assertThat(once.ended(NOTHING, NOW).recoveredAt()).isEqualTo(NOW);
    assertThat(once.ended(STUCK, NOW).recoveredAt()).isNull();
    assertThat(IncidentName.of("a", "u", "c", 0)).isNotEqualTo(IncidentName.of("a", "u", "c", 1));
  }

  @Test
  void whatWasFoundIsTold() {
    PodLooks once =
        PodLooks.NONE.of("c").begun("a-1", NoticedBy.Locks).ended(NOTHING, NOW.minusSeconds(30));
    assertThat(once.note()).contains("Looked at 14:01:41, found nothing.");
    assertThat(once.cleared(NOW.minusSeconds(40))).isTrue();
    assertThat(once.cleared(NOW)).as("it looked at something else").isFalse();

    PodLooks twice =
        once.begun("a-2", NoticedBy.Locks)
            .ended(new Proof.Nothing(Unproven.MovesOn, "128 wait for A."), NOW);
    assertThat(twice.note())
        .contains("Looked 2 times, last at 14:02:11, found a queue that moves. 128 wait for A.");

    PodLooks blind =
        twice
            .begun("a-3", NoticedBy.Locks)
            .ended(new Proof.Nothing(Unproven.NotLooked, "No sidecar."), NOW);
    assertThat(blind.cleared(NOW.minusSeconds(40))).isFalse();
    assertThat(blind.begun("a-4", NoticedBy.Locks).ended(STUCK, NOW).note()).isEmpty();
    assertThat(PodLooks.NONE.note()).isEmpty();
  }

  @Test
  void ofSeveralSuspicionsThatCountsWhichSaysMost() {
    assertThat(
            Thought.strongest(
                List.of(
                    new Thought.Suspect(suspicion(NoticedBy.Metrics, NOW.minusSeconds(60))),
                    Thought.clear(Why.Answered, "It answers."),
                    new Thought.Suspect(suspicion(NoticedBy.Locks, NOW)))))
        .map(Suspicion::noticedBy)
        .contains(NoticedBy.Locks);
    assertThat(Thought.strongest(List.of(Thought.clear(Why.Answered, "It answers.")))).isEmpty();
  }

  private static LookPlan plan(int atOnce, Candidate... all) {
    return LookPlan.of(List.of(all), atOnce, 0, NOW);
  }

  private static List<String> names(LookPlan plan) {
    return plan.now().stream().map(one -> one.pod().name()).toList();
  }

  private static Candidate candidate(String name, NoticedBy noticedBy, PodLooks looks) {
    return candidate(name, noticedBy, looks, NOW.minusSeconds(12), false);
  }

  private static Candidate candidate(
      String name, NoticedBy noticedBy, PodLooks looks, Instant since, boolean leaves) {
    return new Candidate(pod(name, leaves), suspicion(noticedBy, since), looks);
  }

  private static Suspicion suspicion(NoticedBy noticedBy, Instant since) {
    return switch (noticedBy) {
      case Policy -> new Suspicion.HeldRule("p", "r", since, "m", List.of());
      case Locks ->
          new Suspicion.LockWait(LockState.Mutex, 1, Duration.ofSeconds(12), since, "m", List.of());
      case ScrapeHang -> new Suspicion.ScrapeHang(since, "m", List.of());
      case Residue -> new Suspicion.Residue(since, "m", List.of());
      case Metrics -> new Suspicion.Stillness(since, "m", List.of());
    };
  }

  private static PodFacts pod(String name, boolean leaves) {
    return PodFactsBuilder.builder()
        .name(name)
        .uid("uid-" + name)
        .container("app")
        .containerID("containerd://" + name)
        .workload("w")
        .node("n")
        .ip("10.0.0.1")
        .running(true)
        .terminating(leaves)
        .wasReady(true)
        .startedAt(NOW.minusSeconds(600))
        .restarts(0)
        .otherPorts(Set.of())
        .build();
  }
}
