package dev.stuckpod.operator.lookout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.glance.Glance;
import dev.stuckpod.operator.glance.LockGroup;
import dev.stuckpod.operator.glance.LockState;
import dev.stuckpod.operator.glance.Sight;
import dev.stuckpod.operator.glance.Sort;
import dev.stuckpod.operator.lookout.Glances.Answer;
import dev.stuckpod.operator.lookout.Glances.Asked;
import dev.stuckpod.operator.pods.PodView;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is glanced at when, and what is told of it. */
class LookoutTest {

  private static final Instant START = Instant.parse("2026-01-15T12:00:00Z");
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private Instant now = START;
  private final Map<String, PodView> pods = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final List<Runnable> rounds = new ArrayList<>();
  private final List<Runnable> secondLooks = new ArrayList<>();
  private final List<Boolean> known = new ArrayList<>();
  private Function<String, Answer> sidecar = id -> seen(id, false);
  private final Lookout lookout =
      new Lookout(
          (pod, id, whom, _, learned, _) -> {
            asked.add(id);
            known.add(whom != null);
            learned.accept(new Asked(null, 7, 42));
            return sidecar.apply(id);
          },
          (_, name) -> Optional.ofNullable(pods.get(name)),
          (_, task) -> rounds.add(task),
          (_, task) -> secondLooks.add(task),
          ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

  @Test
  void glancesOnceInEachInterval() {
    add("hub", running("a"));
    for (int i = 0; i < 120; i++) {
      look();
      now = now.plusSeconds(1);
    }

    assertThat(asked).hasSizeBetween(12, 13).containsOnly("containerd://a");
    assertThat(known.getFirst()).isFalse();
    assertThat(known.subList(1, known.size())).containsOnly(true);
  }

  @Test
  void whoTicksALittleEarlyStillGlancesInEachInterval() {
    add("hub", running("a"));
    look();
    now = now.plus(EVERY);
    for (int i = 1; i <= 10; i++) {
      look();
      now = now.plusMillis(9900);
    }

    assertThat(asked).hasSize(10);
  }

  @Test
  void oneThatWaitsForItsTurnIsNotPutInTwice() {
    add("hub", running("a"));
    for (int i = 0; i < 60; i++) {
      lookout.look(List.of(new Lookout.Meant("shop", "hub", "app")), EVERY);
      now = now.plusSeconds(1);
    }

    assertThat(rounds).hasSize(1);
  }

  @Test
  void podsThatComeTogetherAreSpreadOverTheInterval() {
    IntStream.range(0, 1000).forEach(i -> add("p" + i, running("c" + i)));
    var most = 0;
    for (int second = 0; second < 10; second++) {
      int before = asked.size();
      look();
      most = Math.max(most, asked.size() - before);
      now = now.plusSeconds(1);
    }
    look();

    assertThat(Set.copyOf(asked)).hasSize(1000);
    assertThat(most).isLessThan(250);
  }

  @Test
  void whoStandsIsGlancedAtBeforeTheOthers() {
    add("hub", running("a"));
    sidecar = id -> seen(id, false, mutex(3));
    look();
    now = now.plus(EVERY);
    look();
    now = now.plus(EVERY);
    lookout.look(List.of(new Lookout.Meant("shop", "hub", "app")), EVERY);

    assertThat(secondLooks).hasSize(1);
  }

  @Test
  void ofThoseWhoRunNothingIsKept() {
    add("hub", running("a"));
    sidecar = id -> seen(id, false, mutex(0), new LockGroup(LockState.Semaphore, 1, 9, 9, 1, null));
    look();
    now = now.plus(EVERY);

    assertThat(look().get("hub"))
        .isInstanceOfSatisfying(
            Sight.Seen.class, sight -> assertThat(sight.last().groups()).isEmpty());
  }

  @Test
  void theBeginningIsTheFirstGlanceThatTheSidecarRemembers() {
    add("hub", running("a"));
    look();
    now = now.plus(EVERY);
    look();
    Instant first = beginning(look());
    now = now.plus(EVERY);
    assertThat(look().get("hub"))
        .isInstanceOfSatisfying(Sight.Seen.class, s -> assertThat(s.since()).isEqualTo(first));
    sidecar = id -> seen(id, true);
    now = now.plus(EVERY);
    look();
    assertThat(look().get("hub"))
        .isInstanceOfSatisfying(Sight.Seen.class, s -> assertThat(s.since()).isEqualTo(now));
  }

  @Test
  void whyThereIsNoneIsToldAndAskedMoreSeldom() {
    add("hub", running("a"));
    sidecar = _ -> new Answer.Unseen("The sidecar is too old.");
    for (int i = 0; i < 120; i++) {
      look();
      now = now.plusSeconds(1);
    }

    assertThat(look()).containsEntry("hub", new Sight.Unseen("The sidecar is too old."));
    assertThat(asked).hasSizeBetween(3, 5);
    assertThat(known).containsOnly(false);
  }

  @Test
  void whoHasNoSidecarIsNotAsked() {
    add("hub", pod("a", "", "True", "{running: {startedAt: '2026-01-15T11:00:00Z'}}"));

    assertThat(look().get("hub"))
        .isInstanceOfSatisfying(
            Sight.Unseen.class, unseen -> assertThat(unseen.why()).contains("no sidecar"));
    assertThat(rounds).isEmpty();
  }

  @Test
  void whoDoesNotRunOrHasNeverBeenReadyIsNotAsked() {
    add("waits", pod("a", SIDECAR, "False", "{waiting: {}}"));
    add("starts", pod("b", SIDECAR, "False", "{running: {startedAt: '2026-01-15T11:30:00Z'}}"));

    assertThat(look()).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void anotherContainerOfThePodBeginsAnew() {
    add("hub", running("a"));
    look();
    now = now.plus(EVERY);
    look();
    add("hub", running("b"));

    assertThat(look().get("hub")).isEqualTo(new Sight.NotYet(EVERY));
  }

  @Test
  void aContainerThatIsGoneBeforeItsTurnIsNotAsked() {
    add("hub", running("a"));
    lookout.look(meant(), EVERY);
    now = now.plus(EVERY);
    lookout.look(meant(), EVERY);
    add("hub", running("b"));
    run();

    assertThat(asked).isEmpty();
  }

  @Test
  void thePaceOfVeryManyIsTold() {
    IntStream.range(0, 10_000).forEach(i -> add("p" + i, running("c" + i)));

    lookout.look(meant(), EVERY);

    assertThat(lookout.look(meant(), EVERY))
        .containsEntry("p7", new Sight.NotYet(Duration.ofSeconds(250)));
  }

  @Test
  void whatNobodyWantsToKnowIsForgotten() {
    add("hub", running("a"));
    look();
    now = now.plus(EVERY);
    look();
    assertThat(look().get("hub")).isInstanceOf(Sight.Seen.class);
    now = now.plus(Duration.ofMinutes(3));
    lookout.look(List.of(), EVERY);

    assertThat(lookout.look(meant(), EVERY).get("hub")).isInstanceOf(Sight.NotYet.class);
  }

  private static Instant beginning(Map<String, Sight> sights) {
    return sights.get("hub") instanceof Sight.Seen seen ? seen.since() : Instant.MIN;
  }

  /** Asks, has whoever is next glanced at, and asks again. */
  private Map<String, Sight> look() {
    lookout.look(meant(), EVERY);
    run();
    return lookout.look(meant(), EVERY);
  }

  private void run() {
    var all = new ArrayList<>(rounds);
    all.addAll(secondLooks);
    rounds.clear();
    secondLooks.clear();
    all.forEach(Runnable::run);
  }

  private List<Lookout.Meant> meant() {
    return pods.keySet().stream().map(name -> new Lookout.Meant("shop", name, "app")).toList();
  }

  private Answer seen(String id, boolean first, LockGroup... groups) {
    return new Answer.Seen(new Glance(now, id, 42, first, 0, Sort.Locks, List.of(groups)));
  }

  private static LockGroup mutex(int notRun) {
    return new LockGroup(LockState.Mutex, 9, notRun, notRun == 0 ? 0 : 2, notRun, Map.of());
  }

  private void add(String name, PodView pod) {
    pods.put(name, pod);
  }

  private static final String SIDECAR = "initContainers: [{name: stuckpod}]";

  private static PodView running(String id) {
    return pod(id, SIDECAR, "True", "{running: {startedAt: '2026-01-15T11:00:00Z'}}");
  }

  private static PodView pod(String id, String sidecar, String ready, String state) {
    return PodView.of(
        YAML.unmarshal(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: hub, namespace: shop, uid: uid}
            spec:
              containers: [{name: app}]
              %s
            status:
              phase: Running
              podIP: 10.0.0.1
              conditions: [{type: Ready, status: '%s', lastTransitionTime: '2026-01-15T11:00:09Z'}]
              containerStatuses: [{name: app, containerID: 'containerd://%s', state: %s}]
            """
                .formatted(sidecar, ready, id, state),
            Pod.class));
  }
}
