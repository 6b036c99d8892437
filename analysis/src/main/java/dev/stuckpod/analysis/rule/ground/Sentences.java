package dev.stuckpod.analysis.rule.ground;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Dialect;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.report.SourceLink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Turns parts of the graph into the words and participants of a finding. */
public final class Sentences {
  private static final int IDS = 20;

  /** What a finding and its sentences weigh, in parts. */
  private static final int FINDING = 5;

  private Sentences() {}

  /** Gives {@code broadcastToStream (hub.go:354)}, without the position where it is unknown. */
  public static String say(Frame frame) {
    String location = frame.location();
    return location.isEmpty() ? frame.said() : frame.said() + " (" + location + ")";
  }

  /** Gives the application's own call first: {@code load (app.go:12) in Group.Wait}. */
  public static String say(Party party, int frame) {
    int own = party.own(frame);
    String called = own == frame ? "" : party.frame(frame).called();
    return called.isEmpty() ? say(party.frame(own)) : say(party.frame(own)) + " in " + called;
  }

  /** Gives where a routine waits. */
  public static String say(Waiter waiter) {
    return say(waiter.party(), waiter.frame());
  }

  /** Gives where a routine holds something. */
  public static String say(Holder holder) {
    return say(holder.party(), holder.frame());
  }

  /** Gives {@code 1 thread}, {@code 5 goroutines}, as their runtime calls them. */
  public static String routines(Dialect dialect, int n) {
    return n == 1 ? "1 " + dialect.routine() : n + " " + dialect.routines();
  }

  /** Gives {@code 1 thread waits}, {@code 5 goroutines wait}. */
  public static String wait(Dialect dialect, int n) {
    return routines(dialect, n) + (n == 1 ? " waits" : " wait");
  }

  /** Gives how many wait for something, which somebody does. */
  public static String wait(Resource resource) {
    return wait(resource.waiters().getFirst().party().dialect(), resource.waiting());
  }

  /** Gives {@code 1 goroutine reads}, {@code 5 goroutines read}. */
  public static String reading(Dialect dialect, int n) {
    return routines(dialect, n) + (n == 1 ? " reads" : " read");
  }

  /** Gives {@code "main" #1}, {@code goroutine 12}, as people name one routine. */
  public static String name(Party party) {
    List<String> ids = party.cohort().ids();
    String id = ids.isEmpty() ? "" : ids.getFirst();
    String routine = party.dialect().routine();
    return id.isEmpty() ? "one " + routine : id.startsWith("\"") ? id : routine + " " + id;
  }

  public static Finding.Resource resource(Resource r) {
    return new Finding.Resource(r.word(), r.address(), r.type());
  }

  public static Finding.Participant participant(Role role, Party party, int frame) {
    Frame at = party.frame(party.own(frame));
    List<String> ids = party.cohort().ids().stream().limit(IDS).toList();
    return new Finding.Participant(
        role,
        party.cohort().count(),
        party.group().state(),
        at.function(),
        at.location(),
        ids.isEmpty() ? "" : ids.getFirst(),
        ids,
        SourceLink.of(at.file(), at.line()));
  }

  /** Gives the participants of a finding that is about one routine. */
  public static List<Finding.Participant> only(Role role, Party party, int frame) {
    Effort.keep(FINDING);
    return List.of(participant(role, party, frame));
  }

  public static Finding.Participant holder(Holder holder) {
    return participant(Role.HOLDER, holder.party(), holder.frame());
  }

  public static Finding.Participant waiter(Waiter waiter) {
    Role role =
        switch (waiter.mode()) {
          case PENDING_WRITE -> Role.PENDING_WRITER;
          case SEND -> Role.SENDER;
          case RECEIVE -> Role.RECEIVER;
          case LOCK,
              TIMED_LOCK,
              READ_LOCK,
              WRITE_QUEUE,
              SELECT,
              CONDITION,
              WAIT_GROUP,
              RESULT,
              CLASS_INIT ->
              Role.WAITER;
        };
    return participant(role, waiter.party(), waiter.frame());
  }

  /** Gives {@code the holder is in state 'select' in push (hub.go:12)}, and at which channels. */
  public static String stands(String who, Party party, Frame at) {
    String channels =
        party.channels().stream().limit(6).map(Object::toString).collect(Collectors.joining(", "));
    return "%s is in state '%s' in %s%s%s"
        .formatted(
            who,
            party.group().state(),
            say(party, Math.max(0, party.frames().indexOf(at))),
            channels.isEmpty() ? "" : ", where it would " + channels,
            connected(party));
  }

  /** Gives {@code , at a connection to 10.0.0.7:5432}, where that is known. */
  private static String connected(Party party) {
    Called called = Called.by(List.of(party));
    return called.isKnown() ? ", at a connection to " + called.orElse("") : "";
  }

  /** What participants have in common that are told as one. */
  private record Key(Role role, String state, String function, String location)
      implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::role)
            .thenComparing(Key::function)
            .thenComparing(Key::location)
            .thenComparing(Key::state);

    /** For maps: a dump may be made of names with one hash. */
    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** Joins participants with the same role, state, function and location. */
  public static List<Finding.Participant> merge(List<Finding.Participant> participants) {
    Map<Key, Finding.Participant> merged = new LinkedHashMap<>();
    Effort.step(participants.size());
    for (Finding.Participant p : participants) {
      merged.merge(
          new Key(p.role(), p.state(), p.function(), p.location()),
          p,
          (a, b) -> {
            List<String> ids = new ArrayList<>(a.ids());
            ids.addAll(b.ids());
            return new Finding.Participant(
                a.role(),
                a.count() + b.count(),
                a.state(),
                a.function(),
                a.location(),
                a.example(),
                ids.stream().distinct().limit(IDS).toList(),
                a.source());
          });
    }
    merged.values().forEach(p -> Effort.keep(p.location()));
    return List.copyOf(merged.values());
  }

  /** Says where routines wait: {@code 128 at hub.go:355, 1 at hub.go:346}. */
  public static String places(List<Waiter> waiters) {
    Map<String, Integer> byPlace = new LinkedHashMap<>();
    waiters.forEach(
        w -> byPlace.merge(w.own().location(), w.party().cohort().count(), Integer::sum));
    return byPlace.entrySet().stream()
        .sorted((a, b) -> b.getValue() - a.getValue())
        .limit(5)
        .map(e -> e.getValue() + " at " + e.getKey())
        .reduce((a, b) -> a + ", " + b)
        .orElse("none");
  }
}
