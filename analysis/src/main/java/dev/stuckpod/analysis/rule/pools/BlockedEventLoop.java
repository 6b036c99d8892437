package dev.stuckpod.analysis.rule.pools;

import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Activity;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.ResourceKind;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.rule.ground.KnownCalls;
import dev.stuckpod.analysis.rule.ground.KnownCalls.Meaning;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Event loops of Netty wait for the result of a task: meanwhile none of their connections is
 * served, and the result itself may have to come over one of these.
 */
public final class BlockedEventLoop implements Rule {

  /** What a loop runs in, also of a copy of Netty that was moved to another package. */
  private static final Pattern LOOP =
      Pattern.compile("(.*\\.)?io\\.netty\\.channel\\.([^.]+\\.)?\\w*EventLoop\\.run");

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Party> waiting =
        graph.parties(
            g -> g.activity() == Activity.WAITS && isLoop(g) && KnownCalls.isIn(g, Meaning.RESULT));
    if (waiting.isEmpty()) {
      return List.of();
    }
    int loops =
        graph.groups().stream().filter(BlockedEventLoop::isLoop).mapToInt(Group::count).sum();
    return List.of(finding(graph, waiting, loops));
  }

  private static boolean isLoop(Group group) {
    return group.stack().frames().stream()
        .map(Frame::function)
        .anyMatch(f -> f.endsWith("EventLoop.run") && LOOP.matcher(f).matches());
  }

  private static Finding finding(WaitForGraph graph, List<Party> waiting, int loops) {
    int n = waiting.stream().mapToInt(p -> p.cohort().count()).sum();
    Party first = waiting.getFirst();
    int call = KnownCalls.frame(first, Meaning.RESULT);
    return new Finding(
        "BlockedEventLoop",
        Kind.POOL_EXHAUSTED,
        "%d of %d event loops wait in %s for the result of a task"
            .formatted(n, loops, Sentences.say(first, KnownCalls.caller(first, Meaning.RESULT))),
        "While an event loop waits, none of its connections is read or written. If the result has"
            + " to come over one of them, or by a task of that loop, it never comes.",
        n == loops && loops > 1 && graph.isQuiet() ? Confidence.Strong : Confidence.Suspected,
        Finding.Resource.unnamed(ResourceKind.EXECUTOR),
        Sentences.merge(
            waiting.stream()
                .map(
                    p ->
                        Sentences.participant(Role.WORKER, p, KnownCalls.caller(p, Meaning.RESULT)))
                .toList()),
        List.of(
            "they wait in %s, called by Netty's event loop"
                .formatted(Sentences.say(first.frame(call)))),
        "Do not wait in a handler: go on when the future is done (whenComplete, addListener), or"
            + " run what waits in an executor of its own.");
  }
}
