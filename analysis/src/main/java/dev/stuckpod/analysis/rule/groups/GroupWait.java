package dev.stuckpod.analysis.rule.groups;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Dialect;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.rule.ground.Kin;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Somebody waits for a WaitGroup whose members cannot end: one sends to a channel that nobody
 * receives from, all wait for the group themselves, or they are to stop and nothing tells them so.
 * Workers that wait for work while somebody waits for their end are none of these.
 */
public final class GroupWait implements Rule {

  private static final Pattern STOPS =
      Pattern.compile(
          "(?i)(graceful|internal|do)?(stop|close|shutdown|drain|quit|quiesce|terminate|teardown).*");

  /** Why the members do not end. */
  private record Cause(List<Waiter> members, String why, String advice) {}

  @Override
  public boolean needsQuiet() {
    return true;
  }

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    GroupMembers groups = new GroupMembers(graph);
    Kin kin = new Kin(graph);
    for (Resource group : graph.resources()) {
      for (Waiter waiter : group.waiting(Mode.WAIT_GROUP)) {
        Optional<Cause> cause = cause(graph, groups, group, waiter);
        if (cause.isPresent()) {
          Cause why = cause.get();
          findings.add(
              Owed.judge(graph, kin, group, waiter, why.members(), finding(group, waiter, why)));
          break;
        }
      }
    }
    return findings;
  }

  /** Whether a function's name says that it ends something. */
  public static boolean isStop(String function) {
    return STOPS.matcher(Frame.method(function)).matches();
  }

  private static Optional<Cause> cause(
      WaitForGraph graph, GroupMembers groups, Resource group, Waiter waiter) {
    List<Waiter> members = groups.of(waiter);
    List<Waiter> senders = members.stream().filter(w -> isUnheard(graph, w)).toList();
    if (!senders.isEmpty()) {
      return Optional.of(
          new Cause(
              senders,
              "send to a channel that nobody receives from",
              "Receive from the channel until the group is done, and wait for the group"
                  + " elsewhere"));
    }
    List<Waiter> stoppers = members.stream().filter(m -> stops(m, waiter)).toList();
    if (!stoppers.isEmpty()) {
      return Optional.of(
          new Cause(
              stoppers,
              "stop the very loop that waits for them, and wait for its end",
              "Do not stop an object and wait for its end from a member of a group that its loop"
                  + " waits for"));
    }
    if (!group.address().isEmpty()
        && !members.isEmpty()
        && waitAll(members, group)
        && groups.startedBy(waiter).allMatch(waiting(members)::contains)) {
      return Optional.of(
          new Cause(
              members,
              "wait for the very group that they belong to",
              "Let whoever is no member of the group wait for it"));
    }
    List<Waiter> toEnd = members.isEmpty() ? groups.listeningPeers(waiter) : members;
    return !toEnd.isEmpty() && isStop(waiter.at().function())
        ? Optional.of(
            new Cause(
                toEnd,
                "do not end, although they are waited for in " + Sentences.say(waiter),
                "Tell the members to end (close a channel, cancel a context) before waiting"))
        : Optional.empty();
  }

  /** Whether a member waits in a stop of an object in one of whose methods the other one is. */
  private static boolean stops(Waiter member, Waiter waiter) {
    String function = member.at().function();
    Dialect dialect = member.party().dialect();
    String type = dialect.type(function);
    boolean end = member.mode() == Mode.RECEIVE || member.mode() == Mode.WAIT_GROUP;
    Effort.step(end ? member.party().frames().size() + waiter.party().frames().size() : 0);
    return end
        && !type.isEmpty()
        && member.party().frames().stream()
            .skip(member.frame())
            .anyMatch(
                f -> dialect.type(f.function()).equals(type) && isStop(dialect.outer(f.function())))
        && waiter.party().frames().stream()
            .skip(waiter.frame())
            .anyMatch(f -> dialect.type(f.function()).equals(type));
  }

  private static boolean waitAll(List<Waiter> members, Resource group) {
    return new HashSet<>(group.waiters()).containsAll(members);
  }

  /** The groups of the members; each is one object, whoever has it. */
  private static Set<Group> waiting(List<Waiter> members) {
    Set<Group> groups = Collections.newSetFromMap(new IdentityHashMap<>());
    members.forEach(m -> groups.add(m.party().group()));
    return groups;
  }

  private static boolean isUnheard(WaitForGraph graph, Waiter member) {
    if (member.mode() != Mode.SEND) {
      return false;
    }
    Resource channel = graph.awaited(member.party());
    return channel != null && channel.waiting(Mode.SEND).size() == channel.waiters().size();
  }

  private static Finding finding(Resource group, Waiter waiter, Cause cause) {
    List<Waiter> members = cause.members();
    int count = members.stream().mapToInt(w -> w.party().cohort().count()).sum();
    var participants = new ArrayList<Finding.Participant>();
    participants.add(Sentences.participant(Role.WAITER, waiter.party(), waiter.frame()));
    members.forEach(
        w ->
            participants.add(
                w.mode() == Mode.SEND
                    ? Sentences.waiter(w)
                    : Sentences.participant(Role.WORKER, w.party(), w.frame())));
    return new Finding(
        "GroupWait",
        Kind.WAITGROUP,
        "%s waits for a WaitGroup whose members at %s %s"
            .formatted(Sentences.say(waiter), members.getFirst().own().location(), cause.why()),
        "%s of the group: it is done only when they are."
            .formatted(
                count == 1 ? "One goroutine is a member" : count + " goroutines are members"),
        Confidence.Suspected,
        Sentences.resource(group),
        Sentences.merge(participants),
        List.of(
            Sentences.stands("the one who waits", waiter.party(), waiter.at()),
            "the members were started by a call that the waiting one is in, by its type, or beside"
                + " it: "
                + Sentences.places(members)),
        cause.advice() + ": " + waiter.own().location() + ".");
  }
}
