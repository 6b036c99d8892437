package dev.stuckpod.analysis.rule.groups;

import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Dialect;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.List;

/**
 * A loop of an object stops that object and waits there for the loop's end: Close, called from a
 * callback, waits for the goroutine that it runs in.
 */
public final class SelfStop implements Rule {

  @Override
  public boolean needsQuiet() {
    return true;
  }

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    for (Resource awaited : graph.resources()) {
      for (Waiter waiter : awaited.waiters()) {
        boolean end = waiter.mode() == Mode.RECEIVE || waiter.mode() == Mode.WAIT_GROUP;
        int loop = end ? loop(waiter.party(), waiter.frame()) : -1;
        if (loop >= 0) {
          findings.add(finding(awaited, waiter, loop));
          break;
        }
      }
    }
    return findings;
  }

  /** The outermost call of the type whose method stops it, if it is another one; else -1. */
  private static int loop(Party party, int waits) {
    List<Frame> frames = party.frames();
    Dialect dialect = party.dialect();
    String type = dialect.type(frames.get(waits).function());
    int last = waits;
    boolean stops = false;
    for (int i = waits; !type.isEmpty() && i < frames.size(); i++) {
      String function = frames.get(i).function();
      // the wrapper of a go statement is named after who has started the goroutine
      if (dialect.type(function).equals(type) && !dialect.isWrapper(function)) {
        boolean same = isSameObject(party, waits, i);
        stops |= same && GroupWait.isStop(dialect.outer(function));
        last = same ? i : last;
      }
    }
    String outermost = dialect.outer(frames.get(last).function());
    return stops && last > waits && !GroupWait.isStop(outermost) ? last : -1;
  }

  private static boolean isSameObject(Party party, int one, int other) {
    boolean receivers =
        !party.dialect().isClosure(party.frame(one).function())
            && !party.dialect().isClosure(party.frame(other).function());
    long a = receivers ? party.live(one) : 0;
    long b = receivers ? party.live(other) : 0;
    return a == 0 || b == 0 || a == b;
  }

  private static Finding finding(Resource awaited, Waiter waiter, int loop) {
    Frame outer = waiter.party().frame(loop);
    boolean group = waiter.mode() == Mode.WAIT_GROUP;
    return new Finding(
        "SelfStop",
        group ? Kind.WAITGROUP : Kind.CHANNEL,
        "%s stops its object and waits in %s, as it seems for its own end"
            .formatted(Sentences.say(outer), Sentences.say(waiter)),
        "A goroutine that waits for itself to end waits for ever.",
        Confidence.Suspected,
        Sentences.resource(awaited),
        List.of(
            Sentences.participant(Role.HOLDER, waiter.party(), loop),
            Sentences.participant(Role.WAITER, waiter.party(), waiter.frame())),
        List.of(
            Sentences.stands("it", waiter.party(), waiter.at()),
            "further out on the same stack is " + Sentences.say(outer) + ", of the same type"),
        "Do not wait for the end of a loop from a call that the loop makes: only tell it to end, or"
            + " do it in a goroutine of its own.");
  }
}
