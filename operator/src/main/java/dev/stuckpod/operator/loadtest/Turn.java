package dev.stuckpod.operator.loadtest;

import dev.stuckpod.crds.reasons.NoteReason;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.operator.loadtest.Account.Blindness;
import dev.stuckpod.operator.loadtest.member.Member;
import dev.stuckpod.operator.loadtest.member.Members;
import dev.stuckpod.operator.loadtest.member.PolicyList;
import dev.stuckpod.operator.loadtest.reading.Readings;
import dev.stuckpod.operator.loadtest.series.Phase;
import dev.stuckpod.operator.loadtest.series.PodSeries;
import dev.stuckpod.operator.loadtest.suspicion.Load;
import dev.stuckpod.operator.loadtest.suspicion.Suspicion;
import dev.stuckpod.operator.loadtest.suspicion.Thought;
import dev.stuckpod.operator.loadtest.window.FailedProbes;
import dev.stuckpod.operator.loadtest.window.Life;
import dev.stuckpod.operator.loadtest.window.Note;
import dev.stuckpod.operator.loadtest.window.Stage;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.probes.ProbeEvents;
import dev.stuckpod.operator.scrape.Address;
import dev.stuckpod.operator.scrape.Addresses;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One look at all pods of a window: reads them, and has its senses judge what was read. */
record Turn(LoadTestWindow window, WindowPlan plan, Stage stage, WindowMemory memory, Clock clock) {

  /** Selects the window's pods. */
  static Members members(LoadTestWindow window, WindowMemory memory, Collection<PodView> pods) {
    var spec = window.getSpec();
    Map<String, StuckPolicy> there = policies(window, memory);
    List<StuckPolicy> named = names(window).map(there::get).filter(Objects::nonNull).toList();
    return Members.of(pods, spec.selector(), named, spec.container(), PodSeries.MOST_PODS);
  }

  /** Policies that the window names and that are not there. */
  static List<String> missing(LoadTestWindow window, WindowMemory memory) {
    Map<String, StuckPolicy> there = policies(window, memory);
    return names(window).filter(name -> !there.containsKey(name)).toList();
  }

  private static Stream<String> names(LoadTestWindow window) {
    return Objects.requireNonNullElse(window.getSpec().policies(), List.<String>of()).stream();
  }

  /** Those of its namespace, where it names any. */
  private static Map<String, StuckPolicy> policies(LoadTestWindow window, WindowMemory memory) {
    return window.getSpec().policies() == null
        ? Map.of()
        : memory.policies().of(window).all().stream()
            .collect(Collectors.toMap(one -> one.getMetadata().getName(), Function.identity()));
  }

  /** Reads and judges. */
  void take(Members members) {
    Map<String, Member> byUid =
        members.all().stream()
            .collect(Collectors.toMap(member -> member.facts().uid(), Function.identity()));
    memory
        .readings()
        .read(
            members.all().stream()
                .filter(member -> member.view().sidecar() != null)
                .map(member -> new Readings.Target(member.view(), member.facts()))
                .toList(),
            new Readings.Plan(
                plan.detect().locks(),
                plan.detect().scrapes(),
                phase(),
                view -> addresses(Objects.requireNonNull(byUid.get(view.uid())))));
    Map<String, Suspicion> byPolicies =
        plan.detect().policies() ? memory.policies().suspect(window, members) : Map.of();
    Instant now = clock.instant();
    memory.present(members.all(), now);
    memory.sighted(
        memory
            .sights()
            .of(
                Stream.concat(
                        members.all().stream(),
                        members.ended().stream().filter(one -> memory.saw(one.facts().uid())))
                    .toList()),
        now);
    Map<String, List<Thought>> thoughts =
        new Senses(plan, stage, now).judge(members.facts(), memory.readings(), byPolicies);
    for (Member member : members.all()) {
      memory
          .account(member.facts().name())
          .ifPresent(
              account ->
                  account.judged(
                      member.facts(),
                      thoughts.getOrDefault(member.facts().uid(), List.of()),
                      blindness(member),
                      now));
    }
    if (members.leftOut() > 0) {
      memory.note(
          new Note(
              "",
              NoteReason.LeftOut,
              "%d more pods are selected than a window watches, which is %d."
                  .formatted(members.leftOut(), PodSeries.MOST_PODS),
              now));
    }
    if (plan.detect().policies() && memory.policies().of(window).more()) {
      memory.note(
          new Note(
              "",
              NoteReason.NotRead,
              "There are more than %d StuckPolicies in this namespace, and more are not read: what"
                      .formatted(PolicyList.MOST)
                  + " the others think of these pods is not asked.",
              now));
    }
    members.unclear().stream()
        .findFirst()
        .ifPresent(why -> memory.note(new Note("", NoteReason.NotSeen, why, now)));
  }

  /** Notes what is told of probes that failed since the window's start. */
  static void probes(LoadTestWindow window, WindowMemory memory, Life.Next next, Instant now) {
    ProbeEvents.Told told =
        memory
            .probes()
            .read(window.getMetadata().getNamespace(), next.stage() instanceof Stage.Completed);
    Map<String, String> names =
        memory.accounts().stream()
            .filter(account -> account.uid().isPresent())
            .collect(
                Collectors.toMap(
                    account -> account.uid().orElseThrow(), Account::pod, (a, _) -> a));
    FailedProbes.notes(told.probes(), names, next.recorded().startedAt(), now)
        .forEach(memory::note);
    if (told.refused()) {
      memory.note(
          new Note(
              "",
              NoteReason.NotRead,
              "The operator may not list Events in this namespace, so it is not told which probes"
                  + " fail: its role lacks list of events.",
              now));
    }
    if (told.more()) {
      memory.note(
          new Note(
              "",
              NoteReason.NotRead,
              "There are more Events of failed probes in this namespace than are read: not all are"
                  + " told.",
              now));
    }
  }

  private List<Address> addresses(Member member) {
    return memory
        .sights()
        .whole(member)
        .map(
            pod ->
                Addresses.of(
                    pod,
                    member.facts().container(),
                    window.getSpec().scrape(),
                    memory.monitors().of(member.view().namespace(), member.view().labels())))
        .orElse(List.of());
  }

  private Phase phase() {
    return switch (stage) {
      case Stage.Open(Load load) -> load == Load.Calm ? Phase.Calm : Phase.Load;
      case Stage.Settling _, Stage.Completed _ -> Phase.After;
    };
  }

  private Blindness blindness(Member member) {
    if (member.view().sidecar() == null) {
      return new Blindness(true, true, "It has no sidecar: " + PodView.SIDECAR_REMEDY + ".");
    }
    String uid = member.facts().uid();
    Optional<String> unseen =
        plan.detect().locks() ? memory.readings().unseen(uid) : Optional.empty();
    Optional<String> unscraped =
        plan.detect().scrapes() ? memory.readings().unscraped(uid) : Optional.empty();
    boolean glanced = plan.detect().locks() && unseen.isEmpty();
    boolean scraped = plan.detect().scrapes() && unscraped.isEmpty();
    return new Blindness(
        false,
        !glanced && !scraped,
        Stream.of(unseen, unscraped).flatMap(Optional::stream).collect(Collectors.joining(" ")));
  }
}
