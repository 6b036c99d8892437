package dev.stuckpod.operator.loadtest;

import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.loadtest.keep.ReadingsKeeper;
import dev.stuckpod.operator.loadtest.member.Members;
import dev.stuckpod.operator.loadtest.openmetrics.WrittenPod;
import dev.stuckpod.operator.loadtest.suspicion.Watched;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Has readings kept: those that led to each look, and those at the end. */
record Recording(LoadTestWindow window, WindowMemory memory, Members members) {

  /** Pods whose readings are kept beside a suspect's. */
  private static final int OTHERS = 2;

  /** What led to the looks that are under way, as far as it is not kept. */
  void looks(ReadingsKeeper keeper) {
    for (Account account : memory.looking()) {
      String analysis = Objects.requireNonNull(account.looks().underWay());
      members.facts().stream()
          .filter(pod -> pod.name().equals(account.pod()))
          .findFirst()
          .ifPresent(pod -> keeper.look(window, memory.kept(), analysis, pods(withOthers(pod))));
    }
  }

  /** What there is at the end, those that are stuck first, and then those that may be. */
  void end(ReadingsKeeper keeper) {
    Comparator<PodFacts> order = Comparator.comparingInt(this::rank);
    keeper.end(
        window,
        memory.kept(),
        pods(members.facts().stream().sorted(order.thenComparing(PodFacts::name)).toList()));
  }

  private List<PodFacts> withOthers(PodFacts pod) {
    Comparator<PodFacts> siblingsFirst =
        Comparator.comparing(other -> !other.workload().equals(pod.workload()));
    Comparator<PodFacts> healthyFirst = Comparator.comparingInt(other -> -rank(other));
    return Stream.concat(
            Stream.of(pod),
            members.facts().stream()
                .filter(other -> !other.uid().equals(pod.uid()) && isRead(other))
                .sorted(siblingsFirst.thenComparing(healthyFirst).thenComparing(PodFacts::name))
                .limit(OTHERS))
        .toList();
  }

  private boolean isRead(PodFacts pod) {
    return !pods(List.of(pod)).isEmpty();
  }

  private int rank(PodFacts pod) {
    Optional<Account> account = memory.account(pod.name());
    if (account.flatMap(Account::incident).isPresent()) {
      return 0;
    }
    return account.flatMap(Account::suspicion).isPresent() ? 1 : 2;
  }

  private List<WrittenPod> pods(List<PodFacts> facts) {
    return memory.readings().watched(facts).stream().flatMap(Recording::read).toList();
  }

  private static Stream<WrittenPod> read(Watched watched) {
    var series = watched.series();
    return series == null || series.scrapes() == 0
        ? Stream.empty()
        : Stream.of(new WrittenPod(watched.pod().name(), series));
  }
}
