package dev.stuckpod.cli.report.picture;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Holder.Basis;
import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.cli.explore.population.Place;
import dev.stuckpod.cli.explore.session.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes from the graph of a dump what is worth a picture: whoever is seen to be waited for, with
 * all who wait; what findings speak of; and where the way ends, that nobody is seen there.
 */
final class Weaving {
  private static final int FACTS = 16;
  private static final int GUESSES = 3;
  private static final int MOST_ARROWS = 100_000;
  private static final int FINDINGS = 5;

  /** Nobody of this process. */
  static final String PEER = "the other end of the connection";

  private final WaitForGraph graph;
  private final Map<String, Spot> spots = new LinkedHashMap<>();
  private final Set<Arrow> arrows = new LinkedHashSet<>();
  private final Map<Party, String> keys = new HashMap<>();
  private final IdentityHashMap<Group, Integer> groups = new IdentityHashMap<>();
  private final Map<Resource, Integer> resources = new HashMap<>();
  private final Set<Party> leaving = new HashSet<>();

  private Weaving(WaitForGraph graph) {
    this.graph = graph;
  }

  static Web of(WaitForGraph graph, List<Finding> findings) {
    var weaving = new Weaving(graph);
    graph.resources().forEach(weaving::held);
    findings.stream().limit(FINDINGS).forEach(weaving::finding);
    List.copyOf(weaving.keys.keySet()).forEach(weaving::end);
    return new Web(weaving.spots, weaving.arrows);
  }

  private void held(Resource resource) {
    List<Holder> holders = likely(resource.holders());
    for (Waiter waiter : holders.isEmpty() ? List.<Waiter>of() : resource.waiters()) {
      for (Holder holder : holders) {
        Effort.step(1);
        boolean self = holder.party().equals(waiter.party());
        if (!self || holders.size() == 1) {
          String to = key(holder.party(), holder.own());
          spots.computeIfPresent(to, (_, spot) -> spot.at(holder.own())); // where it has locked
          arrow(waiter, resource, to, Words.known(holder), true, isFact(holder));
        }
      }
    }
  }

  /** The best supported ones; where they are guesses, few of them. */
  private static List<Holder> likely(List<Holder> holders) {
    if (holders.isEmpty()) {
      return holders;
    }
    Holder first = holders.getFirst();
    return isFact(first)
        ? holders.stream().filter(Weaving::isFact).limit(FACTS).toList()
        : holders.stream().filter(h -> h.basis() == first.basis()).limit(GUESSES).toList();
  }

  private static boolean isFact(Holder holder) {
    return holder.basis() == Basis.PRINTED || holder.isStated();
  }

  /** Who takes part is there; a pool's workers are whom others wait for where nobody else is. */
  private void finding(Finding finding) {
    Set<Group> told = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Party> workers = new LinkedHashSet<>();
    Map<String, Role> roles = new HashMap<>();
    for (Finding.Participant one : finding.participants()) {
      one.ids().forEach(id -> roles.put(id, one.role()));
      roles.put(one.example(), one.role());
    }
    for (Party party : graph.parties()) {
      for (String id : party.cohort().ids()) {
        Role role = roles.get(id);
        if (role != null) {
          told.add(party.group());
          if (role == Role.WORKER) {
            workers.add(party);
          }
        }
      }
    }
    for (Party party : graph.parties()) {
      Resource resource = told.contains(party.group()) ? graph.awaited(party) : null;
      Waiter waiter = graph.waiter(party);
      if (resource == null || waiter == null || !resource.holders().isEmpty()) {
        continue;
      }
      key(party, waiter.own());
      if (finding.kind() == Kind.WAITING_ON_PEER) {
        spots.putIfAbsent(PEER, Spot.nobody(PEER));
        arrow(waiter, resource, PEER, finding.rule(), false, false);
      }
      for (Party worker : workers) {
        String known = "%s, %s".formatted(finding.rule(), finding.confidence());
        arrow(waiter, resource, key(worker, null), known, false, false);
      }
    }
  }

  /** Where somebody of the picture waits and nobody is seen to be waited for. */
  private void end(Party party) {
    Resource resource = graph.awaited(party);
    Waiter waiter = graph.waiter(party);
    if (resource == null || waiter == null || leaving.contains(party)) {
      return;
    }
    String words = nobody(waiter.mode());
    String to = "nobody " + words;
    spots.putIfAbsent(to, Spot.nobody(words));
    arrow(waiter, resource, to, words, false, false);
  }

  private static String nobody(Mode mode) {
    return switch (mode) {
      case SEND -> "nobody is seen to receive";
      case RECEIVE -> "nobody is seen to send";
      case SELECT -> "nobody is seen on the other end";
      case CONDITION -> "nobody is seen to notify";
      case WAIT_GROUP, RESULT -> "nobody is seen to finish it";
      case LOCK, TIMED_LOCK, READ_LOCK, WRITE_QUEUE, PENDING_WRITE, CLASS_INIT ->
          "nobody is seen to hold it";
    };
  }

  private void arrow(
      Waiter waiter, Resource resource, String to, String known, boolean held, boolean fact) {
    if (arrows.size() < MOST_ARROWS) {
      leaving.add(waiter.party());
      String from = key(waiter.party(), waiter.own());
      int what = resources.computeIfAbsent(resource, _ -> resources.size());
      String how = Words.waits(waiter.mode());
      arrows.add(new Arrow(from, to, what, resource.name(), how, known, held, fact));
    }
  }

  private String key(Party party, @Nullable Frame at) {
    String known = keys.get(party);
    if (known != null) {
      return known;
    }
    String key = "p" + keys.size();
    keys.put(party, key);
    int group = groups.computeIfAbsent(party.group(), _ -> groups.size());
    Waiter waiter = graph.waiter(party);
    Frame frame = waiter != null ? waiter.own() : at != null ? at : Place.of(party.group());
    List<String> ids = new ArrayList<>(party.cohort().ids());
    spots.put(
        key,
        new Spot(
            party.cohort().count(),
            frame,
            "",
            party.group().state(),
            ids.isEmpty() ? "" : ids.getFirst(),
            group));
    return key;
  }
}
