package dev.stuckpod.cli.explore.session;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.LockWord;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.cli.explore.answer.Answer;
import dev.stuckpod.cli.explore.population.LoadedDump;
import dev.stuckpod.cli.explore.population.Member;
import dev.stuckpod.cli.explore.population.Waits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who waits for whom in one dump. */
final class Waiting {
  private static final int MOST_EDGES = 50;
  private static final int IDS = 20;

  private final LoadedDump dump;
  private final Optional<WaitForGraph> graph;

  Waiting(LoadedDump dump) {
    this.dump = dump;
    this.graph = dump.opened().graph();
  }

  /** Who waits for what a routine holds. */
  Answer.Edges forRoutine(Member member) {
    Party party = dump.party(member);
    List<Answer.Edge> edges = new ArrayList<>();
    Resource queued = party == null ? null : awaited(party);
    Waiter writer = party == null ? null : graph.map(g -> g.waiter(party)).orElse(null);
    if (queued != null && writer != null && writer.mode() == Mode.PENDING_WRITE) {
      queued.waiters().stream()
          .filter(w -> !w.party().equals(party))
          .forEach(w -> edges.add(wants(queued, w)));
    }
    for (Resource resource : party == null ? List.<Resource>of() : resources()) {
      if (holder(resource, party) != null) {
        resource.waiters().stream()
            .filter(w -> !w.party().equals(party))
            .forEach(w -> edges.add(wants(resource, w)));
      }
    }
    String about = "Who waits for %s".formatted(named(member));
    return edges(about, edges, "nobody is seen to wait for it: it holds nothing that others want");
  }

  /** Who waits for a lock or channel. */
  Answer.Edges forAddress(String address) {
    List<Answer.Edge> edges = new ArrayList<>();
    for (Resource resource : resources()) {
      if (isAt(resource, address)) {
        resource.waiters().forEach(w -> edges.add(wants(resource, w)));
      }
    }
    return edges("Who waits for " + address, edges, "nobody is seen to wait for it");
  }

  /** Who holds a lock. */
  Answer.Edges holders(String address) {
    List<Answer.Edge> edges = new ArrayList<>();
    boolean wanted = false;
    for (Resource resource : resources()) {
      if (isAt(resource, address)) {
        wanted = true;
        resource.holders().forEach(h -> edges.add(holds(resource, h)));
      }
    }
    if (edges.isEmpty()) {
      for (Group group : dump.opened().dump().groups()) {
        for (Cohort cohort : group.cohorts()) {
          Effort.step(1 + cohort.uses().size());
          if (Waits.holds(cohort, address)) {
            edges.add(new Answer.Edge(who(group, cohort), "lock", address, "the dump says so", ""));
          }
        }
      }
    }
    return edges("Who holds " + address, edges, nobody(address, wanted));
  }

  /** Who holds what a routine waits for. */
  Answer.Edges holdersFor(Member member) {
    Party party = dump.party(member);
    Resource resource = party == null ? null : awaited(party);
    String about = "Who holds what %s waits for".formatted(named(member));
    if (resource == null) {
      return edges(about, List.of(), "it is not seen to wait for a lock or channel");
    }
    List<Answer.Edge> edges = resource.holders().stream().map(h -> holds(resource, h)).toList();
    return edges(about, edges, edges.isEmpty() ? "nobody is seen to hold " + resource.name() : "");
  }

  private String nobody(String address, boolean wanted) {
    for (LockWord word : dump.opened().dump().words()) {
      boolean is = Waits.same("0x" + Long.toHexString(word.address()), address);
      String why = word.held().nobody();
      if (is && why != null) {
        return "memory says: %s; %s".formatted(word.word(), why);
      }
    }
    return wanted
        ? "it is waited for, and nobody on a stack is seen to hold it"
        : "nothing at this address is seen to be waited for or held";
  }

  /** From a routine to the root of what blocks it. */
  Answer.Chain path(Member member) {
    List<Answer.Step> steps = new ArrayList<>();
    Party at = dump.party(member);
    if (at == null) {
      Answer.Who who = who(member);
      return new Answer.Chain(
          List.of(new Answer.Step(who, null, null)),
          "it is not seen to wait for anybody",
          List.of());
    }
    Set<Party> seen = new HashSet<>();
    while (true) {
      seen.add(at);
      Resource resource = awaited(at);
      Waiter waiter = graph.orElseThrow().waiter(at);
      Answer.Who who = who(at.group(), at.cohort());
      Holder holder = resource == null ? null : next(resource, at);
      if (resource == null || waiter == null || holder == null) {
        Answer.Edge wants = resource == null || waiter == null ? null : wants(resource, waiter);
        steps.add(new Answer.Step(who, wants, null));
        return new Answer.Chain(steps, end(at, resource), findings(at));
      }
      steps.add(new Answer.Step(who, wants(resource, waiter), holds(resource, holder)));
      if (seen.contains(holder.party())) {
        return new Answer.Chain(
            steps,
            holder.party().equals(at)
                ? "it waits for itself"
                : "it is a circle: nobody in it can go on",
            findings(at));
      }
      at = holder.party();
    }
  }

  private static @Nullable Holder next(Resource resource, Party at) {
    List<Holder> holders = resource.holders();
    return holders.stream()
        .filter(h -> !h.party().equals(at))
        .findFirst()
        .orElse(holders.isEmpty() ? null : holders.getFirst());
  }

  private static String end(Party at, @Nullable Resource resource) {
    if (resource != null) {
      return "nobody is seen to hold %s, or to serve it: this is where the way ends"
          .formatted(resource.name());
    }
    return at.isLive()
        ? "it runs, or could: it is the root of what is above"
        : "it waits for no routine that is seen: it is the root of what is above";
  }

  private List<String> findings(Party at) {
    List<String> ids = at.cohort().ids();
    return dump.opened().analysis().findings().stream()
        .filter(f -> f.participants().stream().anyMatch(p -> isIn(p, at.group(), ids)))
        .limit(3)
        .flatMap(Waiting::told)
        .toList();
  }

  private static Stream<String> told(Finding finding) {
    return Stream.concat(
        Stream.of("%s (%s)".formatted(finding.title(), finding.confidence())),
        finding.participants().stream()
            .map(
                p ->
                    "  %s: %d x %s (%s) [%s], e.g. %s"
                        .formatted(
                            p.role().label(),
                            p.count(),
                            p.function().substring(p.function().lastIndexOf('/') + 1),
                            p.location(),
                            p.state(),
                            p.example())));
  }

  private static boolean isIn(Finding.Participant one, Group group, List<String> ids) {
    return ids.contains(one.example()) || group.ids().contains(one.example());
  }

  private List<Resource> resources() {
    return graph.map(WaitForGraph::all).orElse(List.of());
  }

  private @Nullable Resource awaited(Party party) {
    return graph.map(g -> g.awaited(party)).orElse(null);
  }

  private static @Nullable Holder holder(Resource resource, @Nullable Party party) {
    return resource.holders().stream()
        .filter(h -> h.party().equals(party))
        .findFirst()
        .orElse(null);
  }

  private static boolean isAt(Resource resource, String address) {
    return Waits.same(resource.address(), address)
        || resource.waiters().stream()
            .anyMatch(
                w ->
                    w.party().cohort().address() != 0
                        && Waits.same(
                            "0x" + Long.toHexString(w.party().cohort().address()), address));
  }

  private Answer.Edges edges(String about, List<Answer.Edge> edges, String otherwise) {
    if (graph.isEmpty()) {
      return new Answer.Edges(
          about, List.of(), "who waits for whom takes more work here than one dump may");
    }
    String more =
        edges.size() > MOST_EDGES ? "and %d more".formatted(edges.size() - MOST_EDGES) : "";
    return new Answer.Edges(
        about, edges.stream().limit(MOST_EDGES).toList(), edges.isEmpty() ? otherwise : more);
  }

  private static Answer.Edge wants(Resource resource, Waiter waiter) {
    return new Answer.Edge(
        who(waiter.party().group(), waiter.party().cohort()),
        resource.name(),
        resource.address(),
        Words.waits(waiter.mode()),
        "");
  }

  private static Answer.Edge holds(Resource resource, Holder holder) {
    return new Answer.Edge(
        who(holder.party().group(), holder.party().cohort()),
        resource.name(),
        resource.address(),
        Words.known(holder),
        holder.evidence());
  }

  private static Answer.Who who(Group group, Cohort cohort) {
    return new Answer.Who(
        cohort.count(),
        cohort.ids().stream().limit(IDS).toList(),
        group.state(),
        cohort.waitMinutes(),
        Words.place(group));
  }

  private static Answer.Who who(Member member) {
    return new Answer.Who(
        member.count(),
        List.of(member.id()),
        member.group().state(),
        member.printed().minutes(),
        Words.place(member.group()));
  }

  private static String named(Member member) {
    return member.dump().dialect().routine() + " " + member.id();
  }
}
