package dev.stuckpod.operator.loadtest.window;

import dev.stuckpod.crds.reasons.NoteReason;
import dev.stuckpod.operator.probes.FailedProbe;
import dev.stuckpod.text.OneLine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes notes of Events of failed probes: one for a pod and a kind of probe. Pure. Source of the
 * words: {@code pkg/kubelet/prober/prober.go} of Kubernetes ("Liveness probe failed: …", "Readiness
 * probe errored and resulted in unknown state: …"), and {@code tools/record/events_cache.go} of
 * client-go, which puts "(combined from similar events): " before what it has joined.
 */
public final class FailedProbes {

  private static final Pattern WORDS =
      Pattern.compile(
          "(?:\\(combined from similar events\\): )?(Liveness|Readiness|Startup)? ?probe"
              + " (failed|errored)[^:]{0,64}:? ?(.*)",
          Pattern.DOTALL);

  private static final int LONGEST = 200;
  private static final int MOST = 1_000_000;

  /** Of the sidecar it is not the app's matter. */
  private static final String SIDECAR = "stuckpod";

  private FailedProbes() {}

  /** A pod, and liveness, readiness or startup; empty where an Event does not say which. */
  private record Probe(String pod, String kind) {}

  /** Of one probe, all that is told together. */
  private record Tally(int count, Instant first, Instant last, String why) {

    Tally and(Tally other) {
      boolean later = other.last.isAfter(last);
      return new Tally(
          Math.min(MOST, count + other.count),
          earlier(first, other.first),
          later ? other.last : last,
          later ? other.why : why);
    }
  }

  /**
   * Makes them.
   *
   * @param names of the window's pods, by uid
   * @param since when the window began: what was over by then is not told
   * @param now a node's clock may be ahead
   */
  public static List<Note> notes(
      Collection<FailedProbe> told, Map<String, String> names, Instant since, Instant now) {
    var tallies =
        new TreeMap<Probe, Tally>(Comparator.comparing(Probe::pod).thenComparing(Probe::kind));
    for (FailedProbe one : told) {
      String pod = names.get(one.podUid());
      Matcher words = WORDS.matcher(one.message());
      if (pod != null
          && !one.container().equals(SIDECAR)
          && !one.last().isBefore(since)
          && words.matches()) {
        String kind = words.group(1) == null ? "" : words.group(1).toLowerCase(Locale.ROOT);
        tallies.merge(
            new Probe(pod, kind),
            new Tally(
                Math.clamp(one.count(), 1, MOST),
                earlier(one.first(), now),
                earlier(one.last(), now),
                OneLine.of(words.group(3).strip()).within(LONGEST).text()),
            Tally::and);
      }
    }
    return tallies.entrySet().stream()
        .map(probe -> note(probe.getKey(), probe.getValue(), since))
        .toList();
  }

  private static Note note(Probe probe, Tally tally, Instant since) {
    boolean before = tally.first().isBefore(since);
    return new Note(
        probe.pod(),
        NoteReason.ProbeFailed,
        "%s failed %s%s, for the last time at %s%s"
            .formatted(
                subject(probe.kind()),
                tally.count() == 1 ? "once" : "%d times or more".formatted(tally.count()),
                before ? ", some of them before the window" : "",
                tally.last().truncatedTo(ChronoUnit.SECONDS),
                tally.why().isEmpty() ? "." : ": " + tally.why()),
        before ? since : tally.first());
  }

  private static String subject(String kind) {
    return kind.isEmpty() ? "A probe" : "Its %s probe".formatted(kind);
  }

  private static Instant earlier(Instant one, Instant other) {
    return other.isBefore(one) ? other : one;
  }

  /** Whether two notes are about the same pod and kind of probe. */
  static boolean same(Note one, Note other) {
    return one.pod().equals(other.pod()) && subject(one).equals(subject(other));
  }

  private static String subject(Note note) {
    int end = note.message().indexOf(" failed ");
    return end < 0 ? note.message() : note.message().substring(0, end);
  }
}
