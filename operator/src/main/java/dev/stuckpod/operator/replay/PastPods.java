package dev.stuckpod.operator.replay;

import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.decide.PodFactsBuilder;
import dev.stuckpod.operator.readings.Past.Seen;
import dev.stuckpod.operator.readings.Ticks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the pods of a time that is over of those that are there now and of the names that series
 * have. Of who is gone nothing else is known: it counts as a sibling of the pods whose names begin
 * like its own.
 *
 * @param now pods that are selected
 */
public record PastPods(List<PodFacts> now) {

  /** Parts of names that Kubernetes makes up have no vowels, so that they are no words. */
  private static final Pattern MADE_UP =
      Pattern.compile(
          "(-[bcdfghjklmnpqrstvwxz2456789]{6,10})?-[bcdfghjklmnpqrstvwxz2456789]{5}$|-[0-9]+$");

  /** Of who was there already, so long before is looked for what a gauge did. */
  private static final Duration LONG_BEFORE = Duration.ofHours(6);

  /** What a pod's name begins with, by its workload. */
  static String stem(String name) {
    return MADE_UP.matcher(name).replaceFirst("");
  }

  /** What names are like that pods of the same workloads have, as a regular expression. */
  public String names() {
    return stems().stream()
        .map(stem -> stem.replace(".", "\\.") + "(-.*)?")
        .collect(Collectors.joining("|"));
  }

  /** Whether a pod's name is like that of one that is there now. */
  public boolean isLike(String name) {
    return stems().contains(stem(name));
  }

  /**
   * Makes them.
   *
   * @param seen series that there were; who was there already was seen before the first tick
   */
  public List<PastPod> during(Collection<Seen> seen, Ticks ticks) {
    Map<String, List<Seen>> byName = new LinkedHashMap<>();
    seen.forEach(one -> byName.computeIfAbsent(one.pod(), _ -> new ArrayList<>()).add(one));
    Map<String, PodFacts> siblings = new HashMap<>();
    var all = new ArrayList<PastPod>();
    for (PodFacts pod : now) {
      siblings.putIfAbsent(stem(pod.name()), pod);
      List<Seen> own = byName.getOrDefault(pod.name(), List.of());
      byName.remove(pod.name());
      Instant unseen =
          pod.running() && pod.startedAt().isAfter(ticks.from()) ? pod.startedAt() : ticks.from();
      all.add(present(pod, own.isEmpty() ? unseen : first(own, ticks), ticks));
    }
    byName.forEach((name, own) -> all.add(gone(name, own, siblings.get(stem(name)), ticks)));
    return all;
  }

  private static PastPod present(PodFacts pod, Instant first, Ticks ticks) {
    PodFacts latest = PodFactsBuilder.builder(pod).terminating(false).build();
    boolean whole = pod.running() && !pod.startedAt().isAfter(ticks.from());
    PodFacts earlier =
        whole
            ? latest
            : PodFactsBuilder.builder(latest)
                .containerID("earlier")
                .running(true)
                .wasReady(true)
                .startedAt(first.equals(ticks.from()) ? first.minus(LONG_BEFORE) : first)
                .restarts(0)
                .build();
    Instant begin = whole || first.isBefore(pod.startedAt()) ? first : pod.startedAt();
    return new PastPod(earlier, latest, whole ? ticks.from() : begin, Instant.MAX);
  }

  private static PastPod gone(
      String name, List<Seen> own, @Nullable PodFacts sibling, Ticks ticks) {
    Set<String> containers =
        own.stream().map(Seen::container).collect(Collectors.toCollection(TreeSet::new));
    containers.remove("");
    String container =
        sibling != null && (containers.isEmpty() || containers.contains(sibling.container()))
            ? sibling.container()
            : containers.stream().findFirst().orElse("");
    Instant first = first(own, ticks);
    var facts =
        new PodFacts(
            name,
            name,
            container,
            "gone",
            sibling == null ? stem(name) : sibling.workload(),
            name, // on which node it was is not known: none is suspected
            "",
            true,
            false,
            true,
            first.equals(ticks.from()) ? first.minus(LONG_BEFORE) : first,
            0,
            sibling == null ? Set.of() : sibling.otherPorts(),
            sibling == null ? 0 : sibling.cpuLimit(),
            null);
    Instant last = own.stream().map(Seen::last).max(Instant::compareTo).orElse(first);
    return new PastPod(facts, first, last);
  }

  private static Instant first(List<Seen> own, Ticks ticks) {
    return own.stream()
        .map(Seen::first)
        .min(Instant::compareTo)
        .filter(first -> first.isAfter(ticks.from()))
        .orElse(ticks.from());
  }

  private Set<String> stems() {
    return now.stream().map(pod -> stem(pod.name())).collect(Collectors.toCollection(TreeSet::new));
  }
}
