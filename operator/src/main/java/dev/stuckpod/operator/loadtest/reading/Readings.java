package dev.stuckpod.operator.loadtest.reading;

import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.loadtest.series.Phase;
import dev.stuckpod.operator.loadtest.suspicion.LockRule;
import dev.stuckpod.operator.loadtest.suspicion.LockWatch;
import dev.stuckpod.operator.loadtest.suspicion.Watched;
import dev.stuckpod.operator.lookout.Glances;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.room.Room;
import dev.stuckpod.operator.scrape.Address;
import dev.stuckpod.operator.scrape.Scraper;
import dev.stuckpod.operator.turns.Turns;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was read of a window's pods, by uid. For one thread, which lets others read for it. */
public final class Readings {

  private static final Logger LOG = LoggerFactory.getLogger(Readings.class);

  /** Of all windows: a page that is read has a buffer, and a connection its own. */
  private static final int AT_ONCE = 48;

  /** Pods that hang take their time, and not that of others. */
  private static final int OF_A_NAMESPACE = 24;

  private static final Turns PLACES = new Turns(AT_ONCE, OF_A_NAMESPACE);

  private final Room room;
  private final Glances glances;
  private final Scraper scraper;
  private final Clock clock;
  private final Map<String, ReadPod> pods = new HashMap<>();

  /**
   * Begins with nothing.
   *
   * @param room for series, of all windows of the namespace
   */
  public Readings(Room room, Glances glances, Scraper scraper, Clock clock) {
    this.room = room;
    this.glances = glances;
    this.scraper = scraper;
    this.clock = clock;
  }

  /**
   * A pod that is read.
   *
   * @param view with its sidecar
   */
  public record Target(PodView view, PodFacts facts) {}

  /**
   * What is asked.
   *
   * @param locks whether sidecars glance
   * @param metrics whether pages are fetched
   * @param addresses where a pod may serve them; asked only until one was found
   */
  public record Plan(
      boolean locks, boolean metrics, Phase phase, Function<PodView, List<Address>> addresses) {}

  /** Reads all of them at once, and returns when each has answered or had its time. */
  public void read(List<Target> targets, Plan plan) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Target target : targets) {
        PodFacts facts = target.facts();
        ReadPod pod = pods.computeIfAbsent(facts.uid(), _ -> new ReadPod(room));
        pod.isOf(facts);
        if (!facts.running() || facts.containerID() == null) {
          continue;
        }
        if (plan.locks()) {
          threads.execute(
              () -> inTurn(target, () -> pod.glance(glances, target.view(), clock.instant())));
        }
        if (plan.metrics()) {
          threads.execute(() -> inTurn(target, () -> scrape(pod, target.view(), plan)));
        }
      }
    }
  }

  private void scrape(ReadPod pod, PodView view, Plan plan) {
    pod.scrape(
        scraper, view.ip(), () -> plan.addresses().apply(view), plan.phase(), clock.instant());
  }

  private static void inTurn(Target target, Runnable read) {
    try (var _ = PLACES.take(target.view().namespace())) {
      read.run();
    } catch (RuntimeException failed) {
      LOG.warn("A pod could not be read: {}", failed.toString());
    }
  }

  /** Pods as they are judged, in the order of their facts. */
  public List<Watched> watched(List<PodFacts> facts) {
    return facts.stream()
        .flatMap(
            pod -> Optional.ofNullable(pods.get(pod.uid())).map(read -> read.watched(pod)).stream())
        .toList();
  }

  /** What was seen of who waits for locks; null of a pod that is not read. */
  public Optional<LockWatch> locks(String uid) {
    return Optional.ofNullable(pods.get(uid)).map(ReadPod::locks);
  }

  /** When a glance may show before its turn that a pod stands; empty where none may. */
  public Optional<Instant> due() {
    return pods.values().stream()
        .flatMap(pod -> LockRule.due(pod.locks()).stream())
        .min(Comparator.naturalOrder());
  }

  /** Why a pod's metrics are not read, where they are not. */
  public Optional<String> unscraped(String uid) {
    return Optional.ofNullable(pods.get(uid)).flatMap(ReadPod::unscraped);
  }

  /** Why a pod's sidecar does not glance, or not at all of it, where that is so. */
  public Optional<String> unseen(String uid) {
    return Optional.ofNullable(pods.get(uid)).flatMap(ReadPod::unseen);
  }

  /** Forgets all but these. */
  public void keepOnly(Set<String> uids) {
    Set<String> gone =
        pods.keySet().stream().filter(uid -> !uids.contains(uid)).collect(Collectors.toSet());
    gone.forEach(uid -> Optional.ofNullable(pods.remove(uid)).ifPresent(ReadPod::clear));
  }
}
